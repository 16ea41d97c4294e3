package exercise

import (
	"fmt"

	"jinchu/policy/approval"
)

// Ground is where cases are played for real: a record with its people. It lays out cases one after another.
type Ground interface {
	Lay(draw Draw) (Laid, error)
}

// Laid is a case of a ground, with its route as the rules that were drawn say it.
type Laid struct {
	Real      Real
	Route     approval.Route
	Submitter string
	Again     bool // it begins with its submitter, as one that did not come about before
}

// Real is a machine that lives in a world of its own.
type Real interface {
	Machine
	World() approval.World                      // who is there now, reckoned apart from the machine
	Change(draw Draw) error                     // somebody leaves, comes or is kept out
	Word(a approval.Act) approval.Act           // the act as it can be said there
	Bars(s approval.State, a approval.Act) bool // it is refused before any route is asked
	Check(s approval.State) error               // all that is kept besides the state fits it
	Close() error                               // nothing more is done on the case
}

// On drives so many acts through the cases of a ground, as Run does through drawn ones.
func On(draw Draw, acts int, ground Ground, tally *Tally) error {
	for acts > 0 {
		laid, err := ground.Lay(draw)
		if err != nil {
			return err
		}
		c := &trial{real: laid.Real, machine: laid.Real, model: model{route: laid.Route, submitter: laid.Submitter}}
		c.setting = setting{route: laid.Route, submitter: laid.Submitter, world: laid.Real.World()}
		c.model.open(0)
		begin := laid.Real.Begin
		if laid.Again {
			c.model.giveBack("", approval.Person{})
			begin = laid.Real.Again
		}
		c.state = begin(laid.Submitter)
		n, err := c.play(draw, acts, 0, tally)
		if err != nil {
			return err
		}
		if err := laid.Real.Close(); err != nil {
			return fmt.Errorf("%w\n%s", err, c.story())
		}
		acts -= n
	}
	return nil
}

// alter changes the world a little: the drawn one, or that of the ground.
func (c *trial) alter(draw Draw) error {
	if c.real == nil {
		c.setting.change(draw)
		return nil
	}
	err := c.real.Change(draw)
	c.setting.world = c.real.World()
	return err
}

// expect is what the model says to an act; of one that is refused before the route is asked, no.
func (c *trial) expect(a approval.Act, s approval.State) verdict {
	if c.real != nil && c.real.Bars(s, a) {
		return verdict{}
	}
	return c.model.act(a, c.setting.world)
}

// settle looks at the world after an act, and at all that is kept of it.
func (c *trial) settle() error {
	if c.real == nil {
		return nil
	}
	c.setting.world = c.real.World()
	return c.real.Check(c.state)
}
