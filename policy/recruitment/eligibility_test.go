package recruitment_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// answers is an evaluator whose expressions are the keys; "?fact" is cannot tell for want of the fact.
type answers map[string]string

func (a answers) Evaluate(expr string, _ regulation.Facts) (regulation.Verdict, []string, error) {
	switch said := a[expr]; said {
	case "yes", "no":
		return regulation.Verdict(said), nil, nil
	case "":
		return regulation.CannotTell, nil, errors.New("not of this regulation: " + expr)
	default:
		return regulation.CannotTell, []string{said[1:]}, nil
	}
}

func ptr[T any](v T) *T { return &v }

func day(s string) regulation.Value[regulation.Date] { return regulation.Give(regulation.Date(s)) }

// person is a fictitious applicant of a sex, born on a day, on a day of counting.
func person(sex, birth, asOf string) regulation.Facts {
	f := regulation.Facts{Applicant: &regulation.Applicant{}}
	if sex != "" {
		f.Applicant.Sex = &sex
	}
	if birth != "" {
		f.Applicant.Birth = ptr(regulation.Date(birth))
	}
	if asOf != "" {
		f.AsOf = ptr(regulation.Date(asOf))
	}
	return f
}

func aged(windows ...regulation.Age) *regulation.Regulation {
	return &regulation.Regulation{Paths: []regulation.Path{{ID: "disabled", Ages: windows}}}
}

func TestAges(t *testing.T) {
	t.Parallel()
	bj := aged(regulation.Age{Phrase: "男45周岁以下", Sex: "male", Max: regulation.Give(45)}, regulation.Age{Phrase: "女40周岁以下", Sex: "female", Max: regulation.Give(40)})
	xg := aged(regulation.Age{Phrase: "18周岁以上、40周岁以下（原则上）", Min: regulation.Give(18), Below: regulation.Give(40), InPrinciple: true})
	zsx := aged(regulation.Age{Phrase: "18—40周岁", Min: regulation.Give(18), Max: regulation.Give(40), BornFrom: day("1980-06-07"), BornTo: day("2002-06-07"), AsOf: regulation.Give(regulation.Day("2021-06-07"))})
	hz := aged(regulation.Age{Phrase: "18—40周岁", Min: regulation.Give(18), Max: regulation.Give(40)},
		regulation.Age{Phrase: "全日制大专以上可放宽到45周岁", When: "college", Min: regulation.Give(18), Max: regulation.Give(45)},
		regulation.Age{Phrase: "现任优秀：女45", When: "excellent", Sex: "female", Max: regulation.Give(45)},
		regulation.Age{Phrase: "现任优秀：男50", When: "excellent", Sex: "male", Max: regulation.Give(50)})
	sx := aged(regulation.Age{Phrase: "一般不超过50周岁，最大不超过55周岁", Max: regulation.Value[int]{V: 50, Standing: regulation.Given, InPrinciple: true}, Below: regulation.Give(56)})
	open := aged(regulation.Age{Phrase: "年龄另定", Max: silent[int]()})
	noDay := aged(regulation.Age{Phrase: "40周岁以下", Max: regulation.Give(40), AsOf: silent[regulation.Day]()})
	none := answers{"college": "no", "excellent": "no"}
	const yes, no, cannot = regulation.Yes, regulation.No, regulation.CannotTell
	for title, c := range map[string]struct {
		reg        *regulation.Regulation
		who        regulation.Facts
		ev         answers
		exceptions []string
		want       regulation.Verdict
		missing    string
	}{
		"BJ10: a woman aged 41":                  {bj, person("female", "1969-01-01", "2010-06-01"), nil, nil, no, ""},
		"BJ10: a man aged 45":                    {bj, person("male", "1965-01-01", "2010-06-01"), nil, nil, yes, ""},
		"BJ10: sex not known":                    {bj, person("", "1980-01-01", "2010-06-01"), nil, nil, cannot, "applicant.sex"},
		"BJ10: birth not known":                  {bj, person("male", "", "2010-06-01"), nil, nil, cannot, "applicant.birth"},
		"XG09: 39 the day before the birthday":   {xg, person("", "1969-06-02", "2009-06-01"), nil, nil, yes, ""},
		"XG09: 40 on the birthday, in principle": {xg, person("", "1969-06-01", "2009-06-01"), nil, nil, cannot, ""},
		"XG09: 40, exception recorded":           {xg, person("", "1969-06-01", "2009-06-01"), nil, []string{recruitment.AgeRule}, yes, ""},
		"XG09: 18 on the day":                    {xg, person("", "1991-06-01", "2009-06-01"), nil, nil, yes, ""},
		"ZSX21: born 2003-01-01, dates decide":   {zsx, person("", "2003-01-01", "2021-06-30"), nil, nil, no, ""},
		"ZSX21: first day of the window":         {zsx, person("", "1980-06-07", ""), nil, nil, yes, ""},
		"ZSX21: a day before the window":         {zsx, person("", "1980-06-06", ""), nil, nil, no, ""},
		"HZ16: 42, a plain applicant":            {hz, person("male", "1974-05-05", "2016-10-01"), none, nil, no, ""},
		"HZ16: 42, full-time college":            {hz, person("male", "1974-05-05", "2016-10-01"), answers{"college": "yes", "excellent": "no"}, nil, yes, ""},
		"HZ16: 48, excellent incumbent, a man":   {hz, person("male", "1968-05-05", "2016-10-01"), answers{"college": "no", "excellent": "yes"}, nil, yes, ""},
		"HZ16: 48, excellent incumbent, a woman": {hz, person("female", "1968-05-05", "2016-10-01"), answers{"college": "no", "excellent": "yes"}, nil, no, ""},
		"HZ16: 48, whether excellent unknown":    {hz, person("male", "1968-05-05", "2016-10-01"), answers{"college": "no", "excellent": "?applicant.last_grade"}, nil, cannot, "applicant.last_grade"},
		"HZ16: 30, whether excellent unknown":    {hz, person("male", "1986-05-05", "2016-10-01"), answers{"college": "no", "excellent": "?applicant.last_grade"}, nil, yes, ""},
		"SX12: 52 waits for an exception":        {sx, person("", "1960-01-01", "2012-06-01"), nil, nil, cannot, ""},
		"SX12: 52 with an exception":             {sx, person("", "1960-01-01", "2012-06-01"), nil, []string{recruitment.AgeRule}, yes, ""},
		"SX12: 56 never":                         {sx, person("", "1956-01-01", "2012-06-01"), nil, []string{recruitment.AgeRule}, no, ""},
		"an open bound":                          {open, person("", "1980-01-01", "2012-06-01"), nil, nil, cannot, "ages.max"},
		"an open day of counting":                {noDay, person("", "1980-01-01", "2012-06-01"), nil, nil, cannot, "ages.as_of"},
		"no day of counting known":               {aged(regulation.Age{Max: regulation.Give(40)}), person("", "1980-01-01", ""), nil, nil, cannot, "asOf"},
		"windows for men alone, a woman asks":    {aged(regulation.Age{Sex: "male", Max: regulation.Give(40)}), person("female", "1980-01-01", "2012-06-01"), nil, nil, cannot, "ages"},
		"no age rule at all":                     {aged(), person("", "1930-01-01", ""), nil, nil, yes, ""},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			got, err := recruitment.Eligibility(c.reg, "disabled", c.who, c.ev, c.exceptions...)
			require.NoError(t, err)
			require.Equal(t, c.want, got.Verdict)
			if c.missing != "" {
				require.Equal(t, []string{c.missing}, got.Reasons[0].Missing)
			}
		})
	}
}

