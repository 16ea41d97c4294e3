package rehearsal

import (
	"context"
	"slices"
)

// Record is the end state as the API gave it back.
type Record struct {
	Cycle        Cycle
	Applications []Application // in the order they were made
	Numbers      map[string]int
	Scores       []Score
	Standings    []Standing
	Decisions    []Decision
	Contracts    []Contract
	Objections   []Objection
	Notices      []Notice
	Audit        Audit
	Now          string // business date
}

// readBack reads the whole end state.
func (p *player) readBack(ctx context.Context) (Record, error) {
	record := Record{Numbers: map[string]int{}, Now: p.today}
	var err error
	if record.Cycle, err = p.look(ctx); err != nil {
		return record, err
	}
	found, err := p.applications(ctx)
	if err != nil {
		return record, err
	}
	for _, one := range found {
		a, err := p.lookAt(ctx, one.ID)
		if err != nil {
			return record, err
		}
		record.Numbers[a.ID] = p.byApp[a.ID].Number
		record.Applications = append(record.Applications, a)
	}
	return record, p.readLists(ctx, &record)
}

func (p *player) readLists(ctx context.Context, record *Record) error {
	token, err := p.token("county_hr", p.unit)
	if err != nil {
		return err
	}
	auditor := token
	for _, role := range []string{"auditor", "discipline_office"} {
		if held := p.api.holders(role, p.unit); len(held) > 0 {
			auditor = held[0].token
			break
		}
	}
	base := "/api/cycles/" + p.cycle
	for _, read := range []func() error{
		into(ctx, p.api, token, base+"/scores", &record.Scores), into(ctx, p.api, token, base+"/standings", &record.Standings),
		into(ctx, p.api, token, base+"/decisions", &record.Decisions), into(ctx, p.api, token, base+"/contracts", &record.Contracts),
		into(ctx, p.api, auditor, base+"/objections", &record.Objections), into(ctx, p.api, token, base+"/notices", &record.Notices),
		func() error { return p.readAudit(ctx, auditor, base+"/audit", &record.Audit) },
	} {
		if err := read(); err != nil {
			return err
		}
	}
	return nil
}

// into reads a list into its place.
func into[T any](ctx context.Context, c *client, token, path string, place *[]T) func() error {
	return func() (err error) {
		*place, err = list[T](ctx, c, token, path)
		return err
	}
}

// readAudit reads the chain, page by page; it is verified only if every page says so.
func (p *player) readAudit(ctx context.Context, token, path string, into *Audit) error {
	into.Verified = true
	for after := ""; ; {
		var one struct {
			Audit
			Next string `json:"next"`
		}
		at := path + "?limit=500"
		if after != "" {
			at += "&after=" + after
		}
		if err := p.api.get(ctx, token, at, &one); err != nil {
			return err
		}
		into.Items, into.Verified = append(into.Items, one.Items...), into.Verified && one.Verified
		if one.Next == "" {
			return nil
		}
		after = one.Next
	}
}

// Evidence is everything an invariant may look at: what the API gave back, what the player did and was answered,
// and the rules by the player's own reading.
type Evidence struct {
	Config Config
	Rules  *Rules
	People []*Person
	Record Record
	Log    []Entry
}

// person is who made an application.
func (e *Evidence) person(a Application) *Person {
	n := e.Record.Numbers[a.ID]
	i := slices.IndexFunc(e.People, func(p *Person) bool { return p.Number == n })
	if i < 0 {
		return nil
	}
	return e.People[i]
}

// byPost are the applications of a post.
func (e *Evidence) byPost(code string) []Application {
	var some []Application
	for _, a := range e.Record.Applications {
		if a.Post == code {
			some = append(some, a)
		}
	}
	return some
}

// scored are the marks in force of an application in a part.
func (e *Evidence) scored(id, part string) []Score {
	var some []Score
	for _, s := range e.Record.Scores {
		if s.Application == id && s.Part == part && !s.Replaced {
			some = append(some, s)
		}
	}
	return some
}

// listed is an application's last standing that has a total.
func (e *Evidence) listed(id string) (Standing, bool) {
	var last Standing
	found := false
	for _, s := range e.Record.Standings {
		if s.Application == id && s.Total != nil && (!found || s.Stage >= last.Stage) {
			last, found = s, true
		}
	}
	return last, found
}
