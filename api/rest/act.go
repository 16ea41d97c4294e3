package rest

import (
	"context"
	"encoding/json"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
)

// Done is what an act came to. The same key gives the same answer again.
type Done struct {
	Case   string          `json:"case"`
	Event  string          `json:"event"`
	Seq    int64           `json:"seq" doc:"step the case stands at now"`
	State  string          `json:"state"`
	Stage  int             `json:"stage"`
	Answer json.RawMessage `json:"answer,omitempty"`
}

// DoneOutput answers with it.
type DoneOutput struct{ Body Done }

// actor is the caller as the record knows one.
func (w Caller) actor() record.Actor {
	return record.Actor{Person: w.Person, Application: w.Application}
}

// request is one act as it came in.
type request struct {
	key    string
	kind   string
	id     string // of the case; of one that is opened: its future ID
	parent string
	unit   string // of a case that is opened
	act    string
	seen   int64
	body   any
}

// act has an act decided. A key that is known keeps the case and the role it was first used under, so
// that a repetition is the same act even where the case has moved on.
func (c *counter) act(ctx context.Context, a record.Actor, r request) (store.Result, string, error) {
	text, err := json.Marshal(r.body)
	if err != nil {
		return store.Result{}, "", fault.New("internal").Because(err)
	}
	if r.key == "" {
		return store.Result{}, "", fault.New("act.key.missing")
	}
	command := store.Command{Key: r.key, Case: r.id, Kind: r.kind, Parent: r.parent, Seen: r.seen, Act: r.act, Actor: a.Mark(), Body: text}
	if err := c.repeated(ctx, &command, a); err != nil {
		return store.Result{}, "", err
	}
	if command.Role == "" {
		held, err := c.role(ctx, a, r)
		if err != nil {
			return store.Result{}, "", err
		}
		command.Role, command.Unit = held.Role, held.Unit
	}
	result, err := c.Engine.Act(ctx, command)
	if err == nil {
		err = result.Fault()
	}
	if err == nil {
		err = stopped(result)
	}
	return result, command.Case, err
}

// role is the role an act is done under: the caller's, or that of whoever signed the paper it is entered from.
func (c *counter) role(ctx context.Context, a record.Actor, r request) (record.Held, error) {
	var paper *record.PaperBody
	switch body := r.body.(type) {
	case record.Body:
		paper = body.Paper
	case record.Opening:
		paper = body.Paper
	case record.Submission:
		paper = body.Paper
	}
	if paper != nil {
		return c.Cases.PaperRole(ctx, a, *paper, r.kind, r.id, r.act, r.unit)
	}
	return c.Cases.Role(ctx, a, r.kind, r.id, r.act, r.unit)
}

// repeated takes over what the first use of a key settled. Somebody else's key is no business of the caller.
func (c *counter) repeated(ctx context.Context, command *store.Command, a record.Actor) error {
	first, err := c.Record.Command(ctx, command.Key)
	switch {
	case fault.CodeOf(err) == "unknown":
		return nil
	case err != nil:
		return err
	case first.Kind != command.Kind || first.Act != command.Act:
		return fault.New("act.key.reused")
	}
	opens := command.Seen == 0
	if opens {
		command.Case = first.Case
		if a.Person == "" {
			command.Actor = record.Actor{Application: first.Case}.Mark()
		}
	}
	if first.Actor != command.Actor {
		return fault.New("act.key.reused")
	}
	command.Role, command.Unit = first.Role, first.Unit
	return nil
}

// stopped is the fault of an act that found the rules silent: the cycle waits for a ruling now.
func stopped(r store.Result) error {
	if r.Event != "await_ruling" {
		return nil
	}
	var s record.Stopped
	if err := json.Unmarshal(r.Answer, &s); err != nil {
		return fault.New("internal").Because(err)
	}
	f := fault.New(s.Code)
	f.Args = s.Args
	return f
}

func done(id string, r store.Result) *DoneOutput {
	return &DoneOutput{Body: Done{Case: id, Event: r.Event, Seq: r.Seq, State: r.State, Stage: r.Stage, Answer: r.Answer}}
}
