package rehearsal_test

import (
	"encoding/json"
	"slices"
	"sync"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jinchu/deploy/rehearsal"
)

// ends keeps one recorded end per regulation; every test plants in a copy of its own.
var ends sync.Map

func endOf(t *testing.T, name string) *rehearsal.Evidence {
	t.Helper()
	played, _ := ends.LoadOrStore(name, sync.OnceValue(func() *rehearsal.Evidence {
		e, _ := rehearse(t, name)
		return e
	}))
	whole := *played.(func() *rehearsal.Evidence)()
	encoded, err := json.Marshal(whole.Record)
	require.NoError(t, err)
	whole.Record = rehearsal.Record{}
	require.NoError(t, json.Unmarshal(encoded, &whole.Record))
	whole.Log = slices.Clone(whole.Log)
	return &whole
}

// plants are violations, by the invariant that must find each: in which regulation's end, what is done to it.
var plants = []struct {
	invariant, what, in string
	plant               func(e *rehearsal.Evidence)
}{
	{"eligibility_recomputed", "a verdict turned round", "home", func(e *rehearsal.Evidence) { contracted(e).Verdict.Verdict = "no" }},
	{"eligibility_recomputed", "a refusal of somebody eligible", "home", func(e *rehearsal.Evidence) { happens(contracted(e), "refuse", "county_hr") }},
	{"only_qualified_hired", "hired without review", "home", func(e *rehearsal.Evidence) { forget(contracted(e), "qualify", "grant") }},
	{"totals_to_the_digit", "a hundredth too much", "qingyuan-2018", func(e *rehearsal.Evidence) {
		more := e.Record.Standings[0].Total.Add(decimal.New(1, -2))
		e.Record.Standings[0].Total = &more
	}},
	{"totals_to_the_digit", "a mark changed by a hundredth", "home", func(e *rehearsal.Evidence) {
		s := scoreOf(e, contracted(e).ID, "written")
		less := s.Value.Sub(decimal.New(3, -2))
		s.Value = &less
	}},
	{"ranks_and_ties", "two places changed", "qingyuan-2018", func(e *rehearsal.Evidence) {
		list := rehearsal.Contenders(e, e.Record.Cycle.Posts[0])
		a, b := standing(e, list[0].ID), standing(e, list[1].ID)
		a.Rank, b.Rank = b.Rank, a.Rank
	}},
	{"cuts", "somebody cut who should go on", "qingyuan-2018", func(e *rehearsal.Evidence) { unscored(e, contracted(e).ID, "skills") }},
	{"cuts", "somebody let through who should not", "qingyuan-2018", func(e *rehearsal.Evidence) {
		mark := decimal.NewFromInt(90)
		e.Record.Scores = append(e.Record.Scores, rehearsal.Score{Application: inState(e, "eliminated").ID, Part: "skills", Value: &mark})
	}},
	{"places_not_exceeded", "one too many at a post", "qingyuan-2018", func(e *rehearsal.Evidence) { inState(e, "reserved").State = "hired" }},
	{"places_not_exceeded", "a relative in a place for the disabled", "dachong-2021", func(e *rehearsal.Evidence) { contracted(e).Path = "relative" }},
	{"places_not_exceeded", "a third relative", "huicheng-2016", func(e *rehearsal.Evidence) {
		for i := range e.Record.Applications {
			if e.Record.Applications[i].State == "contracted" {
				e.Record.Applications[i].Path = "relative"
			}
		}
	}},
	{"best_first", "the last of a list proposed", "qingyuan-2018", func(e *rehearsal.Evidence) {
		list := rehearsal.Contenders(e, longest(e))
		happens(find(e, list[len(list)-1].ID), "propose", "county_director")
	}},
	{"no_place_left_empty", "a place given up while others wait", "qingyuan-2018", func(e *rehearsal.Evidence) { give(e, longest(e)) }},
	{"adverse_by_named_person", "a refusal without a reason", "qingyuan-2018", func(e *rehearsal.Evidence) { e.Record.Decisions = nil }},
	{"adverse_by_named_person", "an elimination by nobody", "qingyuan-2018", func(e *rehearsal.Evidence) {
		a := inState(e, "eliminated")
		a.History[len(a.History)-1].Role = ""
	}},
	{"no_adverse_by_machine", "an elimination by the machine", "home", func(e *rehearsal.Evidence) {
		e.Record.Audit.Items = append(e.Record.Audit.Items, rehearsal.Audited{Event: "eliminate", Role: "machine"})
	}},
	{"one_live_application", "one person twice", "home", func(e *rehearsal.Evidence) {
		e.Record.Numbers[e.Record.Applications[1].ID] = e.Record.Numbers[e.Record.Applications[0].ID]
	}},
	{"period_starts_at_service", "a refusal for want of papers without service", "home", func(e *rehearsal.Evidence) { forget(silent(e), "serve") }},
	{"period_starts_at_service", "a refusal for want of papers, silence not recorded", "home", func(e *rehearsal.Evidence) { forget(silent(e), "record_no_statement") }},
	{"no_deadline_early", "the publicity ended before its day", "home", func(e *rehearsal.Evidence) {
		audited(e, "end_publicity").BusinessAt = "2024-01-11T09:00:00+08:00"
	}},
	{"no_deadline_early", "a reminder before anything was due", "home", func(e *rehearsal.Evidence) {
		e.Record.Audit.Items = append(e.Record.Audit.Items, rehearsal.Audited{Case: e.Record.Cycle.ID, Event: "remind", Role: "machine", BusinessAt: "2024-01-03T09:00:00+08:00"})
	}},
	{"same_key_one_effect", "one act twice in the record", "home", func(e *rehearsal.Evidence) {
		e.Record.Audit.Items = append(e.Record.Audit.Items, *audited(e, "rule"))
	}},
	{"no_deadline_forgotten", "a deadline still open", "home", func(e *rehearsal.Evidence) { e.Record.Cycle.Deadlines[0].State = "open" }},
	{"publicity_lasted", "published only days before the hire", "home", func(e *rehearsal.Evidence) {
		a := contracted(e)
		for i := range a.History {
			if a.History[i].Event == "publicise" {
				a.History[i].Date = e.Record.Now
			}
		}
	}},
	{"checked_before_hire", "hired without a medical", "home", func(e *rehearsal.Evidence) { forget(contracted(e), "pass_medical", "recheck") }},
	{"contract_signed_by_both", "the county's signature missing", "home", func(e *rehearsal.Evidence) { e.Record.Contracts[contractOf(e)].CountySigned = "" }},
	{"contract_signed_by_both", "probation beyond the term", "home", func(e *rehearsal.Evidence) { e.Record.Contracts[contractOf(e)].ProbationTo = "2026-01-01" }},
	{"contract_signed_by_both", "no contract at all", "home", func(e *rehearsal.Evidence) { e.Record.Contracts = nil }},
	{"separation_of_people", "the keyer confirmed", "home", func(e *rehearsal.Evidence) {
		e.Log = append(e.Log, rehearsal.Entry{Act: "enter_scores", Person: "x"}, rehearsal.Entry{Act: "confirm", Person: "x"})
	}},
	{"separation_of_people", "the refuser decided the appeal", "home", func(e *rehearsal.Evidence) {
		a := e.Record.Applications[0]
		e.Log = append(e.Log, rehearsal.Entry{Case: a.ID, Number: 1, Act: "refuse", Person: "x"}, rehearsal.Entry{Case: a.ID, Number: 1, Act: "uphold", Person: "x"})
	}},
	{"audit_whole", "a chain that does not verify", "home", func(e *rehearsal.Evidence) { e.Record.Audit.Verified = false }},
	{"audit_whole", "an entry missing", "home", func(e *rehearsal.Evidence) {
		i := slices.IndexFunc(e.Record.Audit.Items, func(a rehearsal.Audited) bool { return a.Event == "approve" })
		e.Record.Audit.Items = slices.Delete(e.Record.Audit.Items, i, i+1)
	}},
	{"same_key_one_effect", "another answer to the same key", "home", func(e *rehearsal.Evidence) {
		e.Log = append(e.Log, rehearsal.Entry{Act: "sign", Key: "k", Status: 200, Answer: "a"}, rehearsal.Entry{Act: "sign", Key: "k", Status: 200, Answer: "b"})
	}},
	{"rulings_before_notice", "a ruling without a reason", "home", func(e *rehearsal.Evidence) { e.Record.Cycle.Rulings[0].Reason = "" }},
	{"rulings_before_notice", "a ruling after the notice", "home", func(e *rehearsal.Evidence) { e.Record.Cycle.Rulings[0].Date = "2024-02-01" }},
	{"no_personal_data_shown", "a name in a notice", "home", func(e *rehearsal.Evidence) { e.Record.Notices[0].Text += e.People[4].Name }},
	{"no_personal_data_shown", "a number in a decision", "home", func(e *rehearsal.Evidence) { e.Record.Decisions[0].Reason += e.People[0].ID }},
	{"no_personal_data_shown", "a telephone in a proposal", "home", func(e *rehearsal.Evidence) {
		e.Log = append(e.Log, rehearsal.Entry{Act: "proposals", Leak: true})
	}},
	{"somebody_always_waited_for", "nobody is waited for", "home", func(e *rehearsal.Evidence) {
		e.Log = append(e.Log, rehearsal.Entry{Act: "watch", Seen: 5, Clocks: 1})
	}},
	{"somebody_always_waited_for", "a seat that nobody can fill", "home", func(e *rehearsal.Evidence) {
		e.Log = append(e.Log, rehearsal.Entry{Act: "watch", Seen: 5, Waits: 2, Empty: 1, Clocks: 1})
	}},
	{"somebody_always_waited_for", "two clocks", "home", func(e *rehearsal.Evidence) {
		e.Log = append(e.Log, rehearsal.Entry{Act: "watch", Seen: 5, Waits: 1, Clocks: 2})
	}},
	{"words_spoken", "a word that was never spoken", "yanlian-routes", func(e *rehearsal.Evidence) { unsaid(e, "transfer") }},
	{"words_spoken", "a clock that never ran out", "yanlian-routes", func(e *rehearsal.Evidence) { audited(e, "escalate").Event = "remind" }},
	{"words_answered", "the word of somebody who may not was taken", "yanlian-routes", func(e *rehearsal.Evidence) {
		e.Log = append(e.Log, rehearsal.Entry{Word: "submitted/03", Act: "agree", Status: 200, Wanted: "approval.turn"})
	}},
	{"words_answered", "a refusal without a sentence", "yanlian-routes", func(e *rehearsal.Evidence) {
		e.Log = append(e.Log, rehearsal.Entry{Word: "submitted/03", Act: "agree", Status: 403, Refused: true, Code: "approval.turn", Wanted: "approval.turn"})
	}},
	{"words_answered", "what was done was not offered", "yanlian-routes", func(e *rehearsal.Evidence) {
		e.Log = append(e.Log, rehearsal.Entry{Word: "submitted/01", Act: "park", Status: 200})
	}},
	{"words_answered", "both heads were heard", "yanlian-routes", func(e *rehearsal.Evidence) {
		i := slices.IndexFunc(e.Log, func(one rehearsal.Entry) bool { return one.Rival })
		e.Log[i].Code, e.Log[i].Refused, e.Log[i].Status = "", false, 200
	}},
	{"wrong_input_refused", "a wrong act that was done", "home", func(e *rehearsal.Evidence) {
		e.Log = append(e.Log, rehearsal.Entry{Try: "an act by the wrong role", Status: 200, Wants: []int{403}})
	}},
}

