package exercise

import (
	"errors"
	"fmt"

	"jinchu/policy/approval"
)

// holds checks what is always true, from the machine's state alone: a case that is not over waits for exactly one
// set of people, nobody of whom submitted it or is kept out, under one running clock; and no decision stands twice.
func (c *trial) holds() error {
	s := c.state
	waited := c.machine.Responsible(s, c.setting.world)
	if s.Final() {
		if len(waited) > 0 || s.Clock() != "" {
			return errors.New("it is over, and something is still waited for")
		}
		return c.once()
	}
	if len(waited) == 0 || s.Clock() == "" {
		return errors.New("it is not over, and nothing is waited for or no clock runs")
	}
	seats := map[string]bool{}
	for _, d := range waited {
		if seats[d.Seat] {
			return fmt.Errorf("seat %s is waited for twice", d.Seat)
		}
		seats[d.Seat] = true
		if d.As != approval.AsClock && len(d.People) == 0 {
			return fmt.Errorf("seat %s waits for nobody", d.Seat)
		}
		if err := c.fair(d); err != nil {
			return err
		}
	}
	return c.once()
}

// fair holds that nobody signs their own submission or in a case they are kept out of.
func (c *trial) fair(d approval.Duty) error {
	if d.As == approval.AsSubmitter || d.As == approval.AsOrganiser {
		return nil
	}
	for _, p := range d.People {
		for _, id := range []string{p.ID, p.For} {
			if id != "" && (id == c.setting.submitter || c.setting.world.Barred[id] != "") {
				return fmt.Errorf("%s is waited for in seat %s and must not be", id, d.Seat)
			}
		}
	}
	return nil
}

// once holds that no seat and no person decides twice in a round.
func (c *trial) once() error {
	seen := map[string]bool{}
	for _, v := range c.state.Voices {
		if v.Verb != approval.Agree && v.Verb != approval.Disagree && v.Verb != approval.ConfirmMinutes {
			continue
		}
		for _, who := range []string{"seat " + v.Seat, "person " + v.By.ID, "person " + v.By.For} {
			key := fmt.Sprint(v.Round, " ", who)
			if who != "person " && seen[key] {
				return fmt.Errorf("%s decided twice in round %d", who, v.Round)
			}
			seen[key] = true
		}
	}
	return nil
}
