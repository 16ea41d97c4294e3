// Package rehearsal knows how a county plays a whole recruitment before the real thing (演练): who acts
// when, with which invented people, and what must hold at the end. It speaks to the program through the
// HTTP API alone and judges it by its own second reading of the rules; it may not import anything of the
// house, and it decides what to do from what the API says is due, never from how the house is built.
package rehearsal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Credentials are one sign-in.
type Credentials struct {
	SignIn   string `json:"sign_in"`
	Password string `json:"-"`
}

// Config says what is rehearsed and where.
type Config struct {
	BaseURL    string // of the API, without /api
	Regulation string // name in the library
	Applicants int
	Seed       int64
	From       string // YYYY-MM-DD; the first business day, 2024-01-02 unless told
	Rulings    bool   // rule with the rulings invented for rehearsals; without them it stops at the first open value
	SignIns    map[string][]Credentials
	Out        io.Writer    // a live line per stage
	Client     *http.Client // nil for the usual one
	LogPath    string       // what was done and answered, a line each; taken up again when it exists; "" for none
}

// DefaultFrom is the day a rehearsal starts unless told.
const DefaultFrom = "2024-01-02"

// Outcomes of a rehearsal.
const (
	Finished = "finished"
	Stopped  = "stopped_at_open_value"
	Violated = "violations"
)

// Exit codes of the command.
const (
	exitFine      = 0
	exitViolation = 1
	exitOpen      = 3
)

// ErrStuck is a rehearsal in which nothing is due, nothing can be done and the end is not reached.
var ErrStuck = errors.New("the rehearsal cannot go on")

// Play plays the cycle from where the record stands to its end, then judges the end. The error is for what
// kept it from ending; what ended badly stands in the report.
func Play(ctx context.Context, cfg Config) (Report, error) {
	_, report, err := play(ctx, cfg)
	return report, err
}

func play(ctx context.Context, cfg Config) (*Evidence, Report, error) {
	begun := time.Now()
	p, err := newPlayer(cfg.filled())
	if err != nil {
		return nil, Report{}, err
	}
	defer p.log.close()
	if err := p.prepare(ctx); err != nil {
		return nil, p.report, err
	}
	if err := p.run(ctx); err != nil {
		report, err := p.stopped(err)
		return nil, report, err
	}
	record, err := p.readBack(ctx)
	if err != nil {
		return nil, p.report, err
	}
	evidence := p.judge(record)
	p.report.WallSeconds = time.Since(begun).Round(time.Millisecond).Seconds()
	p.say("摘要 digest %s", p.report.Digest)
	return evidence, p.report, nil
}

func (c Config) filled() Config {
	if c.From == "" {
		c.From = DefaultFrom
	}
	if c.Out == nil {
		c.Out = io.Discard
	}
	if c.Client == nil {
		c.Client = &http.Client{Timeout: time.Minute}
	}
	return c
}

// stopped turns an open value into an outcome of its own; any other error stays one.
func (p *player) stopped(err error) (Report, error) {
	var open *openValue
	if !errors.As(err, &open) {
		return p.report, err
	}
	p.report.Outcome, p.report.OpenValue = Stopped, &open.Open
	p.say("停在未定事项 stopped at %s（%s，须由 %s 裁定）", open.Path, open.Chinese, open.Ruler)
	return p.report, nil
}

// openValue is the first value the regulation leaves open when nobody rules on it.
type openValue struct{ Open }

func (o *openValue) Error() string { return "open value: " + o.Path }

// say writes a progress line.
func (p *player) say(format string, args ...any) {
	_, _ = fmt.Fprintf(p.cfg.Out, format+"\n", args...)
}
