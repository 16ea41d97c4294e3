package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"

	"jinchu/policy/fault"
)

// chunk is how much of a file is sealed at a time.
const chunk = 256 << 10

// Upload is a file in the record, sealed in pieces.
type Upload struct {
	ID     string
	Case   string // "" before it belongs to one
	Name   string // sealed in the record
	Size   int64  // bytes; set by the record
	Digest []byte // SHA-256 of the content; set by the record
	By     string // person ID

	Destroyed bool // when its time was over; set by the record
}

// Keep reads a file to its end and seals it piece by piece: no more than one piece is in memory.
// A file longer than limit bytes is the fault request.large, and nothing of it stays once the
// transaction ends with that error.
func (t Tx) Keep(ctx context.Context, u Upload, content io.Reader, limit int64) (Upload, error) {
	name, err := t.keys.Seal("upload.name", t.realm.County, u.ID, []byte(u.Name))
	if err != nil {
		return u, err
	}
	err = t.exec(ctx, `
		insert into upload (county, id, case_id,        sealed_name, size, digest, by)
		values             ($1,     $2, nullif($3, ''), $4,          0,    '',     $5)`, t.realm.County, u.ID, u.Case, name, u.By)
	if err != nil {
		return u, err
	}
	whole := sha256.New()
	u.Size, err = t.keepChunks(ctx, u.ID, io.TeeReader(content, whole), limit)
	if err != nil {
		return u, err
	}
	u.Digest = whole.Sum(nil)
	return u, t.exec(ctx, `
		update upload
		set    size   = $3,
		       digest = $4
		where  county = $1
		and    id     = $2`, t.realm.County, u.ID, u.Size, u.Digest)
}

func (t Tx) keepChunks(ctx context.Context, id string, content io.Reader, limit int64) (size int64, err error) {
	piece := make([]byte, chunk)
	for no := int64(1); ; no++ {
		n, end := io.ReadFull(content, piece)
		if end != nil && !errors.Is(end, io.EOF) && !errors.Is(end, io.ErrUnexpectedEOF) {
			return size, fault.New("busy").Because(end)
		}
		if size += int64(n); size > limit {
			return size, fault.New("request.large", "bytes", limit)
		}
		if n > 0 {
			if err := t.keepChunk(ctx, id, no, piece[:n]); err != nil {
				return size, err
			}
		}
		if errors.Is(end, io.EOF) || errors.Is(end, io.ErrUnexpectedEOF) {
			return size, nil // the end of the content is what was waited for
		}
	}
}

func (t Tx) keepChunk(ctx context.Context, id string, no int64, piece []byte) error {
	sealed, err := t.keys.Seal("upload_chunk", t.realm.County, payloadRow(id, no), piece)
	if err != nil {
		return err
	}
	return t.exec(ctx, `
		insert into upload_chunk (county, upload, no, sealed_bytes)
		values                   ($1,     $2,     $3, $4)`, t.realm.County, id, no, sealed)
}

// AttachUpload gives a file that belongs to no case yet to one.
func (t Tx) AttachUpload(ctx context.Context, id, of string) error {
	return t.exec(ctx, `
		update upload
		set    case_id = $3
		where  county  = $1
		and    id      = $2
		and    case_id is null`, t.realm.County, id, of)
}

// UploadsOf lists the IDs of the files of some cases, in the order they came in.
func (t Tx) UploadsOf(ctx context.Context, cases []string) ([]string, error) {
	rows, err := list[struct{ ID string }](ctx, t, `
		select id
		from   upload
		where  county  = $1
		and    case_id = any($2)
		order  by created, id`, t.realm.County, cases)
	ids := make([]string, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids, err
}

// Upload reads what is known of a file. Fault: unknown.
func (t Tx) Upload(ctx context.Context, id string) (Upload, error) {
	type row struct {
		ID, Case string
		Name     []byte
		Size     int64
		Digest   []byte
		By       string
	}
	r, err := one[row](ctx, t, "upload", `
		select id, coalesce(case_id, ''), sealed_name, size, digest, by
		from   upload
		where  county = $1
		and    id     = $2`, t.realm.County, id)
	if err != nil {
		return Upload{}, err
	}
	if len(r.Name) == 0 {
		return Upload{ID: r.ID, Case: r.Case, Size: r.Size, Digest: r.Digest, By: r.By, Destroyed: true}, nil
	}
	name, err := t.keys.Open("upload.name", t.realm.County, id, r.Name)
	return Upload{ID: r.ID, Case: r.Case, Name: string(name), Size: r.Size, Digest: r.Digest, By: r.By}, err
}

// Fetch writes the content of a file, piece by piece, and checks it against size and digest.
// Fault: store.sealed where a piece is missing, moved or altered.
func (t Tx) Fetch(ctx context.Context, id string, to io.Writer) error {
	u, err := t.Upload(ctx, id)
	if err != nil {
		return err
	}
	whole := sha256.New()
	var size int64
	for no := int64(1); size < u.Size; no++ {
		piece, err := t.fetchChunk(ctx, id, no)
		if err != nil {
			return err
		}
		if _, err := io.MultiWriter(to, whole).Write(piece); err != nil {
			return fault.New("busy").Because(err)
		}
		size += int64(len(piece))
	}
	if !bytes.Equal(whole.Sum(nil), u.Digest) {
		return fault.New("store.sealed")
	}
	return nil
}

func (t Tx) fetchChunk(ctx context.Context, id string, no int64) ([]byte, error) {
	var sealed []byte
	err := t.tx.QueryRow(ctx, `
		select sealed_bytes
		from   upload_chunk
		where  county = $1
		and    upload = $2
		and    no     = $3`, t.realm.County, id, no).Scan(&sealed)
	if fault.CodeOf(missing(err, "upload")) == "unknown" {
		return nil, fault.New("store.sealed").Because(err)
	}
	if err != nil {
		return nil, interpret(err)
	}
	return t.keys.Open("upload_chunk", t.realm.County, payloadRow(id, no), sealed)
}
