package rest

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/record"
	"jinchu/activities/store"
)

// DossierInput asks for a dossier.
type DossierInput struct {
	ID        string `path:"id" maxLength:"64"`
	Algorithm string `query:"signature" enum:"ed25519,sm2" default:"ed25519" doc:"签名算法"`
	Open      bool   `query:"open" doc:"不随附封存的内容，即使有权查看 · nothing that is sealed, also for those who may read it"`
}

// DossierOutput is the archive.
type DossierOutput struct {
	Type string `header:"Content-Type"`
	Name string `header:"Content-Disposition"`
	Body []byte
}

// CountyKeyOutput is what a county makes public so that its dossiers can be verified.
type CountyKeyOutput struct {
	Body struct {
		County string        `json:"county" doc:"12-digit code"`
		Keys   []KeyView     `json:"keys" doc:"in use, then those that were"`
		Anchor *NewestAnchor `json:"anchor,omitempty" doc:"the newest link of the county's chain; whoever keeps a copy can show later that nothing before it was changed"`
	}
}

// KeyView is a public key.
type KeyView struct {
	Algorithm   string `json:"algorithm"`
	Fingerprint string `json:"fingerprint" doc:"SHA-256 of the key in DER"`
	PEM         string `json:"pem"`
}

// NewestAnchor is the last link of the county's chain.
type NewestAnchor struct {
	No   int64  `json:"no"`
	Day  string `json:"day"`
	Hash string `json:"hash"`
}

// AuditReport is what the audit of the whole county was found to be.
type AuditReport struct {
	Body struct {
		Verified  bool        `json:"verified"`
		Cases     int         `json:"cases"`
		Entries   int         `json:"entries"`
		Payloads  int         `json:"payloads" doc:"held against their digests"`
		Destroyed int         `json:"destroyed" doc:"lawfully, under a run"`
		Anchors   int         `json:"anchors"`
		Broken    []BrokenOne `json:"broken" doc:"the first of each case and of the anchors"`
	}
}

// BrokenOne is an entry or an anchor that does not fit.
type BrokenOne struct {
	Case   string `json:"case,omitempty"`
	No     int64  `json:"no"`
	Why    string `json:"why" enum:"missing,chain,content,payload,end,gone,anchor"`
	Anchor int64  `json:"anchor,omitempty"`
}

func (c *counter) registerDossiers(api huma.API) {
	op := operation(http.MethodGet, "/api/cases/{id}/dossier", "export-dossier", "档案",
		"导出一份可以离线核验的档案（ZIP） · export a signed archive that verifies offline")
	op.Responses = map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{
		"application/zip": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}}
	handle(api, needs(needs(needs(op, record.DossierKind, "export"), "cycle", "read"), "application", "read"), c.exportDossier)
}

// registerProofs opens what others verify by.
func (c *counter) registerProofs(api huma.API) {
	handle(api, open(operation(http.MethodGet, "/api/county-key", "county-key", "档案", "本县签名的公钥、指纹和最新的锚 · the county's public keys and newest anchor")), c.countyKey)
	handle(api, needs(operation(http.MethodGet, "/api/audit", "verify-audit", "档案", "核验全县的审计链和锚 · verify all chains and anchors"), "audit", "verify"), c.verifyAudit)
}

func (c *counter) exportDossier(ctx context.Context, in *DossierInput) (*DossierOutput, error) {
	f, err := c.Cases.Dossier(ctx, callerOf(ctx).actor(), in.ID, record.DossierWish{Algorithm: in.Algorithm, Open: in.Open, Program: c.version, At: time.Now()})
	return &DossierOutput{"application/zip", `attachment; filename="` + f.Name + `"`, f.Archive}, err
}

func (c *counter) countyKey(ctx context.Context, _ *struct{}) (*CountyKeyOutput, error) {
	out := &CountyKeyOutput{}
	err := c.Record.Read(ctx, func(t store.Tx) error {
		out.Body.County = t.Here().County
		keys, err := t.CountyKeys(ctx)
		if err != nil {
			return err
		}
		for _, k := range keys {
			out.Body.Keys = append(out.Body.Keys, KeyView{k.Algorithm, k.Fingerprint, k.PEM})
		}
		last, err := t.LastAnchor(ctx)
		if last.No > 0 {
			out.Body.Anchor = &NewestAnchor{last.No, last.Day, last.Hash.String()}
		}
		return err
	})
	return out, err
}

func (c *counter) verifyAudit(ctx context.Context, _ *struct{}) (*AuditReport, error) {
	if err := c.mayInCounty(ctx, "audit", "verify"); err != nil {
		return nil, err
	}
	v, err := c.Record.VerifyAudit(ctx, "")
	out := &AuditReport{}
	b := &out.Body
	b.Verified, b.Cases, b.Entries, b.Payloads, b.Destroyed, b.Anchors, b.Broken = len(v.Broken) == 0, v.Cases, v.Entries, v.Payloads, v.Destroyed, v.Anchors, []BrokenOne{}
	for _, one := range v.Broken {
		b.Broken = append(b.Broken, BrokenOne{one.Case, one.No, one.Why, one.Anchor})
	}
	return out, err
}
