package recruitment_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

func TestRound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		mode     regulation.Mode
		in, want string
	}{
		{regulation.HalfUp, "72.745", "72.75"}, {regulation.HalfUp, "72.7449", "72.74"},
		{regulation.HalfEven, "72.745", "72.74"}, {regulation.HalfEven, "72.755", "72.76"},
		{regulation.Truncate, "72.749", "72.74"}, {regulation.Floor, "72.749", "72.74"},
		{regulation.Ceiling, "72.741", "72.75"}, {regulation.Ceiling, "72.74", "72.74"},
	} {
		got, err := recruitment.Round(dec(c.in), c.mode, 2)
		require.NoError(t, err)
		require.True(t, got.Equal(dec(c.want)), "%s %s: %s", c.mode, c.in, got)
	}
	_, err := recruitment.Round(dec("1"), "nearest", 2)
	require.Equal(t, "value.wrong", fault.CodeOf(err))
	_, err = recruitment.Round(dec("1"), regulation.HalfUp, -1)
	require.Equal(t, "value.wrong", fault.CodeOf(err))
}

func TestPanelMark(t *testing.T) {
	t.Parallel()
	seven := regulation.Panel{Size: 7, DropHigh: 1, DropLow: 1}
	rounded := regulation.Panel{Size: 3, Digits: regulation.Give(2), Rounding: regulation.Give(regulation.HalfUp)}
	for title, c := range map[string]struct {
		panel regulation.Value[regulation.Panel]
		marks []decimal.Decimal
		want  string
		code  string
	}{
		"DY22: drop one high, one low":        {regulation.Give(seven), decs("90", "88", "85", "85", "84", "80", "60"), "84.4", ""},
		"DY22: in any order":                  {regulation.Give(seven), decs("60", "85", "84", "90", "80", "85", "88"), "84.4", ""},
		"DY22: a mark is missing":             {regulation.Give(seven), decs("60", "85", "84", "90", "80", "85"), "", "recruitment.panel.size"},
		"rounds once":                         {regulation.Give(rounded), decs("70", "70", "71"), "70.33", ""},
		"rounds up":                           {regulation.Give(rounded), decs("70", "71", "71"), "70.67", ""},
		"rounding undeclared and needed":      {regulation.Give(regulation.Panel{Size: 3}), decs("70", "70", "71"), "", "regulation.silent"},
		"rounding undeclared and not needed":  {regulation.Give(regulation.Panel{Size: 3}), decs("70", "71", "72"), "71", ""},
		"QY18: the panel is not stated":       {silent[regulation.Panel](), decs("70"), "", "regulation.silent"},
		"nothing would be left":               {regulation.Give(regulation.Panel{DropHigh: 1, DropLow: 1}), decs("70", "71"), "", "recruitment.panel.size"},
		"digits declared, mode not, not even": {regulation.Give(regulation.Panel{Digits: regulation.Give(1)}), decs("70", "70.5"), "", "regulation.silent"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			mark, err := recruitment.PanelMark(c.panel, c.marks)
			require.Equal(t, c.code, fault.CodeOf(err))
			if c.code == "" {
				require.Equal(t, c.want, mark.Value.String())
			}
		})
	}
	mark, err := recruitment.PanelMark(regulation.Give(seven), decs("90", "88", "85", "85", "84", "80", "60"))
	require.NoError(t, err)
	require.Equal(t, "(88 + 85 + 85 + 84 + 80) ÷ 5 = 84.4", mark.Arithmetic)
	require.Equal(t, decs("90", "60"), mark.Dropped)
}

// The mean lies between the marks and does not depend on their order; rounding is off by half a unit at most.
func TestPanelMarkIsFair(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		cents := rapid.SliceOfN(rapid.Int64Range(0, 10000), 3, 9).Draw(r, "marks")
		var marks []decimal.Decimal
		for _, c := range cents {
			marks = append(marks, decimal.New(c, -2))
		}
		panel := regulation.Give(regulation.Panel{DropHigh: 1, DropLow: 1, Digits: regulation.Give(2), Rounding: regulation.Give(regulation.HalfUp)})
		mark, err := recruitment.PanelMark(panel, marks)
		require.NoError(r, err)
		again, err := recruitment.PanelMark(panel, rapid.Permutation(marks).Draw(r, "order"))
		require.NoError(r, err)
		require.True(r, mark.Value.Equal(again.Value))
		require.True(r, mark.Value.LessThanOrEqual(mark.Dropped[0]) && mark.Value.GreaterThanOrEqual(mark.Dropped[1]))
		n := decimal.NewFromInt(int64(len(marks) - 2))
		sum := decimal.Sum(decimal.Zero, marks...).Sub(mark.Dropped[0]).Sub(mark.Dropped[1])
		require.True(r, mark.Value.Mul(n).Sub(sum).Abs().LessThanOrEqual(n.Mul(dec("0.005"))))
	})
}

