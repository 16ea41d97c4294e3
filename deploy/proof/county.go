package proof

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"jinchu/activities"
	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/approval"
	"jinchu/policy/approval/exercise"
	"jinchu/policy/recruitment"
)

// Units of nobody.
const (
	city     = "990100000000"
	county   = "990101000000"
	township = "990101001000"
)

// pool are the people of a county; they have letters for names, as in the exercise.
const pool = "abcdefghijklmn"

// Begin is when the business clock of a county begins.
var Begin = time.Date(2024, 1, 2, 1, 0, 0, 0, time.UTC)

// Hands do what happens on a case: straight at the desk, through the procedure, or over HTTP.
type Hands interface {
	Take(ctx context.Context, id string) error                             // a case is opened
	Role(ctx context.Context, person, id, act string) (record.Held, error) // under which somebody acts on it
	Act(ctx context.Context, c store.Command) (store.Result, error)        // a person acts on it
	Lapse(ctx context.Context, id string, due store.Deadline) error        // the clock reaches a deadline of it
	Fits(ctx context.Context, at store.CaseFile, due []string) error       // where it is believed to stand is where it does
	Leave(ctx context.Context, id string) error                            // nothing more happens on it
}

// County is a record with people whose roles are drawn, and one cycle after another.
type County struct {
	ctx   context.Context //nolint:containedctx // the machine of the exercise has none to hand on
	store *store.Store
	keys  *store.Keyring
	desk  *record.Desk
	db    *pgx.Conn // past the application's role: people leave for good only here
	hands Hands
	realm store.Realm
	held  []bearing // who bears what, reckoned apart from the record
	last  *cycle
	made  int // what was made so far, for names that are never used twice
}

// bearing is a role borne in a unit, for oneself or another.
type bearing struct{ person, role, unit, acting string }

// Settle makes a county with its units and people in an empty record. Close ends it.
func Settle(ctx context.Context, url string, keys *store.Keyring) (*County, error) {
	s, err := store.Open(ctx, url, keys)
	if err != nil {
		return nil, err
	}
	c := &County{ctx: ctx, store: s, keys: keys, desk: record.New(s)}
	if c.realm, err = s.CreateRealm(ctx, store.Rehearsal, county, "演练县", Begin); err != nil {
		return c, err
	}
	if c.db, err = pgx.Connect(ctx, url); err != nil {
		return c, err
	}
	c.hands = atDesk{c}
	return c, s.Write(ctx, c.plant)
}

// Role is chosen by the desk.
func (c *County) Role(ctx context.Context, person, id, act string) (record.Held, error) {
	return c.desk.Role(ctx, record.Actor{Person: person}, record.CycleKind, id, act, "")
}

// Close ends it.
func (c *County) Close() {
	if c.last != nil {
		_ = c.hands.Leave(c.ctx, c.last.id)
	}
	if c.db != nil {
		_ = c.db.Close(context.WithoutCancel(c.ctx))
	}
	c.store.Close()
}

func (c *County) plant(tx store.Tx) error {
	from := Begin.AddDate(-1, 0, 0)
	units := []store.Unit{{Code: city, From: from, Name: "演练市", Level: "city"},
		{Code: county, From: from, Name: "演练县", Level: "county", Parent: city},
		{Code: township, From: from, Name: "甲乡", Level: "township", Parent: county}}
	if err := tx.ImportUnits(c.ctx, units); err != nil {
		return err
	}
	for _, id := range pool {
		if err := tx.AddPerson(c.ctx, store.Person{ID: string(id), SignIn: string(id), Name: "测试" + string(id)}, ""); err != nil {
			return err
		}
	}
	return nil
}

func letter(draw exercise.Draw) string { return string(pool[draw(len(pool))]) }

// Lay draws a route and a staff and opens a cycle under it that has come to its last decision; or takes up the cycle
// before, where its decision did not come about and is with its submitter again.
func (c *County) Lay(draw exercise.Draw) (exercise.Laid, error) {
	if k := c.last; k != nil && again(k.state.Status) && draw(2) == 0 {
		return exercise.Laid{Real: k, Route: k.route, Submitter: k.submitter(), Again: true}, nil
	}
	if c.last != nil {
		if err := c.hands.Leave(c.ctx, c.last.id); err != nil {
			return exercise.Laid{}, err
		}
	}
	k := &cycle{County: c, id: c.name("cycle"), route: drawRoute(draw)}
	submitter := letter(draw)
	err := errors.Join(c.staff(draw, submitter), k.open(submitter))
	c.last = k
	return exercise.Laid{Real: k, Route: k.route, Submitter: submitter}, err
}

