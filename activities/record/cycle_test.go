package record_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation/language"
	"jinchu/policy/regulation/library"
)

// rule gives every ruling of the rehearsal file, by the role each names, and answers for what the law objects to.
func (b *bench) rule(name string) {
	b.t.Helper()
	text, ok := library.Rulings(name)
	require.True(b.t, ok)
	file, err := language.ParseRulings(name, []byte(text))
	require.NoError(b.t, err)
	for _, r := range file.Rulings {
		b.cycle(r.Ruler, "rule", record.Body{Rulings: []record.Ruled{{Path: r.Path, Value: r.Value, Reason: r.Reason}}})
	}
	view := b.view()
	for _, f := range view.Lint {
		if f.Severity == language.Error && !f.Overridden {
			b.cycle(f.MayOverride, "rule", record.Body{Overrides: []record.Override{{Code: f.Code, Path: f.Path, Reason: "演练：按原文适用"}}})
		}
	}
}

func (b *bench) view() (v record.CycleView) {
	b.t.Helper()
	v, err := b.desk.Cycle(bg, record.Actor{Person: "county_hr"}, "c")
	require.NoError(b.t, err)
	return v
}

// announced brings a cycle of the file to its notice, with one post of so many places.
func (b *bench) announced(name string, headcount int) {
	b.t.Helper()
	b.adopt(name)
	r := b.try("county_hr", record.CycleKind, "", "c", "open", record.Opening{Regulation: name, Title: "演练批次", Unit: county,
		Posts: []record.OpeningPost{{Code: "P1", Name: "专职委员", Unit: townA, Class: "township", Headcount: headcount}}})
	require.NoError(b.t, r.Fault())
	b.cycle("county_hr", "submit", record.Body{})
	b.rule(name)
	b.cycle("county_director", "approve", record.Body{Minutes: "演练〔2024〕1号"})
	b.cycle("county_hr", "publish", record.Body{})
}

func TestQingyuanFromPlanToContract(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.announced("qingyuan-2018", 1)
	for n := 1; n <= 6; n++ {
		require.NoError(t, b.apply(n, "P1", map[string]string{"certificate.valid": "yes"}).Fault())
	}
	require.Equal(t, "store.application.twice", b.applyAgain(7, 1))
	b.lapse()
	require.Equal(t, recruitment.Reviewing, b.at("c").State)
	for n := 1; n <= 6; n++ {
		b.application("township_clerk", id(n), "pass_on", record.Body{})
		b.application("county_hr", id(n), "qualify", record.Body{})
	}
	require.Equal(t, "forbidden", b.refused("county_director", record.CycleKind, "c", "conclude", record.Body{}))
	b.cycle("county_hr", "issue_tickets", record.Body{})
	b.cycle("county_hr", "conclude", record.Body{})
	if b.at("c").State == recruitment.Accommodating {
		b.cycle("county_hr", "conclude", record.Body{})
	}
	b.examine("written", 80, 79, 59, 78, 77, 76)
	require.Equal(t, recruitment.Eliminated, b.at(id(3)).State)
	b.examine("skills", 70, 70, 0, 70)
	b.panel("interview", 80, 85, 0, 70)
	require.Equal(t, recruitment.Ranking, b.at("c").State)
	b.cycle("county_director", "confirm", record.Body{Reason: "按规则"})
	require.Equal(t, recruitment.Proposed, b.at(id(2)).State)
	require.Equal(t, recruitment.Ranked, b.at(id(1)).State)
	b.application("county_hr", id(2), "fail_medical", record.Body{Reason: "体检结论不合格"})
	require.Equal(t, "recruitment.substitute.due", b.refused("county_hr", record.CycleKind, "c", "conclude", record.Body{}))
	b.cycle("county_director", "substitute", record.Body{Reason: "依次递补"})
	require.Equal(t, recruitment.Proposed, b.at(id(1)).State)
	b.application("county_hr", id(1), "pass_medical", record.Body{})
	b.cycle("county_hr", "conclude", record.Body{})
	b.application("county_hr", id(1), "pass_background", record.Body{})
	b.cycle("county_hr", "conclude", record.Body{})
	require.Equal(t, recruitment.Publicised, b.at(id(1)).State)
	require.Equal(t, "recruitment.publicity.runs", b.refused("county_hr", record.CycleKind, "c", "conclude", record.Body{}))
	b.lapse()
	b.cycle("county_hr", "conclude", record.Body{})
	b.cycle("county_director", "hire", record.Body{})
	b.contracted(1)
	b.cycle("county_hr", "close", record.Body{})
	require.Equal(t, recruitment.Closed, b.at("c").State)
	require.Equal(t, recruitment.Ended, b.at(id(4)).State)
	b.write(func(tx store.Tx) error { return tx.Verify(bg, id(1)) })
}

func id(n int) string { return fmt.Sprintf("a%d", n) }

// applyAgain lets person n apply under another application.
func (b *bench) applyAgain(application, n int) string {
	b.t.Helper()
	return b.refused("applicant", record.ApplicationKind, id(application), "submit",
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
	require.Equal(b.t, "recruitment.contract.other", b.refused("applicant", record.ApplicationKind, id(n), "sign", record.Body{Digest: "x"}))
	b.application("applicant", id(n), "sign", record.Body{Digest: view.Contract.Digest})
	b.application("county_director", id(n), "countersign", record.Body{Digest: view.Contract.Digest})
	require.Equal(b.t, recruitment.Contracted, b.at(id(n)).State)
}