func total(w map[string]decimal.Decimal) regulation.TotalStage {
	return regulation.TotalStage{Weights: regulation.Give(w), Digits: regulation.Give(2), Rounding: regulation.Give(regulation.HalfUp)}
}

func TestTotal(t *testing.T) {
	t.Parallel()
	qy := total(weights("written", "30", "skills", "30", "interview", "40"))
	dy := regulation.TotalStage{Weights: regulation.Give(weights("written", "50", "interview", "50")), Digits: regulation.Give(2), Rounding: silent[regulation.Mode]()}
	jm := total(weights("written", "50", "interview", "50"))
	jm.ByPath = map[string]regulation.Value[map[string]decimal.Decimal]{"relative": silent[map[string]decimal.Decimal]()}
	ta := jm
	ta.Exempt = regulation.Give(weights("interview", "100"))
	bare := regulation.TotalStage{Weights: jm.Weights, Digits: silent[int]()}
	for title, c := range map[string]struct {
		stage regulation.TotalStage
		who   recruitment.Candidate
		text  string
		code  string
	}{
		"QY18": {qy, recruitment.Candidate{Scores: weights("written", "71.5", "skills", "60", "interview", "83.25")}, "71.5×30% + 60×30% + 83.25×40% = 72.75", ""},
		"QY18: rounds half up": {qy, recruitment.Candidate{Scores: weights("written", "71.55", "skills", "60", "interview", "83.2")},
			"71.55×30% + 60×30% + 83.2×40% = 72.745 ≈ 72.75", ""},
		"QY18: no skills score":         {qy, recruitment.Candidate{Scores: weights("written", "71.5", "interview", "83.25")}, "", "recruitment.score.missing"},
		"DY22: mode unsaid, not needed": {dy, recruitment.Candidate{Scores: weights("written", "80", "interview", "84.4")}, "80×50% + 84.4×50% = 82.2", ""},
		"DY22: mode unsaid, needed":     {dy, recruitment.Candidate{Scores: weights("written", "80.01", "interview", "84.4")}, "", "regulation.silent"},
		"JM17: disabled 50/50":          {jm, recruitment.Candidate{Path: "disabled", Scores: weights("written", "70", "interview", "81")}, "70×50% + 81×50% = 75.5", ""},
		"JM17: relatives' weights cut":  {jm, recruitment.Candidate{Path: "relative", Scores: weights("written", "70", "interview", "81")}, "", "regulation.silent"},
		"TA: exempt, interview is all":  {ta, recruitment.Candidate{Path: "disabled", Exempt: []string{"written"}, Scores: weights("interview", "81")}, "81×100% = 81", ""},
		"JM17: exempt, weights unsaid":  {jm, recruitment.Candidate{Path: "disabled", Exempt: []string{"written"}, Scores: weights("interview", "81")}, "", "regulation.silent"},
		"JM17: digits unsaid":           {bare, recruitment.Candidate{Scores: weights("written", "70", "interview", "81")}, "", "regulation.silent"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			sum, err := recruitment.Total(&c.stage, c.who)
			require.Equal(t, c.code, fault.CodeOf(err))
			if c.code == "" {
				require.Equal(t, c.text, sum.Arithmetic)
			}
		})
	}
	_, err := recruitment.Total(&jm, recruitment.Candidate{Path: "relative"})
	require.ErrorContains(t, err, "total.by_path.relative", "the fault names the value")
	_, err = recruitment.Total(nil, recruitment.Candidate{})
	require.Equal(t, "regulation.silent", fault.CodeOf(err))
}

