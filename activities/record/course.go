package record

import (
	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// course is what somebody has been through since the ranking.
type course struct {
	proposed   bool
	publicised bool
	passed     map[string]bool // by check, as the last word on it stands
	failed     string          // the check failed last: the one a recheck is about
}

// coursing are the events a course is made of.
var coursing = []string{"propose", "publicise", "pass_medical", "fail_medical", "pass_background", "fail_background", "recheck"}

// follow takes one event more.
func (w *course) follow(event string) {
	switch event {
	case "propose":
		w.proposed = true
	case "publicise":
		w.publicised = true
	case "pass_medical", "fail_medical":
		w.checked("medical", event == "pass_medical")
	case "pass_background", "fail_background":
		w.checked("background", event == "pass_background")
	case "recheck":
		w.passed[w.failed] = true
	}
}

func (w *course) checked(check string, passed bool) {
	w.passed[check] = passed
	if !passed {
		w.failed = check
	}
}

// courseOf is the course of one application.
func (c *contest) courseOf(id string) (*course, error) {
	all, err := c.courses()
	if err != nil {
		return nil, err
	}
	if one := all[id]; one != nil {
		return one, nil
	}
	return &course{}, nil
}

// courses reads the courses of all applications once.
func (c *contest) courses() (map[string]*course, error) {
	if c.seen.courses != nil {
		return c.seen.courses, nil
	}
	done, err := c.tx.DoingsBelow(c.ctx, c.cycle.ID, coursing...)
	if err != nil {
		return nil, err
	}
	all := map[string]*course{}
	for _, d := range done {
		if all[d.Case] == nil {
			all[d.Case] = &course{passed: map[string]bool{}}
		}
		all[d.Case].follow(d.Event)
	}
	c.seen.courses = all
	return all, nil
}

// over tells whether the publicity of the cycle's list, and of one application, is over on the business clock.
func (c *contest) over(application string) (bool, error) {
	if c.seen.running == nil {
		below, err := c.tx.DeadlinesBelow(c.ctx, c.cycle.ID)
		if err != nil {
			return false, err
		}
		own, err := c.tx.DeadlinesOf(c.ctx, c.cycle.ID)
		if err != nil {
			return false, err
		}
		for _, d := range own {
			if d.State == "open" {
				below[""] = append(below[""], d.Name)
			}
		}
		c.seen.running = below
	}
	for _, id := range []string{"", application} {
		for _, name := range c.seen.running[id] {
			if name == publicityName {
				return false, nil
			}
		}
	}
	return true, nil
}

// fit tells whether one person has passed every check of the rules and been shown to the public for the whole time.
func (c *contest) fit(a store.Application) error {
	been, err := c.courseOf(a.ID)
	if err != nil {
		return err
	}
	for _, s := range c.checkStages() {
		if !been.passed[string(s.Kind)] {
			return fault.New("recruitment.hire.unchecked")
		}
	}
	if c.stage(regulation.StagePublicity) == nil {
		return nil
	}
	over, err := c.over(a.ID)
	switch {
	case err != nil:
		return err
	case !over:
		return fault.New("recruitment.publicity.runs")
	case !been.publicised:
		return fault.New("recruitment.hire.unpublicised")
	}
	return nil
}

// checkStages are the medical and background checks of the rules.
func (c *contest) checkStages() []regulation.Stage { return checksOf(c.reg.Procedure) }

// checksUpTo are the checks of the steps up to one.
func (c *contest) checksUpTo(stage int) []regulation.Stage {
	var all []regulation.Stage
	for i := 0; i <= stage && i < len(c.plan); i++ {
		all = append(all, checksOf(c.at(i))...)
	}
	return all
}

func checksOf(stages []regulation.Stage) []regulation.Stage {
	var all []regulation.Stage
	for _, s := range stages {
		if s.Kind == regulation.StageMedical || s.Kind == regulation.StageBackground {
			all = append(all, s)
		}
	}
	return all
}

// unchecked counts who must have a result by this stage and has none: of every check, the people the
// rules call to it.
func (c *contest) unchecked() (int, error) {
	people, err := c.in(liveStates...)
	if err != nil {
		return 0, err
	}
	open := map[string]bool{}
	for _, s := range c.checksUpTo(c.cycle.Stage) {
		called, err := c.foremost(people, func(places int) (int, error) { return called(s, places) }, nil)
		if err != nil {
			return 0, err
		}
		for _, a := range called {
			been, err := c.courseOf(a.ID)
			if err != nil {
				return 0, err
			}
			if !been.passed[string(s.Kind)] {
				open[a.ID] = true
			}
		}
	}
	return len(open), nil
}

// called is how many people a check calls for so many places; one each where the text says nothing.
func called(s regulation.Stage, places int) (int, error) {
	if s.Check == nil || s.Check.Ratio.Standing == regulation.Absent {
		return places, nil
	}
	call, err := recruitment.CallCount(s.Kind, s.Check, places)
	return max(call.Count, places), err
}
