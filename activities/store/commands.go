package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"jinchu/policy/fault"
)

// Machine is the actor and role of what no person did.
const Machine = "machine"

// States of a command.
const (
	CommandOpen    = "open"
	CommandDone    = "done"
	CommandRefused = "refused"
)

// AnyStep is the step seen by somebody who may act whatever happened meanwhile: a member of the public
// who objects has seen a notice, not the case.
const AnyStep = -1

// Command is what a person asks for, kept before anything is done about it.
type Command struct {
	Key    string // made by the caller; a form carries the one made when it was rendered
	Case   string // of a case that this act opens: its future ID
	Kind   string // of the case
	Parent string // of a case that this act opens; else not read
	Seen   int64  // step the person saw; 0 opens a case, AnyStep does not ask
	Actor  string // person ID
	Role   string
	Unit   string
	Act    string          // event of the state table
	Body   json.RawMessage // sealed in the record
	Opened time.Time       // wall clock; set by the record
	State  string          // set by the record
	Result *Result         // nil while open; set by the record
}

// Result is a command's first and only answer. It holds no personal data.
type Result struct {
	Key     string          `json:"key"`
	Event   string          `json:"event,omitempty"`
	Seq     int64           `json:"seq"` // of the case, after the act
	State   string          `json:"state"`
	Stage   int             `json:"stage"`
	Answer  json.RawMessage `json:"answer,omitempty"`
	Refused *Refusal        `json:"refused,omitempty"`
}

// Refusal is a fault as it is kept.
type Refusal struct {
	Code  string            `json:"code"`
	Args  map[string]string `json:"args,omitempty"`
	Place string            `json:"place,omitempty"`
}

// Fault is the refusal as an error; nil for an act that was done.
func (r Result) Fault() error {
	if r.Refused == nil {
		return nil
	}
	f := fault.New(r.Refused.Code)
	f.Args = make(map[string]any, len(r.Refused.Args))
	for name, value := range r.Refused.Args {
		f.Args[name] = value
	}
	f.Place = r.Refused.Place
	return f
}

// OpenCommand keeps a command before it is sent to its procedure. The same key with the same content
// returns the command as it stands, with its first result if there is one.
//
// Faults: act.key.missing, act.key.reused.
func (s *Store) OpenCommand(ctx context.Context, c Command) (Command, error) {
	if c.Key == "" {
		return Command{}, fault.New("act.key.missing")
	}
	var kept Command
	err := s.Write(ctx, func(t Tx) error {
		digest := t.keys.digest(t.realm.County, c.content())
		sealed, err := t.keys.Seal("command.body", t.realm.County, c.Key, c.Body)
		if err != nil {
			return err
		}
		err = t.exec(ctx, `
			insert into command (county, key, case_id, kind, parent,         seen, actor, role, unit, act, digest, sealed_body)
			values              ($1,     $2,  $3,      $4,   nullif($5, ''), $6,   $7,    $8,   $9,   $10, $11,    $12)
			on conflict on constraint command_once do nothing`,
			t.realm.County, c.Key, c.Case, c.Kind, c.Parent, c.Seen, c.Actor, c.Role, c.Unit, c.Act, digest, sealed)
		if err != nil {
			return err
		}
		row, err := t.command(ctx, c.Key, "")
		if err == nil && !bytes.Equal(row.Digest, digest) {
			err = fault.New("act.key.reused")
		}
		kept = row.Command
		return err
	})
	if err != nil {
		return Command{}, err
	}
	return kept, nil
}

// content is everything a repetition must have in common with the first.
func (c Command) content() []byte {
	return bound(c.Case, c.Kind, c.Parent, number(c.Seen), c.Actor, c.Role, c.Unit, c.Act, string(c.Body))
}

// Command reads a command with its body and result. Fault: unknown.
func (s *Store) Command(ctx context.Context, key string) (c Command, err error) {
	err = s.Read(ctx, func(t Tx) error {
		row, err := t.command(ctx, key, "")
		c = row.Command
		return err
	})
	return c, err
}

type commandRow struct {
	Command
	Digest []byte
}

