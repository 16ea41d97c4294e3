package store

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"jinchu/policy"
	"jinchu/policy/calendar"
)

// rights is what a program has read of who may do what: the snapshot of the newest epoch it has met.
type rights struct {
	newest atomic.Pointer[policy.Snapshot]
	load   sync.Mutex // one reads a new epoch, the others wait for it
}

// deciding is what one transaction decides by. Its savepoints share it.
type deciding struct {
	known    *rights
	snapshot *policy.Snapshot
	today    calendar.Date
	writes   bool // nobody may change rights until this transaction ends
	own      bool // this transaction changed rights itself: what it reads of them is nobody else's yet
}

// Rights are what this transaction decides by. In one that writes nobody changes them until it ends: what was
// revoked before is seen, what is revoked meanwhile waits. It asks the database once.
//
// Fault: store.policy.missing.
func (t Tx) Rights(ctx context.Context) (*policy.Snapshot, calendar.Date, error) {
	d := t.decides
	if d.snapshot != nil {
		return d.snapshot, d.today, nil
	}
	epoch, now, err := t.epoch(ctx)
	if err != nil {
		return nil, calendar.Date{}, err
	}
	d.today = calendar.DateOf(now)
	s, err := t.rightsOf(ctx, epoch)
	if err != nil {
		return nil, calendar.Date{}, err
	}
	d.snapshot = s
	return d.snapshot, d.today, nil
}

// rightsLock is the key of the lock that change_rights takes alone.
const rightsLock = `hashtextextended('jinchu rights', 0)`

// epoch reads the number of the rights and the business time in one go, where the transaction writes under the
// shared lock: the second statement sees what was committed until the lock was had. One that only reads sees the
// moment it began, rights included.
func (t Tx) epoch(ctx context.Context) (epoch int64, now time.Time, err error) {
	var b pgx.Batch
	if t.decides.writes {
		b.Queue(`select pg_advisory_xact_lock_shared(` + rightsLock + `)`)
	}
	b.Queue(`
		select coalesce(e.epoch, 0), coalesce(r.business_now, clock_timestamp())
		from   realm  r
		left   join rights e on e.county = r.county
		where  r.county = $1`, t.realm.County).QueryRow(func(row pgx.Row) error { return row.Scan(&epoch, &now) })
	return epoch, now, interpret(t.tx.SendBatch(ctx, &b).Close())
}

// LockRights is for a transaction that is going to change rights, before it decides anything: two that
// both had decided would each wait for the other's end.
func (t Tx) LockRights(ctx context.Context) error {
	return t.exec(ctx, `select pg_advisory_xact_lock(`+rightsLock+`)`)
}

// changedRights makes this transaction read anew what it has just changed.
func (t Tx) changedRights(err error) error {
	t.decides.snapshot, t.decides.own = nil, true
	return err
}

// undone forgets what was read after a change that has been rolled back.
func (d *deciding) undone() {
	if d.own {
		d.snapshot = nil
	}
}

// rightsOf is the snapshot of an epoch, or a later one: what has been revoked since is no loss.
func (t Tx) rightsOf(ctx context.Context, epoch int64) (*policy.Snapshot, error) {
	known := t.decides.known
	if t.decides.own {
		return t.readRights(ctx, epoch, known.newest.Load())
	}
	if s := known.newest.Load(); s != nil && s.Epoch() >= epoch {
		return s, nil
	}
	known.load.Lock()
	defer known.load.Unlock()
	last := known.newest.Load()
	if last != nil && last.Epoch() >= epoch {
		return last, nil
	}
	s, err := t.readRights(ctx, epoch, last)
	if err == nil {
		known.newest.Store(s)
	}
	return s, err
}

