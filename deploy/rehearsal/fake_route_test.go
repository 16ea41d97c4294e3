package rehearsal_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"jinchu/deploy/rehearsal"
)

// appointment is a role given during the rehearsal.
type appointment struct{ person, role string }

// unitOf is where a sign-in holds its role: of township_leader_3 the third township, else the county.
func unitOf(signIn string) string {
	var no int
	if _, err := fmt.Sscanf(signIn[strings.LastIndex(signIn, "_")+1:], "%d", &no); err == nil {
		return fmt.Sprintf("999900%03d000", no)
	}
	return "999900000000"
}

func (c *county) appoint(parts []string, in map[string]any) any {
	if len(parts) == 1 {
		c.appointed = append(c.appointed, appointment{in["person"].(string), in["role"].(string)})
	}
	return map[string]string{"id": "appointment"}
}

// The small county knows the play by its prompt book and no rules of routes: what each word comes to is shown by the
// running program. Here it is shown that the player says each line once, brings what it needs, and hears the answer.

// prompt is the line that is to come; not ok where no word is turned on, or the play is over.
func (c *county) prompt() (rehearsal.Line, bool) {
	book := rehearsal.ScriptOf(c.name, c.cycle.State)
	if i := c.cursor[c.cycle.State]; i < len(book) {
		return book[i], true
	}
	return rehearsal.Line{}, false
}

// played is the person of a part.
func (c *county) played(part string) string {
	roles := map[string]string{"hr": "county_hr", "discipline": "discipline_office", "bureau": "hr_bureau", "director": "county_director",
		"personnel": "personnel_authority", "city": "city_federation", "keyer": "score_keyer", "finance": "finance"}
	if role, known := roles[part]; known {
		return "p-" + role
	}
	for role, town := range map[string]string{"leader": "township_leader_", "clerk": "township_clerk_"} {
		if no, found := strings.CutPrefix(part, role); found {
			return "p-" + town + no
		}
	}
	i := slices.IndexFunc(c.appointed, func(a appointment) bool {
		return a.role == map[string]string{"deputy": "finance", "second": "personnel_authority", "standin": "county_director"}[part]
	})
	require.GreaterOrEqual(c.t, i, 0, part)
	return c.appointed[i].person
}

// theirs tells whether a person says the line that is to come.
func (c *county) theirs(person string) bool {
	l, ok := c.prompt()
	return ok && l.Who != "" && (c.played(l.Who) == person || l.Rival != "" && c.played(l.Rival) == person)
}

// speak answers a word by the book.
func (c *county) speak(person, verb string, in map[string]any) (any, error) {
	l, _ := c.prompt()
	switch {
	case int(in["seen"].(float64)) != c.cycle.Seq:
		return nil, refusal{409, "act.sequence"}
	case verb == c.refuses || !c.theirs(person) || l.Word != verb:
		return nil, refusal{403, "out.of.turn"}
	}
	state := c.cycle.State
	c.cursor[state]++
	if l.Refused != "" {
		return nil, refusal{403, l.Refused}
	}
	c.brought(l, in)
	c.note(c.cycle.ID, verb, c.officeOf(person))
	_, more := c.prompt()
	back := slices.Contains([]string{"withdraw", "void", "return"}, verb) || verb == "disagree" && l.Who == "bureau"
	switch {
	case !more:
		c.stageNext()
	case back && state == "submitted":
		c.cycle.State, c.cycle.Stage, c.lapsed = "planned", 0, 0
	}
	return map[string]any{"seq": c.cycle.Seq}, nil
}

// brought asks for what a word needs.
func (c *county) brought(l rehearsal.Line, in map[string]any) {
	if l.To != "" {
		require.Equal(c.t, c.played(l.To), in["to"], l.Word)
	}
	for word, needs := range map[string]string{"return": "reason", "disagree": "reason", "send_back": "step", "void": "reason", "report": "reason",
		"correct_minutes": "reason", "enter_minutes": "meeting", "remove_signer": "seat"} {
		if l.Word == word {
			require.NotEmpty(c.t, in[needs], word)
		}
	}
}

// officeOf is the role in which somebody speaks: what they were appointed to, else what they hold.
func (c *county) officeOf(person string) string {
	for _, a := range c.appointed {
		if a.person == person {
			return a.role
		}
	}
	return strings.TrimRight(strings.TrimPrefix(person, "p-"), "_0123456789")
}

// roundClock is the clock of the round that is on; it runs from when the case last moved.
func (c *county) roundClock() rehearsal.Deadline {
	if now := fmt.Sprint(c.cycle.State, c.cycle.Seq); c.round != now {
		c.round, c.roundEnds = now, c.due(rehearsal.Period{WorkingDays: 2})
	}
	return rehearsal.Deadline{Name: "round:", At: c.roundEnds, State: "open"}
}

// lapse is what the end of a round's time comes to.
func (c *county) lapse() {
	event := "escalate"
	if l, _ := c.prompt(); l.Who == "" && l.Word != "" {
		event = l.Word
		c.cursor[c.cycle.State]++
	}
	if event == "publicity_over" {
		c.lapsed++
	}
	c.note(c.cycle.ID, event, "machine")
}

// viewRoute shows the route as somebody sees it.
func (c *county) viewRoute(by string) *rehearsal.Route {
	v := &rehearsal.Route{Status: "open", Step: 3 + c.lapsed, Waits: []rehearsal.Wait{{Seat: "1.1", As: "signer", People: 1}}}
	if l, _ := c.prompt(); by != "" && c.theirs(by) && l.Refused == "" && l.Word != c.refuses {
		v.Offers = []rehearsal.RouteOffer{{Verb: l.Word, Seats: []string{"1.1+1"}}}
	}
	return v
}

// why tells that the last word was spoken for another.
func (c *county) why() any {
	l, _ := c.prompt()
	require.Equal(c.t, "act_for", l.Word)
	c.cursor[c.cycle.State]++
	return map[string]any{"steps": []any{map[string]any{"acting_for": map[string]string{"role": "county_director"}, "route": map[string]bool{"stood_in": true}}}}
}