func TestJudge(t *testing.T) {
	t.Parallel()
	qyWritten := regulation.ExamStage{}
	qySkills := regulation.ExamStage{Pass: regulation.Give(dec("60"))}
	jm := regulation.ExamStage{PassBy: map[string]regulation.Value[decimal.Decimal]{
		"disabled": regulation.Give(dec("60")), "relative": regulation.Give(dec("70"))}}
	nought := regulation.ExamStage{Absence: regulation.Give("zero"), Pass: regulation.Give(dec("60"))}
	cutOff := regulation.ExamStage{Pass: silent[decimal.Decimal]()}
	for title, c := range map[string]struct {
		kind  regulation.StageKind
		stage regulation.ExamStage
		who   recruitment.Candidate
		want  recruitment.Outcome
		code  string
	}{
		"QY18: 59.99 in skills blocks":       {"skills", qySkills, recruitment.Candidate{Scores: weights("skills", "59.99")}, recruitment.Failed, ""},
		"QY18: 60 in skills passes":          {"skills", qySkills, recruitment.Candidate{Scores: weights("skills", "60")}, recruitment.Passed, ""},
		"QY18: no written mark in the text":  {"written", qyWritten, recruitment.Candidate{Scores: weights("written", "12")}, recruitment.Unmarked, ""},
		"JM17: a relative with 65 fails":     {"written", jm, recruitment.Candidate{Path: "relative", Scores: weights("written", "65")}, recruitment.Failed, ""},
		"JM17: a disabled person passes":     {"written", jm, recruitment.Candidate{Path: "disabled", Scores: weights("written", "65")}, recruitment.Passed, ""},
		"JM17: a path without a mark":        {"written", jm, recruitment.Candidate{Path: "friend", Scores: weights("written", "65")}, "", "regulation.silent"},
		"JM17: exempt without a score":       {"written", jm, recruitment.Candidate{Path: "disabled", Exempt: []string{"written"}}, recruitment.Exempted, ""},
		"JM24: the mark is cut off":          {"written", cutOff, recruitment.Candidate{Scores: weights("written", "65")}, "", "regulation.silent"},
		"DY22: absence is absence":           {"written", qyWritten, recruitment.Candidate{Absent: []string{"written"}}, recruitment.Missed, ""},
		"absence counts nought where said":   {"written", nought, recruitment.Candidate{Absent: []string{"written"}}, recruitment.Failed, ""},
		"no score, no absence, no exemption": {"written", qyWritten, recruitment.Candidate{}, "", "recruitment.score.missing"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			got, err := recruitment.Judge(c.kind, &c.stage, c.who)
			require.Equal(t, c.code, fault.CodeOf(err))
			require.Equal(t, c.want, got.Outcome)
			require.Equal(t, got.Goes(), got.Reason.Verdict == regulation.Yes)
		})
	}
	got, err := recruitment.Judge("skills", &qySkills, recruitment.Candidate{Scores: weights("skills", "59.99")})
	require.NoError(t, err)
	require.Equal(t, "技能测试59.99分，低于合格线60分：不符合。", got.Reason.Chinese())
	p := recruitment.Propose("T001", recruitment.ProposeEliminate, got.Reason)
	require.True(t, p.Adverse, "being failed is for a named person")
}

func TestWrongTicketAndRange(t *testing.T) {
	t.Parallel()
	jm := regulation.ExamStage{Ticket: regulation.Give("zero"), Full: regulation.Give(dec("100"))}
	score, err := recruitment.ScoreOnWrongTicket("written", &jm)
	require.NoError(t, err, "JM17")
	require.True(t, score.IsZero())
	_, err = recruitment.ScoreOnWrongTicket("written", &regulation.ExamStage{Ticket: regulation.Give("invalid")})
	require.Equal(t, "recruitment.paper.invalid", fault.CodeOf(err))
	_, err = recruitment.ScoreOnWrongTicket("written", &regulation.ExamStage{})
	require.Equal(t, "regulation.silent", fault.CodeOf(err))
	require.NoError(t, recruitment.CheckScore(&jm, dec("100")))
	require.Equal(t, "recruitment.score.range", fault.CodeOf(recruitment.CheckScore(&jm, dec("100.01"))))
	require.Equal(t, "recruitment.score.range", fault.CodeOf(recruitment.CheckScore(&regulation.ExamStage{}, dec("-0.01"))))
}