func TestAgeOn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		birth, on regulation.Date
		years     int
		ok        bool
	}{
		{"2000-06-01", "2018-06-01", 18, true}, {"2000-06-01", "2018-05-31", 17, true},
		{"2004-02-29", "2022-02-28", 17, true}, {"2004-02-29", "2022-03-01", 18, true},
		{"2000-6-1", "2018-06-01", 0, false}, {"2000-06-01", "", 0, false},
	} {
		years, ok := recruitment.AgeOn(c.birth, c.on)
		require.Equal(t, c.ok, ok)
		require.Equal(t, c.years, years, "%s on %s", c.birth, c.on)
	}
}

func TestContradictionIsReported(t *testing.T) {
	t.Parallel()
	zsx := aged(regulation.Age{Phrase: "18—40周岁", Source: "ZSX21 年龄", Min: regulation.Give(18), Max: regulation.Give(40),
		BornFrom: day("1980-06-07"), BornTo: day("2002-06-07"), AsOf: regulation.Give(regulation.Day("2021-06-07"))})
	got, err := recruitment.Eligibility(zsx, "disabled", person("", "2003-01-01", ""), nil)
	require.NoError(t, err)
	require.Equal(t, "18—40周岁（ZSX21 年龄）：不符合，2021-06-07满18周岁；文字与所印出生日期（1980-06-07至2002-06-07）不一致，以所印日期为准。",
		got.Reasons[0].Chinese())
	p, ok := got.Proposal("T001")
	require.True(t, ok)
	require.Equal(t, recruitment.ProposeRefuse, p.Event)
	require.True(t, p.Adverse)
}

