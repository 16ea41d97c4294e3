package rest

import "time"

// Attempts counts tries to sign in, for tests that hold the clock.
type Attempts struct{ a *attempts }

// NewAttempts begins with none.
func NewAttempts(now func() time.Time) Attempts { return Attempts{newAttempts(now)} }

// Take counts a try.
func (t Attempts) Take(name, address string) error { return t.a.take(name, address) }

// Forget is called after a good password.
func (t Attempts) Forget(name string) { t.a.forget(name) }

// Kept is how many names and addresses are remembered.
func (t Attempts) Kept() (int, int) { return len(t.a.known), t.a.recent.Len() }

// AttemptsKept is the bound.
const AttemptsKept = attemptsKept

// What an operation says of who may, and the check at the start.
var (
	MustBeGuarded = mustBeGuarded
	Needs         = needs
	Open          = open
)
