package calendar

import "time"

// Clock is the business clock, from which alone legal dates and deadlines are learned. Sessions,
// codes, rate limits, leases, logs and metrics use the machine's clock instead.
type Clock interface {
	// Now is the business instant.
	Now() time.Time
}

// Fixed is a clock that stands still, as in a rehearsal between two advances.
type Fixed struct{ Instant time.Time }

// Now is always the same instant.
func (f Fixed) Now() time.Time { return f.Instant }

// Wall is the clock of production: real time, from a source that the wiring hands in (time.Now).
type Wall struct{ Source func() time.Time }

// Now asks the source.
func (w Wall) Now() time.Time { return w.Source() }

// Today is the clock's date in Asia/Shanghai.
func Today(c Clock) Date { return DateOf(c.Now()) }
