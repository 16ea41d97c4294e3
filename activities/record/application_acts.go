package record

import (
	"encoding/json"
	"strings"

	"jinchu/activities/store"
	"jinchu/policy/fault"
)

// request keeps what an applicant asks for in order to sit the exam on equal terms.
func (x *deed) request() error {
	if len(x.body.Needs) == 0 && strings.TrimSpace(x.body.Text) == "" {
		return fault.New("value.missing", "field", "needs")
	}
	text, err := json.Marshal(map[string]any{"needs": x.body.Needs, "text": x.body.Text})
	if err != nil {
		return fault.New("internal").Because(err)
	}
	id := store.NewID()
	x.out.Answer = map[string]string{"accommodation": id}
	return x.tx.AskAccommodation(x.ctx, store.Accommodation{ID: id, Application: x.at.ID, Request: text})
}

// answer decides a request for accommodation, once.
func (x *deed) answer(state string) error {
	if x.body.Request == "" {
		return fault.New("value.missing", "field", "accommodation")
	}
	text, err := json.Marshal(map[string]string{"text": x.body.Text, "reason": x.reason()})
	if err != nil {
		return fault.New("internal").Because(err)
	}
	x.about = x.body.Request
	return x.tx.DecideAccommodation(x.ctx, store.Accommodation{ID: x.body.Request, Application: x.at.ID, State: state,
		Answer: text, DecidedBy: x.cmd.Actor})
}

func (x *deed) grantRequest() error  { return x.answer(store.AccommodationGranted) }
func (x *deed) refuseRequest() error { return x.answer(store.AccommodationRefused) }

// reinstate puts somebody back who was absent, while the part that was missed can still be marked.
func (x *deed) reinstate() error {
	if err := x.during(x.cmd.Act); err != nil {
		return err
	}
	stage, err := x.exam(x.cycle.Stage)
	if err != nil {
		return err
	}
	inForce, err := x.inForce(string(stage.Kind))
	if err != nil {
		return err
	}
	for key, value := range inForce {
		if key.application == x.at.ID && !value.Valid {
			return nil
		}
	}
	return shut(x.cycle.State)
}

// choose takes a post, in the order of the ranking: nobody chooses before somebody who stands higher.
func (x *deed) choose() error {
	post, err := x.post(x.body.Post)
	if err != nil {
		return err
	}
	if err := x.during(x.cmd.Act); err != nil {
		return err
	}
	if err := x.free(post); err != nil {
		return err
	}
	return x.tx.GivePosts(x.ctx, map[string]string{x.at.ID: post.ID})
}

// free refuses a post whose places are taken, and a choice before one's turn.
func (x *deed) free(post store.Post) error {
	live, err := x.in(liveStates...)
	if err != nil {
		return err
	}
	standing, err := x.standings()
	if err != nil {
		return err
	}
	taken := 0
	for _, a := range live {
		if a.ID == x.at.ID {
			continue
		}
		if a.Post == post.ID {
			taken++
		}
		if a.Post == "" && before(standing[a.ID], standing[x.at.ID]) {
			return fault.New("recruitment.choice.turn")
		}
	}
	if taken >= post.Headcount {
		return fault.New("recruitment.choice.taken", "post", post.Code)
	}
	return nil
}

// before tells whether somebody ranks higher.
func before(a, b ranked) bool { return a.Rank != nil && b.Rank != nil && *a.Rank < *b.Rank }

// checked keeps the result of the medical or the background check, in a stage that checks or for
// somebody who came in later.
func (x *deed) checked() error {
	kind := "medical"
	if strings.HasSuffix(x.cmd.Act, "background") {
		kind = "background"
	}
	if err := x.during(x.cmd.Act); err != nil {
		return err
	}
	for _, s := range x.checkStages() {
		if string(s.Kind) == kind {
			return nil
		}
	}
	return fault.New("recruitment.check.none", "check", x.table.LabelOf(x.cmd.Act).Chinese)
}

// publicise shows one person who came in after the list was published, for the same time as the others.
func (x *deed) publiciseOne() error {
	if err := x.during(x.cmd.Act); err != nil {
		return err
	}
	been, err := x.courseOf(x.at.ID)
	if err != nil {
		return err
	}
	if been.publicised {
		return fault.New("act.state", "state", x.table.LabelOf(x.at.State).Chinese, "act", x.table.LabelOf(x.cmd.Act).Chinese)
	}
	chosen, _ := x.row.Facts[publicityFact].(float64)
	due, err := x.publicityEnd(int(chosen), x.today)
	if err != nil {
		return err
	}
	x.out.Opens = []store.Due{due}
	return x.show([]store.Application{*x.app}, due)
}

// hireOne hires one person who came in after the decision on the others.
func (x *deed) hireOne() error {
	if err := x.during(x.cmd.Act); err != nil {
		return err
	}
	if err := x.fit(*x.app); err != nil {
		return err
	}
	return x.draft([]store.Application{*x.app})
}
