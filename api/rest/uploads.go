package rest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
)

// scanLimit is the largest scan: some twenty pages in grey, in bytes.
const scanLimit = 8 << 20

// scanTypes are what a scan may be, told by its content and not by what the sender says.
var scanTypes = []string{"application/pdf", "image/jpeg", "image/png"}

// UploadInput is a scan as the body of a request.
type UploadInput struct {
	Keyed
	ID      string `path:"id" maxLength:"64" doc:"the case it belongs to"`
	Name    string `query:"name" maxLength:"200" doc:"文件名；不要写姓名"`
	RawBody []byte `contentType:"application/octet-stream"`
}

// UploadBeforeInput is a scan of a paper that will open a case.
type UploadBeforeInput struct {
	Keyed
	Name    string `query:"name" maxLength:"200" doc:"文件名；不要写姓名"`
	RawBody []byte `contentType:"application/octet-stream"`
}

// UploadOutput names what was kept.
type UploadOutput struct {
	Body struct {
		ID     string `json:"id"`
		Bytes  int64  `json:"bytes"`
		SHA256 string `json:"sha256"`
	}
}

func (c *counter) registerUploads(api huma.API) {
	add := needs(operation(http.MethodPost, "/api/cases/{id}/uploads", "upload-scan", "扫描件", "上传扫描件（PDF、JPEG、PNG，不超过8 MiB） · upload a scan"), record.UploadKind, "add")
	add.DefaultStatus, add.MaxBodyBytes, add.SkipValidateBody = http.StatusCreated, scanLimit+1, true
	add.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}
	handle(api, add, c.upload)
	before := needs(operation(http.MethodPost, "/api/uploads", "upload-scan-before", "扫描件", "上传尚未立案的扫描件；补录立案时归入该案 · upload a scan of a paper that will open a case"), record.UploadKind, "add")
	before.DefaultStatus, before.MaxBodyBytes, before.SkipValidateBody, before.RequestBody = add.DefaultStatus, add.MaxBodyBytes, true, add.RequestBody
	handle(api, before, func(ctx context.Context, in *UploadBeforeInput) (*UploadOutput, error) {
		return c.upload(ctx, &UploadInput{Keyed: in.Keyed, Name: in.Name, RawBody: in.RawBody})
	})
	handle(api, needs(operation(http.MethodGet, "/api/uploads/{id}", "fetch-scan", "扫描件", "查看扫描件 · fetch a scan"), record.UploadKind, "read"), c.fetch)
}

func (c *counter) upload(ctx context.Context, in *UploadInput) (*UploadOutput, error) {
	if err := c.Cases.MayUpload(ctx, callerOf(ctx).actor(), in.ID); err != nil {
		return nil, err
	}
	if kindOf(in.RawBody) == "" {
		return nil, fault.New("request.shape", "why", "PDF, JPEG, PNG")
	}
	type kept struct {
		ID     string
		Bytes  int64
		SHA256 string
	}
	content := map[string]any{"name": in.Name, "body": in.RawBody}
	u, err := onceBy(ctx, c, in.Key, "upload "+in.ID, content, func(tx store.Tx, a record.Actor) (kept, error) {
		u, err := c.Cases.Upload(ctx, tx, a, in.ID, in.Name, bytes.NewReader(in.RawBody), scanLimit)
		return kept{u.ID, u.Size, fmt.Sprintf("%x", u.Digest)}, err
	})
	out := &UploadOutput{}
	out.Body.ID, out.Body.Bytes, out.Body.SHA256 = u.ID, u.Bytes, u.SHA256
	return out, err
}

// kindOf tells the kind of a scan by its content; "" for anything else.
func kindOf(body []byte) string {
	found := http.DetectContentType(body)
	for _, t := range scanTypes {
		if t == found {
			return t
		}
	}
	return ""
}

// ScanOutput is a scan; it is never kept by caches nor shown as a page of this site.
type ScanOutput struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	CacheControl       string `header:"Cache-Control"`
	Body               []byte
}

func (c *counter) fetch(ctx context.Context, in *ByCycle) (*ScanOutput, error) {
	var whole bytes.Buffer
	err := c.Cases.Fetch(ctx, callerOf(ctx).actor(), in.ID, func(store.Upload) io.Writer { return &whole })
	if err != nil {
		return nil, err
	}
	return &ScanOutput{ContentType: kindOf(whole.Bytes()), ContentDisposition: "attachment", CacheControl: "no-store", Body: whole.Bytes()}, nil
}
