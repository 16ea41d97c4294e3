package exercise

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jinchu/policy/approval"
	"jinchu/policy/fault"
)

// agreeOn holds what the machine said to an act to what the model did.
func (c *trial) agreeOn(a approval.Act, err error, want verdict) error {
	code := fault.CodeOf(err)
	ofRoute := code == "act.reason" || strings.HasPrefix(code, "approval.")
	switch {
	case code == "internal":
		return fmt.Errorf("%s by %s failed: %w", a.Verb, a.By, fault.Of(err).Unwrap())
	case c.real != nil && err != nil && !want.done && !ofRoute:
		return nil // refused before any route was asked
	case (err == nil) != want.done:
		return fmt.Errorf("%s by %s: the machine says %q, the model done %v %s", a.Verb, a.By, code, want.done, want.code)
	case err != nil && want.code != "" && code != want.code:
		return fmt.Errorf("%s by %s: the machine refuses with %s, the model with %s", a.Verb, a.By, code, want.code)
	case err != nil && !ofRoute:
		return fmt.Errorf("%s by %s: refused without a reason of the route: %w", a.Verb, a.By, err)
	}
	return nil
}

// compare holds where the case stands, who is waited for and what these people may do to the model.
func (c *trial) compare(people ...string) error {
	m, s, w := &c.model, c.state, c.setting.world
	if s.Status != m.status() {
		return fmt.Errorf("the machine is at %s, the model at %s", s.Status, m.status())
	}
	clock := ""
	if !m.final() {
		clock = "round:" + strconv.Itoa(m.round()) + "." + strconv.Itoa(m.told())
		if s.Step != m.step() {
			return fmt.Errorf("the machine is at step %d, the model at %d", s.Step, m.step())
		}
	}
	if s.Clock() != clock {
		return fmt.Errorf("the machine's clock is %q, the model's %q", s.Clock(), clock)
	}
	if got, want := duties(c.machine.Responsible(s, w)), duties(m.duties(w)); got != want {
		return fmt.Errorf("the machine waits for %s, the model for %s", got, want)
	}
	for _, who := range people {
		got, want := granted(c.machine.Offers(s, who, w)), written(m.grants(w, who))
		if !slices.Equal(got, want) && who != "" {
			return fmt.Errorf("to %s the machine offers\n  %s, the model\n  %s", who, strings.Join(got, " "), strings.Join(want, " "))
		}
	}
	return c.compareVoices()
}

// compareVoices holds every word ever spoken, and the copies, to what happened.
func (c *trial) compareVoices() error {
	var got, want, copies []string
	for _, v := range c.state.Voices {
		got = append(got, fmt.Sprint(v.Verb, v.By, v.Seat, v.Step, ".", v.Round))
	}
	for _, e := range c.model.happened {
		if slices.Contains(approval.People, e.what) {
			want = append(want, fmt.Sprint(e.what, e.by, e.seat, e.step, ".", e.round))
		}
		if e.what == approval.Copy {
			copies = append(copies, e.to)
		}
	}
	if !slices.Equal(got, want) {
		return fmt.Errorf("the machine has heard %v, the model %v", got, want)
	}
	if !slices.Equal(c.state.Copies, copies) {
		return fmt.Errorf("the machine sent copies to %v, the model to %v", c.state.Copies, copies)
	}
	return nil
}

func duties(all []approval.Duty) string {
	var lines []string
	for _, d := range all {
		lines = append(lines, fmt.Sprint(d.Seat, " ", d.As, " ", d.People, " ", d.Level))
	}
	return strings.Join(lines, "; ")
}

func (g grant) String() string {
	return strings.Join([]string{g.verb, g.seat, g.onBehalf, g.to, g.gone, strconv.Itoa(g.step)}, "|")
}

func written(all []grant) []string {
	var lines []string
	for _, g := range all {
		lines = append(lines, g.String())
	}
	slices.Sort(lines)
	return lines
}

// granted takes offers apart, one for each person, seat or step they may go to.
func granted(offers []approval.Offer) []string {
	var all []grant
	for _, o := range offers {
		g := grant{verb: o.Verb, seat: o.Seat, onBehalf: o.For}
		before := len(all)
		for _, to := range o.To {
			g.to = to
			all = append(all, g)
		}
		for _, gone := range o.Seats {
			g.gone = gone
			all = append(all, g)
		}
		for _, step := range o.Steps {
			g.step = step
			all = append(all, g)
		}
		if len(all) == before {
			all = append(all, g)
		}
	}
	return written(all)
}
