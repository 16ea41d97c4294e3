package store

import (
	"context"
	"time"
)

// Notice is a text made public: a recruitment notice or a publicity list.
type Notice struct {
	ID        string
	Case      string
	Kind      string
	Text      string
	Digest    string
	Published time.Time  // business time
	Ends      *time.Time // business time; nil where it stays
}

// Publish keeps a notice as it was made public; it is never changed.
func (t Tx) Publish(ctx context.Context, n Notice) error {
	return t.exec(ctx, `
		insert into notice (county, id, case_id, kind, text, digest, published, ends)
		values             ($1,     $2, $3,      $4,   $5,   $6,     $7,        $8)`,
		t.realm.County, n.ID, n.Case, n.Kind, n.Text, n.Digest, moment(n.Published), n.Ends)
}

// Notices lists the notices of a case in order of publication.
func (t Tx) Notices(ctx context.Context, id string) ([]Notice, error) {
	return list[Notice](ctx, t, `
		select id, case_id, kind, text, digest, published, ends
		from   notice
		where  county  = $1
		and    case_id = $2
		order  by published, id`, t.realm.County, id)
}
