package store

import (
	"context"
	"runtime"
	"time"

	"github.com/alexedwards/argon2id"
	"golang.org/x/sync/semaphore"

	"jinchu/policy/fault"
)

// Person is a member of staff, or an applicant who signs in.
type Person struct {
	ID       string
	SignIn   string
	Name     string
	Disabled bool
}

// Assignment is a role that a person holds in a unit, for a time.
type Assignment struct {
	ID        string
	Person    string
	Role      string
	Unit      string
	From      time.Time  // first day
	To        *time.Time // first day no longer; nil while it holds
	ActingFor string     // person whose role is exercised; "" for one's own
}

// hashing is OWASP's choice: 19 MiB, two passes.
var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashers bounds how many passwords are hashed at once, else sign-ins become an attack on memory.
var hashers = semaphore.NewWeighted(int64(2 * runtime.NumCPU()))

// decoy is compared where there is no such sign-in, so that the answer takes as long.
var decoy, _ = argon2id.CreateHash("nobody", hashing)

// HashPassword makes the argon2id hash that AddPerson keeps.
func HashPassword(ctx context.Context, password string) (string, error) {
	if err := hashers.Acquire(ctx, 1); err != nil {
		return "", interpret(err)
	}
	defer hashers.Release(1)
	hash, err := argon2id.CreateHash(password, hashing)
	return hash, interpret(err)
}

// AddPerson makes an account; an empty hash is one that cannot sign in yet.
func (t Tx) AddPerson(ctx context.Context, p Person, hash string) error {
	return t.exec(ctx, `
		insert into person (county, id, sign_in, name, secret_password)
		values             ($1,     $2, $3,      $4,   nullif($5, ''))`, t.realm.County, p.ID, p.SignIn, p.Name, hash)
}

// People lists accounts in order of sign-in.
func (t Tx) People(ctx context.Context) ([]Person, error) {
	return list[Person](ctx, t, `
		select id, sign_in, name, disabled is not null
		from   person
		where  county = $1
		order  by sign_in`, t.realm.County)
}

// Named reads the accounts of several people, in order of sign-in.
func (t Tx) Named(ctx context.Context, ids []string) ([]Person, error) {
	return list[Person](ctx, t, `
		select id, sign_in, name, disabled is not null
		from   person
		where  county = $1
		and    id     = any($2)
		order  by sign_in`, t.realm.County, ids)
}

// Person reads an account. Fault: unknown.
func (t Tx) Person(ctx context.Context, id string) (Person, error) {
	return one[Person](ctx, t, "person", `
		select id, sign_in, name, disabled is not null
		from   person
		where  county = $1
		and    id     = $2`, t.realm.County, id)
}

// Disable shuts an account and ends all its sessions.
func (t Tx) Disable(ctx context.Context, person string) error {
	err := t.exec(ctx, `
		update person
		set    disabled = now()
		where  county   = $1
		and    id       = $2`, t.realm.County, person)
	if err := t.changedRights(err); err != nil {
		return err
	}
	return t.EndSessions(ctx, person)
}

// SetPassword changes a password and ends all sessions of the account.
func (t Tx) SetPassword(ctx context.Context, person, hash string) error {
	err := t.exec(ctx, `
		update person
		set    secret_password = $3
		where  county = $1
		and    id     = $2`, t.realm.County, person, hash)
	if err != nil {
		return err
	}
	return t.EndSessions(ctx, person)
}

// Authenticate finds the person of a sign-in and password. Fault: store.credentials, the same and in
// the same time for a wrong name, a wrong password and a disabled account.
func (s *Store) Authenticate(ctx context.Context, signIn, password string) (Person, error) {
	type account struct {
		Person
		Hash string
	}
	var a account
	err := s.Read(ctx, func(t Tx) (err error) {
		a, err = one[account](ctx, t, "person", `
			select id, sign_in, name, disabled is not null, coalesce(secret_password, '')
			from   person
			where  county  = $1
			and    sign_in = $2`, t.realm.County, signIn)
		return err
	})
	if err != nil && fault.CodeOf(err) != "unknown" {
		return Person{}, err
	}
	good := err == nil && a.Hash != "" && !a.Disabled
	if !good {
		a.Hash = decoy
	}
	match, err := compare(ctx, password, a.Hash)
	if err != nil {
		return Person{}, err
	}
	if !match || !good {
		return Person{}, fault.New("store.credentials")
	}
	return a.Person, nil
}

