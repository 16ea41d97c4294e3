package exercise

import (
	"slices"

	"jinchu/policy/approval"
)

// never lists, for each verb, what cannot be done directly after it, whatever the route: where a pair of verbs is
// not among those done, it is because a rule of the machine says so.
var never = map[string][]string{
	approval.Withdraw: Verbs, // it has ended
	approval.VoidIt:   Verbs,
	// The submitter has it: nobody signs, nobody is urged.
	approval.Return: but(approval.Resubmit, approval.VoidIt, approval.Withdraw, approval.Copy, approval.Escalate),
	// A step begins, or goes on, in which somebody signs: the submitter has nothing to give back.
	approval.Agree:    {approval.Resubmit, approval.ConfirmMinutes, approval.CorrectMinutes},
	approval.Resubmit: {approval.Resubmit, approval.ConfirmMinutes, approval.CorrectMinutes},
	// Only a vote goes on after it, and a vote has no added signers.
	approval.Disagree: {approval.Resubmit, approval.AddSigner, approval.RemoveSigner, approval.EnterMinutes, approval.ConfirmMinutes,
		approval.CorrectMinutes, approval.PublicityOver},
	// The chair has the minutes, the secretary has to enter them anew: besides, only what needs no seat.
	approval.EnterMinutes:   but(approval.ConfirmMinutes, approval.CorrectMinutes, approval.Withdraw, approval.Urge, approval.Copy, approval.Escalate),
	approval.CorrectMinutes: but(approval.EnterMinutes, approval.Withdraw, approval.Urge, approval.Copy, approval.Escalate),
	// A step begins anew: nobody has been added or asked in it.
	approval.ConfirmMinutes: {approval.Report, approval.RemoveSigner, approval.ConfirmMinutes, approval.CorrectMinutes},
	approval.PublicityOver:  {approval.Report, approval.RemoveSigner, approval.Resubmit, approval.ConfirmMinutes, approval.CorrectMinutes},
	approval.SendBack: {approval.Report, approval.RemoveSigner, approval.Resubmit, approval.ConfirmMinutes, approval.CorrectMinutes,
		approval.PublicityOver, approval.VoidIt}, // to an earlier step: the last step alone voids
	// The step goes on, and it is neither a meeting nor a publicity.
	approval.Report:    within,
	approval.Transfer:  within,
	approval.Delegate:  within,
	approval.AddSigner: within,
	approval.Park:      within,
	// It may have been all that was waited for, and the next step begins.
	approval.RemoveSigner: {approval.Resubmit, approval.ConfirmMinutes, approval.CorrectMinutes},
	// Nobody is urged while a publicity runs or the submitter has it; and a publicity is not escalated.
	approval.Urge:     {approval.Resubmit, approval.PublicityOver},
	approval.Escalate: {approval.PublicityOver},
}

var within = []string{approval.Resubmit, approval.EnterMinutes, approval.ConfirmMinutes, approval.CorrectMinutes, approval.PublicityOver}

// but lists all verbs except these.
func but(these ...string) []string {
	return slices.DeleteFunc(slices.Clone(Verbs), func(verb string) bool { return slices.Contains(these, verb) })
}

// CanFollow tells whether a verb can be done directly after another at all.
func CanFollow(first, second string) bool { return !slices.Contains(never[first], second) }

// Pairs is how many pairs of verbs there are.
func Pairs() int { return len(Verbs) * len(Verbs) }

// Possible is how many of them can be done one directly after the other.
func Possible() int {
	impossible := 0
	for _, verbs := range never {
		impossible += len(verbs)
	}
	return Pairs() - impossible
}
