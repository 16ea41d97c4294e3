package rehearsal

import (
	"context"
	"errors"
	"net/http"
)

// askedFor is what each part on a route is asked for.
var askedFor = map[string]string{"signer": "agree", "delegate": "report", "secretary": "enter_minutes", "chair": "confirm_minutes", "submitter": "resubmit"}

// walk goes one word further along the route that is on: the first seat that is waited for and that somebody
// signed in may fill.
func (p *player) walk(ctx context.Context, c Cycle, body map[string]any) (bool, error) {
	if c.Route == nil {
		return false, nil
	}
	var last error
	for _, w := range c.Route.Waits {
		verb := askedFor[w.As]
		if verb == "" {
			continue // a clock, or a seat that nobody is left for
		}
		a := act{kind: "cycles", id: c.ID, name: "cycle", unit: w.Unit, seen: c.Seq, offer: Offer{Act: verb, Roles: rolesFor(w)}, body: p.wordBody(verb, body)}
		_, err := p.do(ctx, a)
		if did, err := p.moved(err); did || err == nil {
			return did, nil
		}
		var problem *Problem
		if !errors.As(err, &problem) || problem.Status != http.StatusForbidden {
			return false, err
		}
		last = err
	}
	return false, last
}

// rolesFor are those who may fill a seat; who puts something right is who runs the cycle.
func rolesFor(w Wait) []string {
	if w.As == "submitter" || w.Role == "" {
		return []string{"county_hr", "hr_bureau", "township_chair"}
	}
	return []string{w.Role}
}

// wordBody is what a word brings: the minutes of a meeting where it enters them, a reason where it reports.
func (p *player) wordBody(verb string, body map[string]any) map[string]any {
	switch verb {
	case "enter_minutes":
		return map[string]any{"meeting": map[string]any{"body": "演练会议", "date": p.today, "number": "演练〔2024〕1号",
			"present": []string{"演练参会人"}, "result": "agree"}}
	case "report":
		return map[string]any{"reason": "演练：已核实，情况属实"}
	}
	return body
}
