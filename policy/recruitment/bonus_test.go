package recruitment_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

func item(id, points string) regulation.Bonus {
	return regulation.Bonus{Condition: regulation.Condition{ID: id, Rule: id, Expr: id}, Points: dec(points)}
}

// graced is a written test with bonuses and a pass mark.
func graced(several, addedTo, atMost string, items ...regulation.Bonus) *regulation.ExamStage {
	rule := regulation.BonusRule{Items: items, InPass: regulation.Give(true)}
	if several != "" {
		rule.Several = regulation.Give(several)
	}
	if addedTo != "" {
		rule.AddedTo = regulation.Give(addedTo)
	}
	if atMost != "" {
		rule.AtMost = regulation.Give(dec(atMost))
	}
	return &regulation.ExamStage{Pass: regulation.Give(dec("50")), Bonus: regulation.Give(rule)}
}

// known answers from a table; a bonus that is not there cannot be told.
type known map[string]regulation.Verdict

func (k known) Evaluate(expr string, _ regulation.Facts) (regulation.Verdict, []string, error) {
	if v, ok := k[expr]; ok {
		return v, nil, nil
	}
	return regulation.CannotTell, []string{`applicant.other["` + expr + `"]`}, nil
}

func TestBonusOf(t *testing.T) {
	t.Parallel()
	jimei := graced("best", "part", "", item("spouse", "3"), item("tibet", "5"), item("merit", "6"), item("assistant", "2"))
	tongan := graced("best", "part", "3", item("veteran", "2"), item("merit", "3"), item("worker", "3"))
	xisai := graced("cumulative", "part", "5", item("degree", "3"), item("certificate", "5"), item("village", "2"))
	longyou := graced("best", "total", "", item("a", "3"), item("b", "5"), item("c", "3"), item("d", "3"))
	siming := graced("cumulative", "part", "", item("nine years", "6"), item("merit", "2"), item("excellent", "1"))
	unsaid := graced("", "part", "", item("a", "3"), item("b", "2"))
	nowhere := graced("best", "", "", item("a", "3"))
	const yes, cannot = regulation.Yes, regulation.CannotTell
	for title, c := range map[string]struct {
		exam       *regulation.ExamStage
		holds      known
		points     string
		verdict    regulation.Verdict
		arithmetic string
		code       string
	}{
		"集美2017：不可累计，只取一项":                    {jimei, known{"spouse": "yes", "tibet": "no", "merit": "yes", "assistant": "yes"}, "6", yes, "3、6、2 取最高一项 = 6", ""},
		"集美2017：没有加分情形":                       {jimei, known{"spouse": "no", "tibet": "no", "merit": "no", "assistant": "no"}, "0", yes, "", ""},
		"集美2017：最高一项已定，其余未查明也不影响":             {jimei, known{"merit": "yes"}, "6", yes, "6", ""},
		"集美2017：可能更高的一项未查明":                   {jimei, known{"spouse": "yes", "tibet": "no", "assistant": "no"}, "3", cannot, "3", ""},
		"同安2016：不累计，不超过3分":                    {tongan, known{"veteran": "yes", "merit": "yes", "worker": "no"}, "3", yes, "2、3 取最高一项 = 3，上限3分", ""},
		"西塞山2022：累计，上限5分":                     {xisai, known{"degree": "yes", "certificate": "no", "village": "yes"}, "5", yes, "3 + 2 = 5，上限5分", ""},
		"西塞山2022：超出上限的不计":                     {xisai, known{"degree": "yes", "certificate": "yes", "village": "yes"}, "5", yes, "3 + 5 + 2 = 5，上限5分", ""},
		"西塞山2022：已到上限，未查明的不影响":                {xisai, known{"certificate": "yes", "village": "no"}, "5", yes, "5，上限5分", ""},
		"西塞山2022：未到上限，须先查明":                   {xisai, known{"degree": "yes", "village": "no"}, "3", cannot, "3，上限5分", ""},
		"LY22: 3/5/3/3, highest only":         {longyou, known{"a": "yes", "b": "yes", "c": "no", "d": "no"}, "5", yes, "3、5 取最高一项 = 5", ""},
		"思明2022：另加，逐项累计":                      {siming, known{"nine years": "yes", "merit": "yes", "excellent": "yes"}, "9", yes, "6 + 2 + 1 = 9", ""},
		"several, and the text is silent":     {unsaid, known{"a": "yes", "b": "yes"}, "0", yes, "", "regulation.silent"},
		"silent, but one alone is earned":     {unsaid, known{"a": "yes", "b": "no"}, "3", yes, "3", ""},
		"silent on where, and points are due": {nowhere, known{"a": "yes"}, "3", yes, "3", "regulation.silent"},
		"silent on where, and none are":       {nowhere, known{"a": "no"}, "0", yes, "", ""},
		"JM17: no bonus":                      {graced("", "", ""), nil, "0", yes, "", ""},
		"a text without a word on it":         {&regulation.ExamStage{}, nil, "0", yes, "", ""},
		"the bonus itself was cut off":        {&regulation.ExamStage{Bonus: silent[regulation.BonusRule]()}, nil, "0", yes, "", "regulation.silent"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			got, err := recruitment.BonusOf(regulation.StageWritten, c.exam, "p", regulation.Facts{}, c.holds)
			require.Equal(t, c.code, fault.CodeOf(err))
			require.Equal(t, c.points, got.Points.String())
			require.Equal(t, c.verdict, got.Verdict)
			require.Equal(t, c.arithmetic, got.Arithmetic)
			require.Equal(t, c.verdict == cannot, got.Settled() != nil)
			require.Len(t, got.Reasons, len(c.exam.Bonus.V.Items))
		})
	}
}

