package record

import (
	"slices"

	"jinchu/policy/recruitment"
)

// offeringStates are the stages of a cycle in which places are being filled; showingStates those from the
// publicity on.
var (
	offeringStates = []string{recruitment.Checking, recruitment.Publicising, recruitment.Deciding, recruitment.Contracting}
	showingStates  = offeringStates[1:]
	reviewingState = []string{recruitment.Reviewing}
)

// during are the stages of a cycle outside which an act on an application means nothing.
var during = map[string][]string{
	"pass_on": reviewingState, "qualify": reviewingState, "refuse": reviewingState, "return": reviewingState,
	"appeal": contesting, "reinstate": {recruitment.Examining, recruitment.Scored}, "choose": {recruitment.Choosing},
	"pass_medical": offeringStates, "fail_medical": offeringStates, "pass_background": offeringStates, "fail_background": offeringStates,
	"publicise": showingStates, "hire": {recruitment.Contracting},
}

// during refuses an act on an application outside its stages.
func (c *contest) during(act string) error {
	if stages, bound := during[act]; bound && !slices.Contains(stages, c.cycle.State) {
		return shut(c.cycle.State)
	}
	return nil
}
