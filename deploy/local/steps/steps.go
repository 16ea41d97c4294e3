// Package steps knows how to start things one after another, to say how long each took, to stop
// them in reverse order, and to keep a folder for one launcher at a time. It may not know what
// the things are.
package steps

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"jinchu/policy/fault"
)

// stopWithin is what one thing gets to drain and stop.
const stopWithin = 40 * time.Second

// Step is one thing to start.
type Step struct {
	Zh, En string // its name
	Start  func(ctx context.Context) (Started, error)
}

// Started is a thing that runs.
type Started struct {
	Note string                          // shown behind the name, e.g. its address; no secrets
	Stop func(ctx context.Context) error // drains and stops it; nil where nothing is to be stopped
}

// Stairs are the steps taken so far.
type Stairs struct {
	out      io.Writer
	language fault.Language
	taken    []taken
}

type taken struct {
	step Step
	stop func(ctx context.Context) error
}

// New begins at the foot; each step is told to out in the language.
func New(out io.Writer, l fault.Language) *Stairs { return &Stairs{out: out, language: l} }

// Say prints one line in the language of the stairs.
func (s *Stairs) Say(zh, en string) { _, _ = fmt.Fprintln(s.out, s.word(zh, en)) }

func (s *Stairs) word(zh, en string) string {
	if s.language == fault.Chinese {
		return zh
	}
	return en
}

// Climb takes the steps in order. At the first error it stops again what it had started, and
// returns that error: nothing is left half-started.
func (s *Stairs) Climb(ctx context.Context, all ...Step) error {
	for _, step := range all {
		if err := s.climb(ctx, step); err != nil {
			return errors.Join(err, s.Descend(context.WithoutCancel(ctx)))
		}
	}
	return nil
}

func (s *Stairs) climb(ctx context.Context, step Step) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	began := time.Now()
	started, err := step.Start(ctx)
	if err != nil {
		s.line("✗", step, began, "")
		return err
	}
	s.line("✓", step, began, started.Note)
	s.taken = append(s.taken, taken{step: step, stop: started.Stop})
	return nil
}

// Descend stops everything in reverse order, the last step first, and goes on after an error.
// Descending twice is descending once.
func (s *Stairs) Descend(ctx context.Context) error {
	var all []error
	for len(s.taken) > 0 {
		last := s.taken[len(s.taken)-1]
		s.taken = s.taken[:len(s.taken)-1]
		if last.stop == nil {
			continue
		}
		began := time.Now()
		err := within(ctx, last.stop)
		mark := "■"
		if err != nil {
			mark = "✗"
		}
		s.line(mark, last.step, began, "")
		all = append(all, err)
	}
	return errors.Join(all...)
}

func within(ctx context.Context, stop func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, stopWithin)
	defer cancel()
	return stop(ctx)
}

// line is one step: mark, name, seconds, note.
func (s *Stairs) line(mark string, step Step, began time.Time, note string) {
	name := s.word(step.Zh, step.En)
	_, _ = fmt.Fprintln(s.out, strings.TrimRight(fmt.Sprintf("  %s %s %6.2f s   %s",
		mark, pad(name, 26), time.Since(began).Seconds(), note), " "))
}

// pad fills up to a width on the screen, where a Chinese character takes two places.
func pad(text string, width int) string {
	used := 0
	for _, r := range text {
		used++
		if r >= 0x2E80 {
			used++
		}
	}
	return text + strings.Repeat(" ", max(1, width-used))
}

// Word is the one of two words that the terminal's language asks for.
func Word(zh, en string) string {
	if Language() == fault.Chinese {
		return zh
	}
	return en
}

// Language is the one of the terminal: Chinese where the locale says so, else English.
func Language() fault.Language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			return of(value)
		}
	}
	return fault.English
}

func of(locale string) fault.Language {
	if strings.HasPrefix(locale, "zh") {
		return fault.Chinese
	}
	return fault.English
}
