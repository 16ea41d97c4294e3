package record

import (
	"slices"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/approval"
	"jinchu/policy/fault"
)

// RouteView is a decision on its way: its steps and seats, who is waited for, and what the caller may do.
type RouteView struct {
	Decision string          `json:"decision"`
	Label    string          `json:"label"`
	No       int             `json:"no"`
	Status   string          `json:"status" doc:"open, returned, agreed, refused, withdrawn, void"`
	Says     string          `json:"says" doc:"status in Chinese"`
	Step     int             `json:"step" doc:"which step is on, from 1"`
	Round    int             `json:"round"`
	Steps    []RouteStepView `json:"steps"`
	Waits    []WaitView      `json:"waits" doc:"who is waited for"`
	Offers   []OfferView     `json:"offers" doc:"what the caller may do, the usual three first"`
}

// RouteStepView is one step of the route.
type RouteStepView struct {
	Name  string     `json:"name,omitempty"`
	Mode  string     `json:"mode"`
	Need  int        `json:"need,omitempty"`
	Seats []SeatView `json:"seats"`
}

// SeatView is one seat; said and by stand where somebody has spoken in the round that is on.
type SeatView struct {
	ID    string `json:"id"`
	Role  string `json:"role,omitempty"`
	Title string `json:"title,omitempty"`
	Unit  string `json:"unit,omitempty"`
	As    string `json:"as,omitempty"`
	Veto  bool   `json:"veto,omitempty"`
	Added bool   `json:"added,omitempty" doc:"加签"`
	Said  string `json:"said,omitempty"`
	By    string `json:"by,omitempty" doc:"person"`
	For   string `json:"for,omitempty" doc:"whom they stood in for"`
}

// WaitView is one seat that is waited for.
type WaitView struct {
	Seat   string `json:"seat,omitempty"`
	As     string `json:"as" doc:"signer, delegate, secretary, chair, submitter, organiser, clock"`
	Role   string `json:"role,omitempty"`
	Title  string `json:"title,omitempty"`
	Unit   string `json:"unit,omitempty"`
	Raised bool   `json:"raised,omitempty" doc:"nobody was left below, so it went up"`
	People int    `json:"people" doc:"how many may act"`
}

// OfferView is one thing the caller may do.
type OfferView struct {
	Verb    string       `json:"verb"`
	Label   string       `json:"label"`
	English string       `json:"en"`
	As      string       `json:"as"`
	Seat    string       `json:"seat,omitempty"`
	For     string       `json:"for,omitempty" doc:"代理：替谁"`
	Needs   []string     `json:"needs,omitempty"`
	To      []PersonView `json:"to,omitempty" doc:"whom it may go to"`
	Seats   []string     `json:"seats,omitempty" doc:"added signers that may be removed"`
	Steps   []int        `json:"steps,omitempty" doc:"earlier steps it may go back to, from 1"`
}

// PersonView is a member of staff as colleagues know them.
type PersonView struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// viewRoute shows the decision that is on; nil where none is.
func (c *contest) viewRoute(a Actor, done []store.Doing) (*RouteView, error) {
	if !routesHere(c.cycle) {
		return nil, nil
	}
	r, err := c.routeOf(c.cycle, done)
	if stops(err) || fault.Of(err).Kind() == fault.Unruled {
		return nil, nil // what is open stands among the values to be ruled on
	}
	if err != nil {
		return nil, err
	}
	v := &RouteView{Decision: r.Layout.Decision, Label: tables[CycleKind].LabelOf(r.Layout.Decision).Chinese, No: max(r.No, 1),
		Status: string(r.State.Status), Says: r.State.Status.Words().Chinese, Step: r.State.Step + 1, Round: r.State.Round,
		Waits: []WaitView{}, Offers: []OfferView{}}
	for i, step := range r.Layout.Steps {
		v.Steps = append(v.Steps, r.viewStep(i, step))
	}
	for _, d := range r.Layout.Responsible(r.State, r.world) {
		at := r.rung(d)
		v.Waits = append(v.Waits, WaitView{Seat: d.Seat, As: string(d.As), Role: at.role, Title: policy.Title(at.role), Unit: at.unit,
			Raised: d.Level > 0, People: len(d.People)})
	}
	v.Offers, err = c.viewOffers(r, a)
	return v, err
}

func (r *routed) viewStep(i int, step approval.Step) RouteStepView {
	v := RouteStepView{Name: step.Name, Mode: string(step.Mode), Need: step.Need, Seats: []SeatView{}}
	if i != r.State.Step {
		for _, seat := range step.Seats {
			v.Seats = append(v.Seats, viewSeat(approval.Chair{Seat: seat}))
		}
		return v
	}
	for _, chair := range r.State.Chairs {
		v.Seats = append(v.Seats, viewSeat(chair))
	}
	return v
}

func viewSeat(c approval.Chair) SeatView {
	v := SeatView{ID: c.Seat.ID, Role: c.Seat.Role, Unit: c.Seat.Unit, As: c.Seat.As, Veto: c.Seat.Veto, Added: c.Added != ""}
	if c.Seat.Role != "" {
		v.Title = policy.Title(c.Seat.Role)
	}
	if c.Said != nil {
		v.Said, v.By, v.For = c.Said.Verb, c.Said.By.ID, c.Said.By.For
	}
	return v
}

// viewOffers shows what the caller may do; to whom, by the names colleagues know.
func (c *contest) viewOffers(r *routed, a Actor) ([]OfferView, error) {
	all, names := []OfferView{}, map[string]string{}
	for _, o := range r.Layout.Offers(r.State, a.Person, r.world) {
		zh, en := approval.Name(o.Verb)
		v := OfferView{Verb: o.Verb, Label: zh, English: en, As: string(o.As), Seat: o.Seat, For: o.For, Needs: needsOfVerb(o.Verb), Seats: o.Seats}
		for _, step := range o.Steps {
			v.Steps = append(v.Steps, step+1)
		}
		if len(o.To) > 0 && len(names) == 0 {
			people, err := c.tx.Named(c.ctx, r.world.Colleagues)
			if err != nil {
				return nil, err
			}
			for _, p := range people {
				names[p.ID] = p.Name
			}
		}
		for _, id := range o.To {
			v.To = append(v.To, PersonView{id, names[id]})
		}
		all = append(all, v)
	}
	return slices.Clip(all), nil
}
