package record

import (
	"context"
	"strconv"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/fault"
	"jinchu/policy/identity"
	"jinchu/policy/recruitment"
)

// Paper is one application of many that came in on paper: the row of the table it stands in.
type Paper struct {
	Row int
	Submission
}

// Imported is an application that was taken, with the code its applicant is given.
type Imported struct {
	Row     int    `json:"row"`
	ID      string `json:"id"`
	Receipt string `json:"-"`
}

// ImportApplications takes many applications at once (集中录入), from the counter: a mass write under a
// share lock of the cycle, so that closing the registration waits for it and what comes after is refused.
// Every paper is checked first; one that is wrong refuses them all, and every fault names its place as
// papers[i].field. Each application has its own case, as if it had come by itself.
//
// Faults: forbidden, store.shut, those of a submission, import.twice, store.application.twice.
func (d *Desk) ImportApplications(ctx context.Context, a Actor, cycle string, papers []Paper) (taken []Imported, err error) {
	var p pile
	may := func(c *contest) error {
		p = pile{contest: c, actor: a, allowed: map[string]policy.Decision{}, rows: map[identity.CitizenID]int{}}
		return p.mayAnywhere()
	}
	err = d.sharing(ctx, cycle, []string{recruitment.Announced}, may, func(c *contest) error {
		if err := c.stillOpen(); err != nil {
			return err
		}
		if err := p.take(papers); err != nil {
			return err
		}
		if err := p.keep(); err != nil {
			return err
		}
		taken = p.imported(papers)
		return nil
	})
	return taken, err
}

// pile is a pile of papers under check.
type pile struct {
	*contest
	actor   Actor
	allowed map[string]policy.Decision // under which role and line the actor submits, by area
	rows    map[identity.CitizenID]int
	apps    []store.Application
	numbers []identity.CitizenID
	wrong   faults
}

// take checks every paper.
func (p *pile) take(papers []Paper) error {
	for i, paper := range papers {
		a, number, err := p.read(store.NewID(), paper.Submission)
		if err == nil {
			err = p.may(a.Unit)
		}
		if first, twice := p.rows[number]; err == nil && twice {
			err = fault.New("import.twice", "row", first).At("person.id_number")
		}
		if err != nil {
			p.fault(i, err)
			continue
		}
		p.rows[number] = paper.Row
		p.apps, p.numbers = append(p.apps, a), append(p.numbers, number)
	}
	applied, err := p.tx.Applied(p.ctx, p.cycle.ID, p.numbers)
	if err != nil {
		return err
	}
	for i, twice := range applied {
		if twice {
			p.fault(p.index(papers, p.rows[p.numbers[i]]), fault.New("store.application.twice").At("person.id_number"))
		}
	}
	return p.wrong.join()
}

// index finds the paper of a row.
func (p *pile) index(papers []Paper, row int) int {
	for i := range papers {
		if papers[i].Row == row {
			return i
		}
	}
	return -1
}

func (p *pile) fault(i int, err error) {
	f := fault.Of(err)
	p.wrong = append(p.wrong, f.At("papers["+strconv.Itoa(i)+"]."+f.Place))
}

// may asks the policy once for each area.
func (p *pile) may(unit string) error {
	if p.allowed[unit].Allowed {
		return nil
	}
	decision, err := p.desk.allowed(p.ctx, p.tx, asking{Actor: p.actor}, ApplicationKind, "submit", unit, "")
	if err == nil {
		p.allowed[unit] = decision
	}
	return err
}

// mayAnywhere refuses somebody who may take papers of no post at all, before anything is looked at.
func (p *pile) mayAnywhere() error {
	err := p.may(p.cycle.Unit)
	for _, post := range p.posts {
		if err != nil {
			err = p.may(post.Unit)
		}
	}
	return err
}

// keep opens the cases and writes what every submission writes.
func (p *pile) keep() error {
	units, begin := map[string]string{}, make([]store.Message, 0, len(p.apps))
	for _, a := range p.apps {
		units[a.ID] = a.Unit
		begin = append(begin, store.Message{Case: a.ID, Kind: BeginMessage})
	}
	if err := p.tx.OpenCases(p.ctx, ApplicationKind, p.cycle.ID, units); err != nil {
		return err
	}
	if err := p.tx.AddApplications(p.ctx, p.apps, p.numbers); err != nil {
		return err
	}
	moves, tasks, err := p.steps()
	if err != nil {
		return err
	}
	if err := p.tx.Move(p.ctx, moves); err != nil {
		return err
	}
	if err := p.tx.OpenTasks(p.ctx, "", tasks...); err != nil {
		return err
	}
	return p.tx.Post(p.ctx, "", begin...)
}

// steps are the first step of every case, and who is to review it.
func (p *pile) steps() (moves []store.Move, tasks []store.Task, err error) {
	for _, a := range p.apps {
		e, err := p.verdict(a)
		if err != nil {
			return nil, nil, err
		}
		by := p.allowed[a.Unit]
		moves = append(moves, store.Move{Case: a.ID, Event: "submit", State: recruitment.Submitted, Actor: p.actor.Mark(),
			Role: string(by.Role), Record: keptOf(store.Command{Act: "submit", Role: string(by.Role)}, by, submittedRecord(a, e))})
		first, err := p.firstTasks(store.CaseFile{ID: a.ID, Kind: ApplicationKind, Parent: p.cycle.ID, Unit: a.Unit})
		if err != nil {
			return nil, nil, err
		}
		tasks = append(tasks, first...)
	}
	return moves, tasks, nil
}

// imported names what was taken.
func (p *pile) imported(papers []Paper) []Imported {
	all := make([]Imported, 0, len(p.apps))
	for i, a := range p.apps {
		all = append(all, Imported{Row: papers[i].Row, ID: a.ID, Receipt: p.tx.Receipt(a.ID)})
	}
	return all
}