func rulebook() *regulation.Regulation {
	return &regulation.Regulation{
		Exclusions: []regulation.Condition{
			{ID: "criminal", Rule: "有犯罪记录的", Expr: "criminal", Source: "第五条"},
			{ID: "family", Rule: "违反计划生育政策未满五年的", Expr: "family", Obsolete: "计划生育条款已废止"}},
		Paths: []regulation.Path{
			{ID: "disabled", Require: []regulation.Condition{
				{ID: "certificate", Rule: "持有残疾人证", Expr: "certificate"},
				{ID: "education", Rule: "原则上高中以上", Expr: "education", InPrinciple: true},
				{ID: "near", Rule: "适合本村居民", Expr: "near", Soft: true},
				{ID: "health", Rule: "绿码", Expr: "health", Until: "2022-12-31"}}},
			{ID: "relative", Opens: &regulation.Condition{ID: "fallback", Rule: "没有合格残疾人时方可", Expr: "fallback"}, Silent: []string{"亲属的范围"}},
		},
	}
}

func facts(change map[string]string) answers {
	a := answers{"criminal": "no", "family": "no", "certificate": "yes", "education": "yes", "near": "no", "health": "no", "fallback": "no"}
	for k, v := range change {
		a[k] = v
	}
	return a
}

func TestEligibility(t *testing.T) {
	t.Parallel()
	const yes, no, cannot = regulation.Yes, regulation.No, regulation.CannotTell
	for title, c := range map[string]struct {
		path       string
		change     map[string]string
		exceptions []string
		want       regulation.Verdict
		say        string
	}{
		"everything holds; JM24 a preference ranks nobody out": {"disabled", nil, nil, yes, "适合本村居民：不符合。"},
		"an exclusion":                      {"disabled", map[string]string{"criminal": "yes"}, nil, no, "有犯罪记录的（第五条）：有此情形。"},
		"an exclusion nobody has verified":  {"disabled", map[string]string{"criminal": "?applicant.criminal_record"}, nil, cannot, "有犯罪记录的（第五条）：无法判断，缺少：有无犯罪记录。"},
		"a no beats what cannot be told":    {"disabled", map[string]string{"criminal": "?applicant.criminal_record", "certificate": "no"}, nil, no, "持有残疾人证：不符合。"},
		"XG09: in principle senior high":    {"disabled", map[string]string{"education": "no"}, nil, cannot, "原则上高中以上：无法判断，原则性规定，须由有权的人决定是否例外并说明理由。"},
		"XG09: exception recorded":          {"disabled", map[string]string{"education": "no"}, []string{"education"}, yes, "原则上高中以上：符合，原则性规定，已记录例外。"},
		"an exception lifts no other rule":  {"disabled", map[string]string{"certificate": "no"}, []string{"certificate"}, no, "持有残疾人证：不符合。"},
		"HZ16: obsolete, kept reproducible": {"disabled", map[string]string{"family": "yes"}, nil, no, "违反计划生育政策未满五年的：有此情形，此条已不得用于新批次：计划生育条款已废止。"},
		"ZSD21: date-bound gate is over":    {"disabled", nil, nil, yes, "绿码：符合，此条只适用到2022-12-31。"},
		"BJ10: the fallback is locked":      {"relative", nil, nil, no, "没有合格残疾人时方可：本类别尚未开放。"},
		"BJ10: open, but kin is not stated": {"relative", map[string]string{"fallback": "yes"}, nil, cannot, "亲属的范围：无法判断，规则没有写明，须先裁定。"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			got, err := recruitment.Eligibility(rulebook(), c.path, person("", "", "2024-01-02"), facts(c.change), c.exceptions...)
			require.NoError(t, err)
			require.Equal(t, c.want, got.Verdict)
			var said []string
			for _, r := range got.Reasons {
				said = append(said, r.Chinese())
			}
			require.Contains(t, said, c.say)
			_, proposes := got.Proposal("T001")
			require.Equal(t, c.want != cannot, proposes, "cannot tell proposes nothing")
			require.Equal(t, c.want == no, len(got.Which(no)) > 0)
			require.Equal(t, title == "XG09: in principle senior high", got.Excepting(), "nothing is open but an exception")
		})
	}
}

