package record

import (
	"strconv"
	"strings"

	"jinchu/activities/store"
	"jinchu/policy/approval"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// WhyRoute says where on the route a word was spoken.
type WhyRoute struct {
	Decision procedure.Label `json:"decision"`
	Verb     procedure.Label `json:"verb"`
	Step     int             `json:"step" doc:"from 1"`
	Name     string          `json:"name,omitempty"`
	Mode     string          `json:"mode"`
	Round    int             `json:"round"`
	Seat     string          `json:"seat,omitempty"`
	As       string          `json:"as,omitempty"`
	For      string          `json:"for,omitempty" doc:"代理：替谁；only for those who verify the audit"`
	StoodIn  bool            `json:"stood_in,omitempty"`
	To       string          `json:"to,omitempty" doc:"to whom; only for those who verify the audit"`
	Raised   bool            `json:"raised,omitempty" doc:"nobody was left below, so the seat went to the level above"`
	Comes    procedure.Label `json:"comes" doc:"where the decision stood after it"`
}

func (y *inquiry) whyRoute(k *RouteKept) *WhyRoute {
	w := &WhyRoute{Decision: tables[CycleKind].LabelOf(k.Decision), Verb: tables[CycleKind].LabelOf(k.Verb), Step: k.Step, Name: k.Name,
		Mode: k.Mode, Round: k.Round, Seat: k.Seat, As: string(k.As), StoodIn: k.For != "", Raised: k.Raised}
	words := k.Comes.Words()
	w.Comes = procedure.Label{Chinese: words.Chinese, English: words.English}
	if y.audits {
		w.For, w.To = k.For, k.To
	}
	return w
}

// routeGround is the step of the rules that gave somebody the word, as its text stands today.
func (y *inquiry) routeGround(k *RouteKept) []recruitment.Reason {
	route, _, _ := y.ruledRoute(k.Decision)
	if k.Place == "" || !route.Known() {
		return []recruitment.Reason{}
	}
	for i, s := range route.V {
		if place := placeOf(k.Place); place == i {
			source := s.Source
			if source == "" {
				source = route.Source
			}
			return []recruitment.Reason{{ID: k.Place, Rule: language.StepText(s), Source: source, Verdict: regulation.Yes}}
		}
	}
	return []recruitment.Reason{}
}

// placeOf is the index at the end of a place: procedure[1].approval.route[2] is 2.
func placeOf(place string) int {
	from := strings.LastIndex(place, "[")
	n, err := strconv.Atoi(strings.TrimSuffix(place[from+1:], "]"))
	if err != nil {
		return -1
	}
	return n
}

// mayNotSpeak is why a word on the route is not the caller's.
func (y *inquiry) mayNotSpeak(n Next, done []store.Doing) error {
	r, err := y.routeOf(y.at, done)
	if err != nil {
		return err
	}
	if _, theirs := r.offer(approval.Act{Verb: n.Act, By: y.actor.Person}); theirs {
		return nil
	}
	_, err = r.Layout.Act(r.State, approval.Act{Verb: n.Act, By: y.actor.Person}, r.world)
	return explained(r, err)
}