func TestBonusReasonsAreReadable(t *testing.T) {
	t.Parallel()
	exam := graced("best", "part", "", item("退役军人", "3"), item("立功", "6"))
	got, err := recruitment.BonusOf(regulation.StageWritten, exam, "p", regulation.Facts{}, known{"退役军人": "yes"})
	require.NoError(t, err)
	require.Equal(t, "退役军人：加分。", got.Reasons[0].Chinese())
	require.Contains(t, got.Reasons[1].Chinese(), "立功：无法判断是否加分")
	require.Equal(t, "recruitment.bonus.facts", fault.CodeOf(got.Settled()))
	require.ErrorContains(t, got.Settled(), "立功")
}

func TestBonusEndsWithItsLastDay(t *testing.T) {
	t.Parallel()
	ended := item("抗疫表彰", "5")
	ended.Until = "2023-01-08"
	exam := graced("best", "part", "", ended)
	for day, want := range map[regulation.Date]string{"2023-01-08": "5", "2023-01-09": "0"} {
		got, err := recruitment.BonusOf(regulation.StageWritten, exam, "p", regulation.Facts{AsOf: &day}, known{"抗疫表彰": "yes"})
		require.NoError(t, err)
		require.Equal(t, want, got.Points.String(), day)
	}
}

// 集美2017：笔试成绩为笔试卷面分与加分之和，合格线为50分。
func TestBonusLiftsThePassMarkWhereTheTextSaysSo(t *testing.T) {
	t.Parallel()
	exam := graced("best", "part", "", item("a", "3"))
	who := recruitment.Candidate{Ticket: "A", Scores: weights("written", "48", "interview", "80")}
	credit, err := recruitment.BonusOf(regulation.StageWritten, exam, "p", regulation.Facts{}, known{"a": "yes"})
	require.NoError(t, err)
	judge := func(c recruitment.Candidate) recruitment.Outcome {
		j, err := recruitment.Judge(regulation.StageWritten, exam, c)
		require.NoError(t, err)
		return j.Outcome
	}
	require.Equal(t, recruitment.Failed, judge(who))
	require.Equal(t, recruitment.Passed, judge(recruitment.ForPass(who, credit)))
	credit.InPass = false
	require.Equal(t, recruitment.Failed, judge(recruitment.ForPass(who, credit)), "the mark is held against the paper alone")
	require.Equal(t, "51", recruitment.Counted(nil, who, credit).Scores["written"].String(), "and the total counts the bonus all the same")
	require.Equal(t, "48", who.Scores["written"].String(), "the marks themselves are unchanged")

	open := graced("best", "part", "", item("a", "3"))
	rule := open.Bonus.V
	rule.InPass = regulation.Value[bool]{}
	open.Bonus = regulation.Give(rule)
	_, err = recruitment.BonusOf(regulation.StageWritten, open, "p", regulation.Facts{}, known{"a": "yes"})
	require.ErrorContains(t, err, "written.bonus.in_pass")
}

