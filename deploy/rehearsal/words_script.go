package rehearsal

// line is one thing that is said, tried or waited for on a route.
type line struct {
	who     string // part of the cast; "" for the clock and for reading the reasons
	word    string
	to      string // part of the cast it goes to
	step    int    // of send_back, from 1
	after   bool   // of add_signer
	refused string // the code it must be refused with; "" it must be done
	rival   string // part of the cast that says the same in the same instant: one of the two must lose
}

// scripts are how the words of a regulation's routes are spoken, by regulation and state. A regulation without one
// goes along its route as it is waited for; if it turns words on, that they were not spoken is a violation.
var scripts = map[string]map[string][]line{"yanlian-routes": {"submitted": planScript, "deciding": hireScript}}

// planScript goes four times along the route of the plan. Where it is withdrawn, not agreed to, made void or
// returned the cycle is planned again, and submitting it begins the next run.
var planScript = []line{
	// 科室会签: the seat goes from hand to hand, and the plan is taken back.
	{who: "finance", word: "park"},
	{who: "finance", word: "copy", to: "leader1"},
	{who: "city", word: "agree", refused: "approval.turn"},
	{who: "hr", word: "agree", refused: "approval.turn"},
	{who: "keyer", word: "agree", refused: "forbidden"},
	{who: "finance", word: "transfer", to: "deputy"},
	{who: "finance", word: "agree", refused: "approval.loop"},
	{who: "deputy", word: "delegate", to: "clerk1"},
	{who: "deputy", word: "transfer", to: "finance", refused: "approval.wait"},
	{who: "clerk1", word: "report"},
	{who: "deputy", word: "add_signer", to: "clerk2"},
	{who: "deputy", word: "agree", refused: "approval.wait"},
	{who: "deputy", word: "remove_signer"},
	{who: "deputy", word: "add_signer", to: "clerk2", after: true},
	{who: "hr", word: "urge"},
	{who: "hr", word: "urge", refused: "approval.urged"},
	{who: "discipline", word: "urge", refused: "approval.turn"},
	{who: "deputy", word: "agree"},
	{who: "deputy", word: "agree", refused: "approval.said"},
	{who: "clerk2", word: "agree"},
	{who: "discipline", word: "withdraw", refused: "approval.turn"},
	{who: "hr", word: "withdraw"},

	// The time of a round runs out and decides nothing; it is returned and comes back; the vote sends it back, and
	// the seat with a veto ends it.
	{who: "finance", word: "agree"},
	{word: "escalate"},
	{who: "discipline", word: "return"},
	{who: "discipline", word: "agree"},
	{who: "leader1", word: "agree"},
	{who: "leader2", word: "send_back", step: 1},
	{who: "finance", word: "agree"},
	{who: "discipline", word: "agree"},
	{who: "leader2", word: "agree"},
	{who: "leader3", word: "disagree"},
	{who: "leader1", word: "agree"},
	{who: "bureau", word: "disagree"},

	// Somebody stands in for the head, who is on leave; the last step makes the whole void.
	{who: "finance", word: "agree"},
	{who: "discipline", word: "agree"},
	{who: "leader1", word: "agree"},
	{who: "leader3", word: "disagree"},
	{who: "leader2", word: "agree"},
	{who: "bureau", word: "agree"},
	{who: "director", word: "agree", refused: "approval.turn"},
	{who: "hr", word: "urge", refused: "approval.turn"},
	{word: "publicity_over"},
	{who: "standin", word: "agree"},
	{word: actFor},
	{who: "bureau", word: "void", refused: "approval.turn"},
	{who: "personnel", word: "void"},

	// Agreed: two heads of one office in the same instant.
	{who: "finance", word: "agree"},
	{who: "discipline", word: "agree"},
	{who: "leader1", word: "agree"},
	{who: "leader2", word: "agree"},
	{who: "bureau", word: "agree"},
	{word: "publicity_over"},
	{who: "standin", word: "agree"},
	{who: "director", word: "agree", refused: "approval.turn"},
	{who: "personnel", word: "agree", rival: "second"},
}

// hireScript is that of the hire, which stays where it is when it is returned, withdrawn or made void.
var hireScript = []line{
	{who: "bureau", word: "agree", refused: "approval.wait"},
	{who: "finance", word: "transfer", to: "deputy", refused: "approval.off"},
	{who: "finance", word: "return"},
	{who: "finance", word: "void", refused: "approval.turn"},
	{who: "hr", word: "void"},
	{who: "hr", word: "resubmit"},
	{who: "hr", word: "urge"},
	{who: "hr", word: "withdraw"},
	{who: "hr", word: "resubmit"},
	{who: "finance", word: "agree"},
	{who: "bureau", word: "agree"},
	{who: "director", word: "confirm_minutes", refused: "approval.wait"},
	{who: "discipline", word: "enter_minutes"},
	{who: "director", word: "correct_minutes"},
	{who: "discipline", word: "enter_minutes"},
	{who: "director", word: "confirm_minutes"},
}
