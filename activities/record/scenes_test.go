package record_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/retention"
)

func id(n int) string { return fmt.Sprintf("a%d", n) }

// applyAgain lets person n apply under another application.
func (b *bench) applyAgain(application, n int) *fault.Fault {
	b.t.Helper()
	return b.refusal("applicant", record.ApplicationKind, id(application), "submit",
		record.Submission{Path: "disabled", Post: "P1", Person: person(b.t, n)})
}

// tickets are the ticket numbers by application.
func (b *bench) tickets() map[string]string {
	b.t.Helper()
	all := map[string]string{}
	b.write(func(tx store.Tx) error {
		apps, err := tx.Applications(bg, "c", nil, "", 1000)
		for _, a := range apps {
			all[a.ID] = a.Ticket
		}
		return err
	})
	return all
}

// examine keys, locks and confirms a part; 0 is somebody no longer in.
func (b *bench) examine(part string, values ...int) {
	b.t.Helper()
	var marks []record.Mark
	for i, v := range values {
		if v > 0 {
			marks = append(marks, record.Mark{Ticket: b.tickets()[id(i+1)], Value: fmt.Sprint(v)})
		}
	}
	b.mark(part, marks)
}

func (b *bench) panel(part string, values ...int) {
	b.t.Helper()
	var marks []record.Mark
	for i, v := range values {
		for e := 0; v > 0 && e < 7; e++ {
			marks = append(marks, record.Mark{Ticket: b.tickets()[id(i+1)], Examiner: fmt.Sprint("e", e), Value: fmt.Sprint(v + e - 3)})
		}
	}
	b.mark(part, marks)
}

func (b *bench) mark(part string, marks []record.Mark) {
	b.t.Helper()
	require.Equal(b.t, recruitment.Examining, b.at("c").State, part)
	require.NoError(b.t, b.desk.EnterScores(bg, record.Actor{Person: "score_keyer"}, "c", part, marks))
	b.cycle("county_hr", "lock_scores", record.Body{})
	b.cycle("county_director", "confirm", record.Body{Reason: "按规则"})
}

// contracted has both sides sign.
func (b *bench) contracted(n int) {
	b.t.Helper()
	view, err := b.desk.Application(bg, record.Actor{Application: id(n)}, id(n))
	require.NoError(b.t, err)
	require.NotNil(b.t, view.Contract)
	require.Equal(b.t, "recruitment.contract.other", b.noApplication("applicant", id(n), "sign", record.Body{Digest: "x"}).Code)
	b.act("applicant", id(n), "sign", record.Body{Digest: view.Contract.Digest})
	b.act("county_director", id(n), "countersign", record.Body{Digest: view.Contract.Digest})
	require.Equal(b.t, recruitment.Contracted, b.at(id(n)).State)
}

// edit changes a text that must have what is changed.
func edit(old, put string) func(string) string {
	return func(text string) string {
		if !strings.Contains(text, old) {
			panic("no such text: " + old)
		}
		return strings.Replace(text, old, put, 1)
	}
}

// whole keeps the regulation that leaves nothing open, with changes, as adopted.
func (b *bench) whole(edits ...func(string) string) {
	b.t.Helper()
	raw, err := os.ReadFile("testdata/whole.yaml")
	require.NoError(b.t, err)
	text := string(raw)
	for _, e := range edits {
		text = e(text)
	}
	b.write(func(tx store.Tx) error {
		_, err := tx.AddRegulation(bg, store.Regulation{ID: "whole", Text: text, Digest: "x", Status: "adopted", By: "county_director"})
		return err
	})
}

// post is a township's post of a code.
func post(code string, headcount int) record.OpeningPost {
	return record.OpeningPost{Code: code, Name: "专职委员", Unit: townA, Class: "township", Headcount: headcount}
}

func opening(posts ...record.OpeningPost) record.Opening {
	return record.Opening{Regulation: "whole", Title: "演练批次", Unit: county, Posts: posts}
}

// planned opens the cycle "c".
func (b *bench) planned(posts ...record.OpeningPost) {
	b.t.Helper()
	r := b.try("county_hr", record.CycleKind, "", "c", "open", opening(posts...))
	require.NoError(b.t, r.Fault())
}

// published brings the cycle to its notice under the whole regulation.
func (b *bench) published(posts ...record.OpeningPost) {
	b.t.Helper()
	b.planned(posts...)
	b.cycle("county_hr", "submit", record.Body{})
	b.cycle("county_director", "agree", record.Body{Minutes: "演练〔2024〕1号"})
	b.cycle("county_hr", "publish", record.Body{})
}

// good are the facts the whole regulation asks for.
var good = map[string]string{"certificate.valid": "yes", "applicant.other.local": "yes"}

// applied has n people apply for P1, and closes the registration.
func (b *bench) applied(n int) {
	b.t.Helper()
	for i := 1; i <= n; i++ {
		require.NoError(b.t, b.apply(i, "P1", good).Fault())
	}
	b.lapse()
	require.Equal(b.t, recruitment.Reviewing, b.at("c").State)
}