func TestTotalsCountBonuses(t *testing.T) {
	t.Parallel()
	half := weights("written", "50", "interview", "50")
	inside := weights("written", "65", "interview", "30", "bonus", "5")
	part := recruitment.Credit{Part: "written", Points: dec("3"), AddedTo: "part"}
	total := recruitment.Credit{Part: "written", Points: dec("3"), AddedTo: "total"}
	seven := recruitment.Credit{Part: "written", Points: dec("7"), AddedTo: "total"}
	for title, c := range map[string]struct {
		weights    map[string]decimal.Decimal
		credits    []recruitment.Credit
		want       string
		arithmetic string
	}{
		"on the part's mark":              {half, []recruitment.Credit{part}, "81.5", "83×50% + 80×50% = 81.5"},
		"on top of the total":             {half, []recruitment.Credit{total}, "83", "80×50% + 80×50% + 3（加分） = 83"},
		"inside the hundred":              {inside, []recruitment.Credit{total}, "79", "80×65% + 80×30% + 3（加分） = 79"},
		"inside, no more than its weight": {inside, []recruitment.Credit{seven}, "81", "80×65% + 80×30% + 5（加分） = 81"},
		"UD-KH: without bonus 95 at most": {inside, nil, "76", "80×65% + 80×30% = 76"},
		"of two parts":                    {half, []recruitment.Credit{part, {Part: "interview", Points: dec("1"), AddedTo: "total"}}, "82.5", "83×50% + 80×50% + 1（加分） = 82.5"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			who := recruitment.Candidate{Scores: weights("written", "80", "interview", "80")}
			stage := &regulation.TotalStage{Weights: regulation.Give(c.weights), Digits: regulation.Give(2)}
			sum, err := recruitment.Total(stage, recruitment.Counted(nil, who, c.credits...))
			require.NoError(t, err)
			require.Equal(t, c.want, sum.Value.String())
			require.Equal(t, c.arithmetic, sum.Arithmetic)
		})
	}
}

// An absence that the text counts as nought must not stop the total for want of a score.
func TestTotalsCountAnAbsenceAsNoughtWhereTheTextDoes(t *testing.T) {
	t.Parallel()
	zero := &regulation.ExamStage{Absence: regulation.Give("zero")}
	procedure := []regulation.Stage{{Kind: regulation.StageWritten, Exam: zero}, {Kind: regulation.StageInterview, Exam: &regulation.ExamStage{}}}
	who := recruitment.Candidate{Scores: weights("interview", "80"), Absent: []string{"written"}}
	stage := &regulation.TotalStage{Weights: regulation.Give(weights("written", "50", "interview", "50")), Digits: regulation.Give(2)}
	_, err := recruitment.Total(stage, who)
	require.Equal(t, "recruitment.score.missing", fault.CodeOf(err))
	sum, err := recruitment.Total(stage, recruitment.Counted(procedure, who, recruitment.Credit{Part: "written", Points: dec("3"), AddedTo: "part"}))
	require.NoError(t, err)
	require.Equal(t, "40", sum.Value.String(), "and no bonus on a paper nobody wrote")
}