func TestEveryPlantedViolationIsFound(t *testing.T) {
	t.Parallel()
	for _, one := range plants {
		t.Run(one.invariant+"/"+one.what, func(t *testing.T) {
			t.Parallel()
			e := endOf(t, one.in)
			require.Empty(t, foundBy(t, e, one.invariant), "before")
			one.plant(e)
			require.NotEmpty(t, foundBy(t, e, one.invariant))
		})
	}
}

func TestEveryInvariantHasAPlantedViolation(t *testing.T) {
	t.Parallel()
	for _, invariant := range rehearsal.Invariants {
		planted := false
		for _, one := range plants {
			planted = planted || one.invariant == invariant.Name
		}
		require.True(t, planted, invariant.Name)
	}
}

func TestAnInvariantThatWasNeverExercisedIsAViolation(t *testing.T) {
	t.Parallel()
	e := &rehearsal.Evidence{Rules: &rehearsal.Rules{ID: "home"}}
	silent := []string{"audit_whole"} // that the chain verifies is asked of an empty end too
	for _, checked := range e.Judge() {
		if !slices.Contains(silent, checked.Name) {
			require.Zero(t, checked.Times, checked.Name)
			require.Equal(t, []string{"never exercised"}, checked.Violations, checked.Name)
		}
	}
}