func TestEligibilityFaults(t *testing.T) {
	t.Parallel()
	_, err := recruitment.Eligibility(rulebook(), "friend", regulation.Facts{}, facts(nil))
	require.Equal(t, "recruitment.path.unknown", fault.CodeOf(err))
	_, err = recruitment.Eligibility(rulebook(), "disabled", regulation.Facts{}, answers{})
	require.ErrorContains(t, err, "not of this regulation")
}

func TestBestPath(t *testing.T) {
	t.Parallel()
	best, all, err := recruitment.BestPath(rulebook(), regulation.Facts{}, facts(map[string]string{"certificate": "no", "health": "yes", "fallback": "yes"}))
	require.NoError(t, err)
	require.Equal(t, "relative", best.Path, "cannot tell before no")
	require.Len(t, all, 2)
	best, _, err = recruitment.BestPath(rulebook(), regulation.Facts{}, facts(map[string]string{"health": "yes"}))
	require.NoError(t, err)
	require.Equal(t, "disabled", best.Path)
	_, _, err = recruitment.BestPath(&regulation.Regulation{}, regulation.Facts{}, nil)
	require.Equal(t, "regulation.silent", fault.CodeOf(err))
}

func TestExemptFrom(t *testing.T) {
	t.Parallel()
	jm := stages("written", "interview")
	jm[0].Exam = &regulation.ExamStage{Exempt: []regulation.Condition{{ID: "college", Rule: "残疾人大专以上免笔试", Expr: "college"}}}
	jm[1].Exam = &regulation.ExamStage{}
	for said, want := range map[string]struct{ parts, unclear int }{"yes": {1, 0}, "no": {0, 0}, "?applicant.education": {0, 1}} {
		parts, unclear, err := recruitment.ExemptFrom(jm, "disabled", regulation.Facts{}, answers{"college": said})
		require.NoError(t, err)
		require.Len(t, parts, want.parts, "JM17: %s", said)
		require.Len(t, unclear, want.unclear, "JM17: %s", said)
	}
	_, _, err := recruitment.ExemptFrom(jm, "disabled", regulation.Facts{}, answers{})
	require.Error(t, err)
}

func TestQuota(t *testing.T) {
	t.Parallel()
	xa := regulation.PostClass{ID: "township", Quota: []regulation.Quota{
		{Rule: "1500人以上", Expr: "large", Posts: regulation.Give(2)}, {Rule: "其余", Expr: "any", Posts: regulation.Give(1)}}}
	village := regulation.PostClass{ID: "village", Quota: []regulation.Quota{{Rule: "20人以上", Expr: "large", Posts: regulation.Give(1)}}}
	bj := regulation.PostClass{ID: "village", Quota: []regulation.Quota{{Rule: "100名以上可为2名", Expr: "large", Posts: regulation.Give(1), UpTo: regulation.Give(2)}}}
	unsaid := regulation.PostClass{ID: "village", Quota: []regulation.Quota{{Expr: "large", Posts: silent[int]()}}}
	for title, c := range map[string]struct {
		class regulation.PostClass
		large string
		posts int
		upTo  int
		plan  bool
		code  string
	}{
		"XA17: 1,500 → 2":                 {xa, "yes", 2, 2, false, ""},
		"XA17: 1,499 → 1":                 {xa, "no", 1, 1, false, ""},
		"XA17: 20 → 1":                    {village, "yes", 1, 1, false, ""},
		"XA17: 19 is not stated":          {village, "no", 0, 0, false, "regulation.silent"},
		"XA17: number of people unknown":  {xa, "?unit.registered", 0, 0, false, "recruitment.quota.facts"},
		"BJ10: 100 → 1, up to 2":          {bj, "yes", 1, 2, false, ""},
		"posts left open":                 {unsaid, "yes", 0, 0, false, "regulation.silent"},
		"QY18: per plan":                  {regulation.PostClass{Headcount: regulation.Give("per_plan")}, "", 0, 0, true, ""},
		"ZSD21: six":                      {regulation.PostClass{Headcount: regulation.Give("6")}, "", 6, 6, false, ""},
		"neither rules nor headcount":     {regulation.PostClass{}, "", 0, 0, false, "regulation.silent"},
		"an expression of somewhere else": {xa, "", 0, 0, false, "internal"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			got, err := recruitment.Quota(c.class, regulation.Unit{}, answers{"large": c.large, "any": "yes"})
			require.Equal(t, c.code, fault.CodeOf(err))
			require.Equal(t, [2]int{c.posts, c.upTo}, [2]int{got.Posts, got.UpTo})
			require.Equal(t, c.plan, got.PerPlan)
		})
	}
}