func again(s approval.Status) bool {
	return s == approval.Refused || s == approval.Withdrawn || s == approval.Void
}

func (c *County) name(what string) string {
	c.made++
	return fmt.Sprintf("%s-%d", what, c.made)
}

// staff gives everybody other roles; whoever is to submit runs cycles.
func (c *County) staff(draw exercise.Draw, submitter string) error {
	c.held = nil
	if _, err := c.db.Exec(c.ctx, `delete from assignment`); err != nil {
		return err
	}
	if err := c.join(bearing{person: submitter, role: "county_hr", unit: county}); err != nil {
		return err
	}
	for _, id := range pool {
		if draw(6) == 0 {
			continue
		}
		for range 1 + draw(5)/3 {
			if err := c.join(drawBearing(draw, string(id))); err != nil {
				return err
			}
		}
	}
	return nil
}

func drawBearing(draw exercise.Draw, person string) bearing {
	at := seatRoles[draw(len(seatRoles))]
	b := bearing{person: person, role: at.role, unit: at.unit}
	if draw(5) == 0 {
		if b.acting = letter(draw); b.acting == person {
			b.acting = ""
		}
	}
	return b
}

// join gives somebody a role. Nobody stands in for two: in whose name they act would be the record's to choose.
func (c *County) join(b bearing) error {
	other := slices.ContainsFunc(c.held, func(o bearing) bool { return o.person == b.person && o.acting != "" && o.acting != b.acting })
	if slices.Contains(c.held, b) || b.acting != "" && other {
		return nil
	}
	c.held = append(c.held, b)
	return c.store.Write(c.ctx, func(tx store.Tx) error {
		return tx.Assign(c.ctx, store.Assignment{ID: c.name("role"), Person: b.person, Role: b.role, Unit: b.unit, From: Begin.AddDate(0, -1, 0), ActingFor: b.acting})
	})
}

func (c *County) leave(person string) error {
	c.held = slices.DeleteFunc(c.held, func(b bearing) bool { return b.person == person })
	_, err := c.db.Exec(c.ctx, `delete from assignment where person = $1`, person)
	return err
}

// open adopts the rules, opens the cycle, puts it before its last decision without having played what leads there,
// and has its submitter bring it to the decision.
func (k *cycle) open(submitter string) error {
	rules := k.name("rules")
	err := k.store.Write(k.ctx, func(tx store.Tx) error {
		_, err := tx.AddRegulation(k.ctx, store.Regulation{ID: rules, Text: written(rules, k.route), Digest: rules, Status: "adopted", By: submitter})
		return err
	})
	if err != nil {
		return err
	}
	opening := record.Opening{Regulation: rules, Title: "演练批次", Unit: county,
		Posts: []record.OpeningPost{{Code: "P1", Name: "专职委员", Unit: township, Class: "township", Headcount: 1}}}
	if err := done(atDesk{k.County}.Act(k.ctx, k.command(submitter, "county_hr", "open", 0, opening))); err != nil {
		return err
	}
	plan, err := k.desk.Plan(k.ctx, activities.Case{Realm: k.realm.ID, Kind: record.CycleKind, ID: k.id})
	if err != nil {
		return err
	}
	shown := store.Move{Case: k.id, Event: "conclude", State: recruitment.Publicising, Stage: slices.Index(plan.Stages, recruitment.Publicising), Actor: submitter, Role: "county_hr"}
	if err := k.store.Write(k.ctx, func(tx store.Tx) error { return tx.Move(k.ctx, []store.Move{shown}) }); err != nil {
		return err
	}
	if err := k.hands.Take(k.ctx, k.id); err != nil {
		return err
	}
	return done(k.hands.Act(k.ctx, k.command(submitter, "county_hr", "conclude", 2, record.Body{})))
}

func done(r store.Result, err error) error {
	if err != nil {
		return err
	}
	return r.Fault()
}

func (k *cycle) command(actor, role, act string, seen int64, body any) store.Command {
	text, _ := json.Marshal(body)
	return store.Command{Key: k.name("key"), Case: k.id, Kind: record.CycleKind, Seen: seen, Actor: actor, Role: role, Unit: county, Act: act, Body: text}
}
