package record

import (
	"context"
	"io"

	"jinchu/activities/store"
	"jinchu/policy/fault"
)

// UploadKind is what the policy calls a scan.
const UploadKind = "upload"

// MayUpload asks before a file is read. Faults: unknown, forbidden.
func (d *Desk) MayUpload(ctx context.Context, a Actor, id string) error {
	return d.store.Read(ctx, func(tx store.Tx) error { return d.mayUpload(ctx, tx, a, id, "add") })
}

// mayUpload asks for a case; for a file that belongs to none yet, whether the actor may add one in a unit of theirs.
func (d *Desk) mayUpload(ctx context.Context, tx store.Tx, a Actor, id, act string) error {
	if id == "" {
		held, err := d.held(ctx, tx, asking{Actor: a})
		for _, h := range held {
			if err == nil {
				if _, no := d.allowed(ctx, tx, asking{Actor: a, role: string(h.Role)}, UploadKind, act, h.Unit, ""); no == nil {
					return nil
				}
			}
		}
		if err != nil {
			return err
		}
		_, err = d.allowed(ctx, tx, asking{Actor: a}, UploadKind, act, "", "")
		return err
	}
	at, err := tx.Case(ctx, id)
	if err != nil {
		return err
	}
	_, err = d.allowed(ctx, tx, asking{Actor: a}, UploadKind, act, at.Unit, id)
	return err
}

// Upload keeps a file with a case, or with none yet, sealed piece by piece. Faults: unknown, forbidden, request.large.
func (d *Desk) Upload(ctx context.Context, tx store.Tx, a Actor, id, name string, content io.Reader, limit int64) (store.Upload, error) {
	if err := d.mayUpload(ctx, tx, a, id, "add"); err != nil {
		return store.Upload{}, err
	}
	return tx.Keep(ctx, store.Upload{ID: store.NewID(), Case: id, Name: name, By: a.Mark()}, content, limit)
}

// Fetch writes a file to those who may read what is scanned of its case. Faults: unknown, forbidden.
func (d *Desk) Fetch(ctx context.Context, a Actor, id string, begin func(store.Upload) io.Writer) error {
	return d.store.Read(ctx, func(tx store.Tx) error {
		u, err := tx.Upload(ctx, id)
		if err != nil {
			return err
		}
		if u.Case == "" && (a.Mark() != u.By || a.Person == "") {
			return fault.New("unknown", "what", UploadKind)
		}
		if u.Case != "" {
			if err := d.mayUpload(ctx, tx, a, u.Case, "read"); err != nil {
				return err
			}
		}
		return tx.Fetch(ctx, id, begin(u))
	})
}
