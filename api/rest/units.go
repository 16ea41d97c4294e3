package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/store"
)

// UnitsInput asks for a part of the tree.
type UnitsInput struct {
	Page
	Under string `query:"under" maxLength:"12" doc:"this unit and all below it; the whole county where empty"`
}

// UnitItem is one unit of the business date.
type UnitItem struct {
	Code   string         `json:"code"`
	Name   string         `json:"name"`
	Level  string         `json:"level"`
	Parent string         `json:"parent"`
	Facts  map[string]any `json:"facts" doc:"what quotas ask: registered, villages, population, urban"`
}

// Imported counts what an import did.
type Imported struct {
	Read    int `json:"read" doc:"rows"`
	Changed int `json:"changed" doc:"units that are new or differ"`
}

// ImportedOutput answers with it.
type ImportedOutput struct{ Body Imported }

func (c *counter) registerUnits(api huma.API) {
	handle(api, forStaff(operation(http.MethodGet, "/api/units", "list-units", "单位", "单位 · units of the county")), c.listUnits)
	handle(api, needs(sheetOperation("/api/units/import", "import-units", "单位",
		"导入单位：code,name,level,parent,registered,villages,population,urban · import units, all rows or none"), "unit", "import"), c.importUnits)
}

func (c *counter) listUnits(ctx context.Context, in *UnitsInput) (*List[UnitItem], error) {
	if _, err := signedIn(ctx); err != nil {
		return nil, err
	}
	var rows []UnitItem
	err := c.Record.Read(ctx, func(t store.Tx) error {
		today, err := t.Today(ctx)
		if err != nil {
			return err
		}
		under := in.Under
		if under == "" {
			under = t.Here().County
		}
		units, err := t.UnitsUnder(ctx, under, today.Start(), in.After, in.Limit+1)
		for _, u := range units {
			rows = append(rows, UnitItem{u.Code, u.Name, u.Level, u.Parent, u.Facts})
		}
		return err
	})
	return page(rows, in.Limit, func(u UnitItem) string { return u.Code }), err
}

// importUnits checks every row beside the units there are, and writes all of them or none. What is not in
// the table stays as it is.
func (c *counter) importUnits(ctx context.Context, in *SheetInput) (*ImportedOutput, error) {
	done, err := onceChanging(ctx, c, in.Key, "import-units", in.RawBody, func(t store.Tx, who Caller) (Imported, error) {
		d, err := c.may(ctx, t, "unit", "import", t.Here().County)
		if err != nil {
			return Imported{}, err
		}
		today, err := t.Today(ctx)
		if err != nil {
			return Imported{}, err
		}
		present, err := t.Units(ctx, today.Start())
		if err != nil {
			return Imported{}, err
		}
		units, err := readUnits(ctx, in.RawBody, t.Here().County, present, today)
		if err != nil {
			return Imported{}, err
		}
		if err := t.ImportUnits(ctx, units); err != nil {
			return Imported{}, err
		}
		counts := Imported{Read: len(units), Changed: changed(units, present)}
		return counts, t.Note(ctx, "import_units", who.Person, string(d.Role), counts)
	})
	return &ImportedOutput{Body: done}, inForm(ctx, err, in.Accept)
}
