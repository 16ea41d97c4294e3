package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
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
	b.cycle("county_director", "agree", record.Body{Minutes: "演练〔2024〕1号"})
	b.cycle("county_hr", "publish", record.Body{})
}

func TestQingyuanFromPlanToContract(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.announced("qingyuan-2018", 1)
	for n := 1; n <= 6; n++ {
		require.NoError(t, b.apply(n, "P1", map[string]string{"certificate.valid": "yes"}).Fault())
	}
	require.Equal(t, "store.application.twice", b.applyAgain(7, 1).Code)
	b.lapse()
	require.Equal(t, recruitment.Reviewing, b.at("c").State)
	for n := 1; n <= 6; n++ {
		b.act("township_clerk", id(n), "pass_on", record.Body{})
		b.act("county_hr", id(n), "qualify", record.Body{})
	}
	require.Equal(t, "forbidden", b.no("county_director", "conclude", record.Body{}).Code)
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
	b.act("county_hr", id(2), "fail_medical", record.Body{Reason: "体检结论不合格"})
	require.Equal(t, "recruitment.substitute.due", b.no("county_hr", "conclude", record.Body{}).Code)
	b.cycle("county_director", "substitute", record.Body{Reason: "依次递补"})
	require.Equal(t, recruitment.Proposed, b.at(id(1)).State)
	b.act("county_hr", id(1), "pass_medical", record.Body{})
	b.cycle("county_hr", "conclude", record.Body{})
	b.act("county_hr", id(1), "pass_background", record.Body{})
	b.cycle("county_hr", "conclude", record.Body{})
	require.Equal(t, recruitment.Publicised, b.at(id(1)).State)
	require.Equal(t, "recruitment.publicity.runs", b.no("county_hr", "conclude", record.Body{}).Code)
	b.lapse()
	b.cycle("county_hr", "conclude", record.Body{})
	b.cycle("county_director", "agree", record.Body{})
	b.contracted(1)
	b.cycle("county_hr", "close", record.Body{})
	require.Equal(t, recruitment.Closed, b.at("c").State)
	require.Equal(t, recruitment.Ended, b.at(id(4)).State)
}