// qualified passes n people through both levels of review.
func (b *bench) qualified(n int) {
	b.t.Helper()
	for i := 1; i <= n; i++ {
		b.act("township_clerk", id(i), "pass_on", record.Body{})
		b.act("county_hr", id(i), "qualify", record.Body{})
	}
}

// seated concludes the stages before the examination.
func (b *bench) seated() {
	b.t.Helper()
	b.cycle("county_hr", "issue_tickets", record.Body{})
	for b.at("c").State != recruitment.Examining {
		b.cycle("county_hr", "conclude", record.Body{})
	}
}

// ranked has people sit the written part; their marks are still to be confirmed as a ranking.
func (b *bench) ranked(marks ...int) {
	b.t.Helper()
	b.applied(len(marks))
	b.qualified(len(marks))
	b.seated()
	b.examine("written", marks...)
	require.Equal(b.t, recruitment.Ranking, b.at("c").State)
}

// proposed confirms the ranking.
func (b *bench) proposed(marks ...int) {
	b.t.Helper()
	b.ranked(marks...)
	b.cycle("county_director", "confirm", record.Body{Reason: "按规则"})
	require.Equal(b.t, recruitment.Checking, b.at("c").State)
}

// checked passes people through both checks.
func (b *bench) checked(people ...int) {
	b.t.Helper()
	for _, n := range people {
		b.act("county_hr", id(n), "pass_medical", record.Body{})
		b.act("county_hr", id(n), "pass_background", record.Body{})
	}
}

// concluded ends a number of stages.
func (b *bench) concluded(stages int) {
	b.t.Helper()
	for range stages {
		b.cycle("county_hr", "conclude", record.Body{})
	}
}

// shown brings people to the publicity.
func (b *bench) shown(people ...int) {
	b.t.Helper()
	b.checked(people...)
	b.concluded(2)
	require.Equal(b.t, recruitment.Publicising, b.at("c").State)
}

// engaged brings the cycle to the contracts.
func (b *bench) engaged(people ...int) {
	b.t.Helper()
	b.shown(people...)
	b.lapse()
	b.concluded(1)
	b.cycle("county_director", "agree", record.Body{})
	require.Equal(b.t, recruitment.Contracting, b.at("c").State)
}

// states are where the first n applications stand.
func (b *bench) states(n int) (all []string) {
	for i := 1; i <= n; i++ {
		all = append(all, b.at(id(i)).State)
	}
	return all
}

// tasks are the open tasks of a case, code@role.
func (b *bench) tasks(id string) (all []string) {
	b.t.Helper()
	b.write(func(tx store.Tx) error {
		tasks, err := tx.TasksOf(bg, id)
		for _, k := range tasks {
			all = append(all, k.Code+"@"+k.Role)
		}
		return err
	})
	return all
}

// answer reads what an act answered.
func answer[T any](b *bench, r store.Result) (v T) {
	b.t.Helper()
	require.NoError(b.t, json.Unmarshal(r.Answer, &v))
	return v
}

// blocked are the codes of what stands in the way of an act.
func (b *bench) blocked(act string) (all []string) {
	b.t.Helper()
	for _, one := range b.view().Blocked {
		if one.Act == act {
			all = append(all, one.Code)
		}
	}
	return all
}

// proven holds what every scenario must: chains that verify, and nobody's data where they do not belong.
func (b *bench) proven() {
	if b.t.Failed() || b.at("c").Kind == "" {
		return
	}
	audit, err := b.desk.Audit(bg, record.Actor{Person: "auditor"}, "c")
	require.NoError(b.t, err)
	require.NotEmpty(b.t, audit)
	for _, e := range audit {
		kind := record.ApplicationKind
		if e.Case == "c" {
			kind = record.CycleKind
		}
		require.NotEmpty(b.t, retention.Holding(kind, e.Event), "%s/%s has no class of records", kind, e.Event)
	}
	view, err := json.Marshal(b.view())
	require.NoError(b.t, err)
	open := append(b.said, string(view))
	b.write(func(tx store.Tx) error {
		apps, err := tx.Applications(bg, "c", nil, "", 1000)
		for _, a := range append(apps, store.Application{ID: "c"}) {
			tasks, err := tx.TasksOf(bg, a.ID)
			require.NoError(b.t, err)
			open = append(open, fmt.Sprint(tasks))
		}
		notices, none := tx.Notices(bg, "c")
		require.NoError(b.t, none)
		messages, none := tx.Take(bg, 10000, record.BeginMessage, record.MovedMessage)
		require.NoError(b.t, none)
		if !b.names {
			open = append(open, fmt.Sprint(notices))
		}
		open = append(open, fmt.Sprint(messages))
		b.private(strings.Join(open, "\n"), apps)
		return err
	})
}

// private refuses a text that names somebody.
func (b *bench) private(text string, apps []store.Application) {
	b.t.Helper()
	for _, a := range apps {
		var p record.Personal
		require.NoError(b.t, json.Unmarshal(a.Personal, &p))
		for _, one := range []string{p.Name, p.IDNumber, p.Certificate, p.Phone} {
			require.False(b.t, one != "" && strings.Contains(text, one), "%s is told where it does not belong", one)
		}
	}
}