func foundBy(t *testing.T, e *rehearsal.Evidence, invariant string) []string {
	t.Helper()
	for _, checked := range e.Judge() {
		if checked.Name == invariant {
			return checked.Violations
		}
	}
	require.Fail(t, "no invariant "+invariant)
	return nil
}

func find(e *rehearsal.Evidence, id string) *rehearsal.Application {
	i := slices.IndexFunc(e.Record.Applications, func(a rehearsal.Application) bool { return a.ID == id })
	return &e.Record.Applications[i]
}

func inState(e *rehearsal.Evidence, state string) *rehearsal.Application {
	i := slices.IndexFunc(e.Record.Applications, func(a rehearsal.Application) bool { return a.State == state })
	return &e.Record.Applications[i]
}

func contracted(e *rehearsal.Evidence) *rehearsal.Application { return inState(e, "contracted") }

// silent is somebody who was refused for want of papers.
func silent(e *rehearsal.Evidence) *rehearsal.Application {
	for i := range e.Record.Applications {
		a := &e.Record.Applications[i]
		if slices.ContainsFunc(a.History, func(h rehearsal.Happening) bool { return h.Event == "record_no_statement" }) {
			return a
		}
	}
	panic("nobody was silent")
}

func contractOf(e *rehearsal.Evidence) int {
	id := contracted(e).ID
	return slices.IndexFunc(e.Record.Contracts, func(c rehearsal.Contract) bool { return c.Application == id })
}