// readRights reads what has changed since the last snapshot; all of it where there is none.
func (t Tx) readRights(ctx context.Context, epoch int64, last *policy.Snapshot) (*policy.Snapshot, error) {
	type change struct{ What, Person string }
	all := last == nil || last.Epoch() > epoch
	var people []string
	what := map[string]bool{"everybody": all, "areas": all, "policy": all}
	if !all {
		changes, err := list[change](ctx, t, `
			select distinct what, person
			from   rights_change
			where  county = $1
			and    epoch  > $2
			and    epoch <= $3`, t.realm.County, last.Epoch(), epoch)
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			what[c.What] = true
			if c.Person != "" {
				people = append(people, c.Person)
			}
		}
	}
	s, err := t.readState(ctx, what, people)
	switch {
	case err != nil:
		return nil, err
	case what["everybody"] && !all:
		s.Policy, s.Areas, err = t.filled(ctx, s)
		return policy.NewSnapshot(epoch, s), err
	case all:
		return policy.NewSnapshot(epoch, s), nil
	}
	return last.Then(epoch, s), nil
}

// readState reads what is named: areas, policy, everybody or some people.
func (t Tx) readState(ctx context.Context, what map[string]bool, people []string) (s policy.State, err error) {
	if what["policy"] {
		if s.Policy, err = t.policyInForce(ctx); err != nil {
			return s, err
		}
	}
	if what["areas"] {
		if s.Areas, err = t.areas(ctx); err != nil {
			return s, err
		}
	}
	if what["everybody"] {
		s.People, err = t.assigned(ctx, nil)
	} else if len(people) > 0 {
		s.People, err = t.assigned(ctx, people)
	}
	return s, err
}

// filled are policy and areas, read where they were not.
func (t Tx) filled(ctx context.Context, s policy.State) (p *policy.Policy, areas []policy.Area, err error) {
	p, areas = s.Policy, s.Areas
	if p == nil {
		if p, err = t.policyInForce(ctx); err != nil {
			return p, areas, err
		}
	}
	if areas == nil {
		areas, err = t.areas(ctx)
	}
	return p, areas, err
}

func (t Tx) areas(ctx context.Context) ([]policy.Area, error) {
	all, err := list[policy.Area](ctx, t, `
		select code, coalesce(parent, ''), to_char(valid_from, 'YYYY-MM-DD'), coalesce(to_char(valid_to - 1, 'YYYY-MM-DD'), '')
		from   unit
		where  county = $1`, t.realm.County)
	return append([]policy.Area{}, all...), err
}

// assigned reads what people hold today or later, those who hold nothing too; nil is everybody. Who cannot sign in
// holds nothing, and since days only go forward what is over is never asked for again.
func (t Tx) assigned(ctx context.Context, people []string) (map[string][]policy.Assignment, error) {
	type row struct {
		Person string
		policy.Assignment
	}
	rows, err := list[row](ctx, t, `
		select a.person, a.role, a.unit, to_char(a.valid_from, 'YYYY-MM-DD'), coalesce(to_char(a.valid_to - 1, 'YYYY-MM-DD'), ''),
		       coalesce(a.acting_for, '')
		from   assignment a
		join   person     p on p.county = a.county and p.id = a.person
		where  a.county    = $1
		and    not a.waits
		and    p.disabled is null
		and    (a.valid_to is null or a.valid_to > $3::date)
		and    ($2::text[] is null or a.person = any($2))`, t.realm.County, people, t.decides.today.Start())
	held := make(map[string][]policy.Assignment, max(len(rows), len(people)))
	for _, person := range people {
		held[person] = nil
	}
	for _, r := range rows {
		held[r.Person] = append(held[r.Person], r.Assignment)
	}
	return held, err
}

// Lines is the policy that this program last met in force; before it has met any, that of the program itself.
// It is for saying who may: decisions rest on Rights.
func (s *Store) Lines() *policy.Policy {
	if met := s.rights.newest.Load(); met != nil {
		return met.Policy()
	}
	return policy.Program()
}

// Epoch numbers the newest rights this program has met; 0 for none.
func (s *Store) Epoch() int64 {
	if met := s.rights.newest.Load(); met != nil {
		return met.Epoch()
	}
	return 0
}
