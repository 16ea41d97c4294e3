package recruitment

import (
	"slices"

	"jinchu/policy/regulation"
)

// Step is one stage of a cycle's plan: the state it stands in and the stages of the regulation's
// procedure it carries out, as indices. The head and the tail every cycle has may carry none.
type Step struct {
	State  string `json:"state"`
	Stages []int  `json:"stages"`
}

// PlanOf lays out a cycle from the pinned regulation. The middle stands in the order the procedure gives;
// plan, approval, notice and registration stand before it, decision and contract after it, also where
// the text does not mention them: nothing runs without them. A scored stage is examined, then its
// results are confirmed; a shortlist belongs to the results before it; total and rank are one list.
func PlanOf(procedure []regulation.Stage) []Step {
	head := []Step{{State: Planned}, {State: Submitted}, {State: Approved}, {State: Announced}}
	var middle []Step
	tail := []Step{{State: Deciding}, {State: Contracting}}
	for i, stage := range procedure {
		state := stateOf(stage.Kind)
		if carry(head, state, i) || carry(tail, state, i) || joins(middle, stage.Kind, i) {
			continue
		}
		middle = append(middle, Step{State: state, Stages: []int{i}})
		if state == Examining {
			middle = append(middle, Step{State: Scored, Stages: []int{i}})
		}
	}
	return slices.Concat(head, middle, tail)
}

// StatesOf is the plan as the state table reads it.
func StatesOf(plan []Step) []string {
	states := make([]string, 0, len(plan))
	for _, s := range plan {
		states = append(states, s.State)
	}
	return states
}

// carry gives a stage to the step of the fixed head or tail it belongs to.
func carry(steps []Step, state string, stage int) bool {
	for i := range steps {
		if steps[i].State == state {
			steps[i].Stages = append(steps[i].Stages, stage)
			return true
		}
	}
	return false
}

// joins puts a shortlist to the results it cuts, and a rank to its total.
func joins(middle []Step, kind regulation.StageKind, stage int) bool {
	if len(middle) == 0 {
		return false
	}
	last := &middle[len(middle)-1]
	shortlist := kind == regulation.StageShortlist && (last.State == Scored || last.State == Ranking)
	list := stateOf(kind) == Ranking && kind != regulation.StageShortlist && last.State == Ranking
	if shortlist || list {
		last.Stages = append(last.Stages, stage)
	}
	return shortlist || list
}

func stateOf(kind regulation.StageKind) string {
	switch kind {
	case regulation.StagePlan:
		return Planned
	case regulation.StageApproval:
		return Submitted
	case regulation.StageNotice:
		return Approved
	case regulation.StageRegistration, regulation.StageNomination:
		return Announced
	case regulation.StageReview:
		return Reviewing
	case regulation.StageAccommodation:
		return Accommodating
	case regulation.StageOpening:
		return Opening
	case regulation.StageWritten, regulation.StageSkills, regulation.StageInterview:
		return Examining
	case regulation.StageChoice:
		return Choosing
	case regulation.StageMedical, regulation.StageBackground:
		return Checking
	case regulation.StagePublicity:
		return Publicising
	case regulation.StageHire:
		return Deciding
	}
	return Ranking // shortlist, total, rank
}
