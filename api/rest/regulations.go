package rest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/store"
	"jinchu/api/trial"
	"jinchu/policy/fault"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// OpenValue is a value the text leaves open, with the role that may rule on it.
type OpenValue struct {
	Path    string `json:"path" doc:"where a ruling puts it"`
	Chinese string `json:"zh"`
	Ruler   string `json:"ruler"`
}

func openValues(reg *regulation.Regulation) []OpenValue {
	all := []OpenValue{}
	for _, o := range language.Unspecified(reg) {
		all = append(all, OpenValue{o.Path, o.Chinese, o.Ruler})
	}
	return all
}

// RegulationInput is a text to be kept.
type RegulationInput struct {
	Keyed
	Body struct {
		Text string `json:"text" minLength:"1" maxLength:"1000000" doc:"the regulation file (YAML)"`
	}
}

// Drafted is a version that was kept, with what is to be done about it before it is used.
type Drafted struct {
	ID      string             `json:"id"`
	Version int                `json:"version"`
	Status  string             `json:"status" enum:"draft,adopted,withdrawn"`
	Open    []OpenValue        `json:"open"`
	Lint    []language.Finding `json:"lint"`
}

// DraftedOutput answers with it.
type DraftedOutput struct{ Body Drafted }

// ByVersion names one version of a regulation.
type ByVersion struct {
	ID      string `path:"id" maxLength:"100"`
	Version int    `path:"version" minimum:"1"`
}

// RegulationItem is a line of the list.
type RegulationItem struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
	Status  string `json:"status" enum:"draft,adopted,withdrawn"`
	Title   string `json:"title,omitempty"`
}

// RegulationOutput answers with a line.
type RegulationOutput struct{ Body RegulationItem }

func (c *counter) registerRegulations(api huma.API) {
	add := answering(needs(operation(http.MethodPost, "/api/regulations", "import-regulation", "规则", "导入办法或公告 · keep a regulation as a draft"), "regulation", "import"), http.StatusCreated)
	add.MaxBodyBytes = 4 << 20
	handle(api, add, c.importRegulation)
	handle(api, answering(needs(operation(http.MethodPost, "/api/regulations/{id}/{version}/adopt", "adopt-regulation", "规则", "通过 · adopt a version"), "regulation", "adopt"), http.StatusOK), c.adoptRegulation)
	handle(api, forStaff(operation(http.MethodGet, "/api/regulations", "list-regulations", "规则", "办法与公告 · regulations of the county")), c.listRegulations)
}

// importRegulation keeps a text that can be read. What it leaves open, and what in it is against the law,
// is told; neither keeps it from being a draft.
func (c *counter) importRegulation(ctx context.Context, in *RegulationInput) (*DraftedOutput, error) {
	if err := c.mayInCounty(ctx, "regulation", "import"); err != nil {
		return nil, err
	}
	reg, err := language.Parse("regulation", []byte(in.Body.Text))
	if err != nil {
		return nil, err
	}
	done, err := once(ctx, c, in.Key, "import-regulation", in.Body, func(t store.Tx, who Caller) (Drafted, error) {
		d, err := c.may(ctx, t, "regulation", "import", t.Here().County)
		if err != nil {
			return Drafted{}, err
		}
		sum := sha256.Sum256([]byte(in.Body.Text))
		version, err := t.AddRegulation(ctx, store.Regulation{ID: reg.ID, Text: in.Body.Text, Digest: hex.EncodeToString(sum[:]),
			Status: "draft", By: who.Person, Title: reg.Title})
		if err != nil {
			return Drafted{}, err
		}
		kept, err := t.Regulation(ctx, reg.ID, version)
		if err != nil {
			return Drafted{}, err
		}
		return Drafted{ID: reg.ID, Version: version, Status: kept.Status, Open: openValues(reg), Lint: trial.Lint(reg, c.lines())},
			t.Note(ctx, "import_regulation", who.Person, string(d.Role), map[string]any{"id": reg.ID, "version": version, "digest": kept.Digest})
	})
	return &DraftedOutput{Body: done}, err
}

// adoptRegulation lets cycles use a version; adopting it twice is adopting it once.
func (c *counter) adoptRegulation(ctx context.Context, in *ByVersion) (*RegulationOutput, error) {
	out := &RegulationOutput{}
	err := c.Record.Write(ctx, func(t store.Tx) error {
		d, err := c.may(ctx, t, "regulation", "adopt", t.Here().County)
		if err != nil {
			return err
		}
		kept, err := t.Regulation(ctx, in.ID, in.Version)
		if err != nil {
			return err
		}
		out.Body = RegulationItem{kept.ID, kept.Version, "adopted", kept.Title}
		switch kept.Status {
		case "adopted":
			return nil
		case "withdrawn":
			return fault.New("act.state", "state", fault.Words{Chinese: "已撤回", English: "withdrawn"},
				"act", fault.Words{Chinese: "采用", English: "adopt"})
		}
		if err := t.SetRegulationStatus(ctx, in.ID, in.Version, "adopted"); err != nil {
			return err
		}
		return t.Note(ctx, "adopt_regulation", callerOf(ctx).Person, string(d.Role), map[string]any{"id": in.ID, "version": in.Version})
	})
	return out, err
}

func (c *counter) listRegulations(ctx context.Context, in *Page) (*List[RegulationItem], error) {
	if _, err := signedIn(ctx); err != nil {
		return nil, err
	}
	var rows []RegulationItem
	err := c.Record.Read(ctx, func(t store.Tx) error {
		all, err := t.Regulations(ctx)
		for _, r := range all {
			item := RegulationItem{r.ID, r.Version, r.Status, r.Title}
			if item.cursor() > in.After && len(rows) <= in.Limit {
				rows = append(rows, item)
			}
		}
		return err
	})
	return page(rows, in.Limit, RegulationItem.cursor), err
}

// cursor orders as the list does.
func (r RegulationItem) cursor() string { return fmt.Sprintf("%s/%06d", r.ID, r.Version) }
