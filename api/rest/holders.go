package rest

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/documents"
	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/identity"
)

var holderColumns = []string{"unit", "name", "id_number", "certificate"}

// ReadRows counts what was read.
type ReadRows struct {
	Read int `json:"read" doc:"rows"`
}

// ReadRowsOutput answers with it.
type ReadRowsOutput struct{ Body ReadRows }

func (c *counter) registerHolders(api huma.API) {
	op := sheetOperation("/api/holders/import", "import-holders", "单位",
		"导入持证残疾人：unit,name,id_number,certificate · import the register of certificates, all rows or none")
	op.DefaultStatus = http.StatusOK
	handle(api, needs(op, "holder", "import"), c.importHolders)
}

// importHolders checks every row beside the units and the register, and writes all of them or none.
func (c *counter) importHolders(ctx context.Context, in *SheetInput) (*ReadRowsOutput, error) {
	done, err := once(ctx, c, in.Key, "import-holders", in.RawBody, func(t store.Tx, who Caller) (ReadRows, error) {
		d, err := c.may(ctx, t, "holder", "import", t.Here().County)
		if err != nil {
			return ReadRows{}, err
		}
		s, err := readHolders(ctx, t, in.RawBody)
		if err != nil {
			return ReadRows{}, err
		}
		if err := t.ImportHolders(ctx, s.holders, s.numbers); err != nil {
			return ReadRows{}, err
		}
		read := ReadRows{len(s.holders)}
		return read, t.Note(ctx, "import_holders", who.Person, string(d.Role), read)
	})
	return &ReadRowsOutput{Body: done}, inForm(ctx, err, in.Accept)
}

// holderSheet is a table of certificate holders under check.
type holderSheet struct {
	*sheet
	realm   identity.Realm
	units   map[string]bool
	seen    map[identity.CitizenID]int // row
	holders []store.Holder
	numbers []identity.CitizenID
	from    []documents.Row // of numbers
}

// readHolders reads all rows, or returns every fault of every row.
func readHolders(ctx context.Context, t store.Tx, data []byte) (*holderSheet, error) {
	read, err := readSheet(ctx, data, holderColumns, nil)
	if err != nil {
		return nil, err
	}
	s := &holderSheet{sheet: read, realm: realmOf(t), units: map[string]bool{}, seen: map[identity.CitizenID]int{}}
	today, err := t.Today(ctx)
	if err != nil {
		return nil, err
	}
	units, err := t.Units(ctx, today.Start())
	if err != nil {
		return nil, err
	}
	for _, u := range units {
		s.units[u.Code] = true
	}
	for _, row := range s.Rows {
		s.holder(row)
	}
	held, err := t.HeldNumbers(ctx, s.numbers)
	if err != nil {
		return nil, err
	}
	for i, there := range held {
		if there {
			s.wrong(s.from[i], "id_number", fault.New("import.registered"))
		}
	}
	return s, s.err()
}

// realmOf says for which kind of database numbers are read.
func realmOf(t store.Tx) identity.Realm {
	if t.Here().Kind == store.Rehearsal {
		return identity.Rehearsal
	}
	return identity.Production
}

// holder reads one row by itself. Category and grade come from the certificate, never from a column.
func (s *holderSheet) holder(row documents.Row) {
	cell := row.Cells
	if !s.units[cell["unit"]] {
		s.wrong(row, "unit", fault.New("import.unit"))
	}
	if cell["name"] == "" {
		s.wrong(row, "name", fault.New("value.missing", "field", "name"))
	}
	number, err := identity.ParseCitizenID(cell["id_number"], s.realm)
	numbered := s.check(row, "id_number", err)
	certificate, err := identity.ParseDisabilityCertificate(cell["certificate"], s.realm)
	certified := s.check(row, "certificate", err)
	if !numbered || !certified {
		return
	}
	if certificate.ID() != number {
		s.wrong(row, "certificate", fault.New("import.other"))
	}
	if first, twice := s.seen[number]; twice {
		s.wrong(row, "id_number", fault.New("import.twice", "row", first))
		return
	}
	s.seen[number] = row.Number
	personal, _ := json.Marshal(map[string]string{ // strings always encode
		"name": cell["name"], "id_number": number.Reveal(), "certificate": certificate.Reveal()})
	s.numbers, s.from = append(s.numbers, number), append(s.from, row)
	s.holders = append(s.holders, store.Holder{Unit: cell["unit"], Category: int(certificate.Category()),
		Grade: int(certificate.Grade()), Personal: personal})
}
