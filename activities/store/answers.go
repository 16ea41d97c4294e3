package store

import (
	"bytes"
	"context"
	"encoding/json"

	"jinchu/policy/fault"
)

// Repeatable is a deed outside the cases that may be asked for twice and is done once.
type Repeatable struct {
	Actor   string // person ID; a key belongs to whoever made it
	Key     string // "" for a caller that takes the risk of doing it twice
	Content []byte // operation and body
}

// Once does a deed and keeps its answer with it, in one transaction; the same key with the same content
// gives that answer again. A refusal changed nothing, so it is not kept: asked again, it is decided again.
//
// Fault: act.key.reused.
func (s *Store) Once(ctx context.Context, r Repeatable, do func(Tx) (any, error)) (answer json.RawMessage, err error) {
	err = s.Write(ctx, func(t Tx) error {
		kept, err := t.answered(ctx, r)
		if err != nil {
			return err
		}
		if kept != nil {
			answer = kept
			return nil
		}
		made, err := do(t)
		if err != nil {
			return err
		}
		if answer, err = json.Marshal(made); err != nil {
			return fault.New("internal").Because(err)
		}
		return t.keepAnswer(ctx, r, answer)
	})
	return answer, err
}

// answered takes the key, waiting for whoever holds it, and returns what was answered under it; nil is
// a deed still to be done.
func (t Tx) answered(ctx context.Context, r Repeatable) (json.RawMessage, error) {
	if r.Key == "" {
		return nil, nil
	}
	digest := t.keys.digest(t.realm.County, r.Content)
	tag, err := t.tx.Exec(ctx, `
		insert into answered (county, actor, key, digest)
		values               ($1,     $2,    $3,  $4)
		on conflict on constraint answered_once do nothing`, t.realm.County, r.Actor, r.Key, digest)
	if err != nil {
		return nil, interpret(err)
	}
	if tag.RowsAffected() == 1 {
		return nil, nil
	}
	type row struct {
		Digest []byte
		Answer []byte
	}
	kept, err := one[row](ctx, t, "answer", `
		select digest, answer::text::bytea
		from   answered
		where  county = $1
		and    actor  = $2
		and    key    = $3`, t.realm.County, r.Actor, r.Key)
	if err == nil && !bytes.Equal(kept.Digest, digest) {
		err = fault.New("act.key.reused")
	}
	return kept.Answer, err
}

func (t Tx) keepAnswer(ctx context.Context, r Repeatable, answer []byte) error {
	if r.Key == "" {
		return nil
	}
	return t.exec(ctx, `
		update answered
		set    answer = $4::text::json
		where  county = $1
		and    actor  = $2
		and    key    = $3`, t.realm.County, r.Actor, r.Key, string(answer))
}