func happens(a *rehearsal.Application, event, by string) {
	a.History = append(a.History, rehearsal.Happening{Event: event, Role: by})
}

func forget(a *rehearsal.Application, events ...string) {
	a.History = slices.DeleteFunc(a.History, func(h rehearsal.Happening) bool { return slices.Contains(events, h.Event) })
}

func standing(e *rehearsal.Evidence, id string) *rehearsal.Standing {
	i := slices.IndexFunc(e.Record.Standings, func(s rehearsal.Standing) bool { return s.Application == id })
	return &e.Record.Standings[i]
}

func scoreOf(e *rehearsal.Evidence, id, part string) *rehearsal.Score {
	i := slices.IndexFunc(e.Record.Scores, func(s rehearsal.Score) bool { return s.Application == id && s.Part == part && !s.Replaced })
	return &e.Record.Scores[i]
}

func unscored(e *rehearsal.Evidence, id, part string) {
	e.Record.Scores = slices.DeleteFunc(e.Record.Scores, func(s rehearsal.Score) bool { return s.Application == id && s.Part == part })
}

func audited(e *rehearsal.Evidence, event string) *rehearsal.Audited {
	i := slices.IndexFunc(e.Record.Audit.Items, func(a rehearsal.Audited) bool { return a.Event == event })
	return &e.Record.Audit.Items[i]
}

// unsaid takes a word out of what was said.
func unsaid(e *rehearsal.Evidence, word string) {
	e.Log = slices.DeleteFunc(e.Log, func(one rehearsal.Entry) bool { return one.Act == word })
}

// longest is the post with the most people in its list.
func longest(e *rehearsal.Evidence) rehearsal.Post {
	return slices.MaxFunc(e.Record.Cycle.Posts, func(a, b rehearsal.Post) int {
		return len(rehearsal.Contenders(e, a)) - len(rehearsal.Contenders(e, b))
	})
}

// give takes the place of whoever holds one at the post.
func give(e *rehearsal.Evidence, post rehearsal.Post) {
	for i := range e.Record.Applications {
		if a := &e.Record.Applications[i]; a.Post == post.Code && a.State == "contracted" {
			a.State = "waived"
		}
	}
}