// command reads one row; lock is "" or "for update".
func (t Tx) command(ctx context.Context, key, lock string) (commandRow, error) {
	var r commandRow
	var sealed, result []byte
	err := t.tx.QueryRow(ctx, `
		select key, case_id, kind, coalesce(parent, ''), seen, actor, role, unit, act, opened, state, sealed_body, result, digest
		from   command
		where  county = $1
		and    key    = $2
		`+lock, t.realm.County, key).
		Scan(&r.Key, &r.Case, &r.Kind, &r.Parent, &r.Seen, &r.Actor, &r.Role, &r.Unit, &r.Act, &r.Opened, &r.State, &sealed, &result, &r.Digest)
	if err != nil {
		return r, missing(err, "command")
	}
	if len(sealed) == 0 {
		r.Body = destroyed
	} else if r.Body, err = t.keys.Open("command.body", t.realm.County, key, sealed); err != nil {
		return r, err
	}
	if result != nil {
		r.Result = &Result{}
		if err := json.Unmarshal(result, r.Result); err != nil {
			return r, fault.New("internal").Because(err)
		}
	}
	return r, nil
}

// Waiting is a command its procedure has not acknowledged.
type Waiting struct {
	Key    string
	Case   string
	Kind   string
	Parent string
	Act    string
	Seen   int64
	State  string // open, or done or refused while the procedure does not know it yet
	Opened time.Time
}

// OpenCommands lists what procedures have not acknowledged, oldest first, opened before a wall-clock
// instant so that acts under way are left alone: what the sweeper sends again.
func (s *Store) OpenCommands(ctx context.Context, before time.Time, limit int) (all []Waiting, err error) {
	err = s.Read(ctx, func(t Tx) error {
		all, err = list[Waiting](ctx, t, `
			select key, case_id, kind, coalesce(parent, ''), act, seen, state, opened
			from   command
			where  county        = $1
			and    acknowledged is null
			and    opened        < $2
			order  by opened, key
			limit  $3`, t.realm.County, before, limit)
		return err
	})
	return all, err
}

// Refuse ends an open command that its procedure did not take: the state table rules the act out, or
// the procedure is over. A command that has a result keeps it; the result that stands is returned.
func (s *Store) Refuse(ctx context.Context, key string, why error) (Result, error) {
	return s.Act(ctx, key, func(Tx, Command, CaseFile) (Outcome, error) { return Outcome{}, fault.Of(why) })
}

// Acknowledge says that the procedure knows the result of these commands; open ones stay.
func (s *Store) Acknowledge(ctx context.Context, keys ...string) error {
	return s.Write(ctx, func(t Tx) error {
		return t.exec(ctx, `
			update command
			set    acknowledged = now()
			where  county        = $1
			and    key           = any($2)
			and    state        <> 'open'
			and    acknowledged is null`, t.realm.County, keys)
	})
}

// finish keeps the first result.
func (t Tx) finish(ctx context.Context, r Result) error {
	state := CommandDone
	if r.Refused != nil {
		state = CommandRefused
	}
	return t.exec(ctx, `
		update command
		set    state  = $3,
		       result = $4::text::json
		where  county = $1
		and    key    = $2
		and    state  = 'open'`, t.realm.County, r.Key, state, encoded(r))
}

// Try does something that may have to be undone: where it fails nothing of it is kept, and the
// transaction goes on.
func (t Tx) Try(ctx context.Context, do func(Tx) error) error {
	inner, save, err := t.begin(ctx)
	if err != nil {
		return err
	}
	if err := do(inner); err != nil {
		if undo := save.Rollback(ctx); undo != nil {
			return interpret(errors.Join(undo, err))
		}
		return err
	}
	return interpret(save.Commit(ctx))
}

// begin opens a savepoint: what is done in it can be undone while the transaction lives on.
func (t Tx) begin(ctx context.Context) (Tx, pgx.Tx, error) {
	inner, err := t.tx.Begin(ctx)
	if err != nil {
		return t, nil, interpret(err)
	}
	return Tx{tx: inner, keys: t.keys, realm: t.realm, decides: t.decides}, inner, nil
}