func compare(ctx context.Context, password, hash string) (bool, error) {
	if err := hashers.Acquire(ctx, 1); err != nil {
		return false, interpret(err)
	}
	defer hashers.Release(1)
	match, err := argon2id.ComparePasswordAndHash(password, hash)
	return match, interpret(err)
}

// Assign gives a person a role in a unit, at once.
func (t Tx) Assign(ctx context.Context, a Assignment) error { return t.assign(ctx, a, "", false) }

// Propose writes down a role that waits for another person's word. Fault: store.promise for oneself.
func (t Tx) Propose(ctx context.Context, a Assignment, by string) error {
	return t.assign(ctx, a, by, true)
}

// AssignFirst gives a role at once on one person's word; for the first director, whom nobody can confirm.
func (t Tx) AssignFirst(ctx context.Context, a Assignment, by string) error {
	return t.assign(ctx, a, by, false)
}

func (t Tx) assign(ctx context.Context, a Assignment, by string, waits bool) error {
	return t.changedRights(t.exec(ctx, `
		insert into assignment (county, id, person, role, unit, valid_from, valid_to, acting_for,     proposed_by,    waits)
		values                 ($1,     $2, $3,     $4,   $5,   $6::date,   $7::date, nullif($8, ''), nullif($9, ''), $10)`,
		t.realm.County, a.ID, a.Person, a.Role, a.Unit, a.From, a.To, a.ActingFor, by, waits))
}

// Proposal is a role that waits, or waited, for confirmation.
type Proposal struct {
	Assignment
	Waits      bool
	ProposedBy string
}

// Dropped tells of one that was taken back before it held on any day.
func (p Proposal) Dropped() bool { return p.To != nil && !p.To.After(p.From) }

const proposalColumns = `id, person, role, unit, valid_from, valid_to, coalesce(acting_for, ''), waits, coalesce(proposed_by, '')`

// Proposal reads one under lock. Fault: unknown.
func (t Tx) Proposal(ctx context.Context, id string) (Proposal, error) {
	return one[Proposal](ctx, t, "assignment", `
		select `+proposalColumns+`
		from   assignment
		where  county = $1
		and    id     = $2
		for    update`, t.realm.County, id)
}

// Proposals lists the roles that wait.
func (t Tx) Proposals(ctx context.Context) ([]Proposal, error) {
	return list[Proposal](ctx, t, `
		select `+proposalColumns+`
		from   assignment
		where  county = $1
		and    waits
		and    (valid_to is null or valid_to > valid_from)
		order  by id`, t.realm.County)
}

// Confirm lets a role hold. Fault: store.promise by its proposer or its bearer.
func (t Tx) Confirm(ctx context.Context, id, by string) error {
	return t.changedRights(t.exec(ctx, `
		update assignment
		set    waits        = false,
		       confirmed_by = $3
		where  county = $1
		and    id     = $2
		and    waits`, t.realm.County, id, by))
}

// Unassign ends an assignment: it is held on the day before for the last time, on none where it began no earlier.
func (t Tx) Unassign(ctx context.Context, id string, to time.Time) error {
	return t.changedRights(t.exec(ctx, `
		update assignment
		set    valid_to = $3::date
		where  county   = $1
		and    id       = $2`, t.realm.County, id, to))
}

// Bearers counts the people who bear a role on a day and can sign in.
func (t Tx) Bearers(ctx context.Context, role string, on time.Time) (count int, err error) {
	err = t.tx.QueryRow(ctx, `
		select count(distinct a.person)
		from   assignment a
		join   person     p on p.county = a.county and p.id = a.person
		where  a.county      = $1
		and    a.role        = $2
		and    not a.waits
		and    a.valid_from <= $3::date
		and    (a.valid_to  is null or a.valid_to > $3::date)
		and    p.disabled   is null`, t.realm.County, role, on).Scan(&count)
	return count, interpret(err)
}

// Assignments lists the roles a person holds on a day; an empty person is everybody.
func (t Tx) Assignments(ctx context.Context, person string, on time.Time) ([]Assignment, error) {
	return list[Assignment](ctx, t, `
		select id, person, role, unit, valid_from, valid_to, coalesce(acting_for, '')
		from   assignment
		where  county      = $1
		and    ($2 = '' or person = $2)
		and    not waits
		and    valid_from <= $3::date
		and    (valid_to  is null or valid_to > $3::date)
		order  by person, role, unit`, t.realm.County, person, on)
}
