package library_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
	"jinchu/policy/regulation/library"
)

// ruledOf is a regulation with the rehearsal's rulings.
func ruledOf(t *testing.T, name string) *regulation.Regulation {
	t.Helper()
	ruled, err := language.Rule(regulationOf(t, name), rulingsOf(t, name).Rulings)
	require.NoError(t, err)
	return ruled
}

// A rehearsal must never meet silence: every pure rule of the procedure is asked about every path.
func TestRuledFilesAnswerEveryRuleOfARun(t *testing.T) {
	t.Parallel()
	for _, name := range library.Rehearsable() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reg := ruledOf(t, name)
			for _, p := range reg.Paths {
				totals(t, reg, p.ID)
			}
			openings(t, reg)
			ranks(t, reg)
			substitutes(t, reg)
			headcounts(t, reg)
		})
	}
}

// parts are full marks of 80 in every scored stage, and whether one of them has exemptions.
func parts(reg *regulation.Regulation) (map[string]decimal.Decimal, bool) {
	all, exempts := map[string]decimal.Decimal{}, false
	for _, s := range reg.Procedure {
		if s.Exam != nil {
			all[string(s.Kind)] = dec("80")
			exempts = exempts || len(s.Exam.Exempt) > 0
		}
	}
	return all, exempts
}

func totals(t *testing.T, reg *regulation.Regulation, path string) {
	t.Helper()
	marks, exempts := parts(reg)
	one := recruitment.Candidate{Ticket: "A", Path: path, Scores: marks}
	for _, s := range reg.Procedure {
		if s.Exam == nil {
			continue
		}
		judged, err := recruitment.Judge(s.Kind, s.Exam, one)
		require.NoError(t, err)
		require.True(t, judged.Goes(), path)
	}
	total := stage(t, reg, regulation.StageTotal).Total
	sum, err := recruitment.Total(total, one)
	require.NoError(t, err)
	require.Equal(t, "80", sum.Value.String(), "weights are of a hundred")
	if exempts {
		one.Exempt, one.Scores = []string{"written"}, scores("interview", "81.5")
		sum, err = recruitment.Total(total, one)
		require.NoError(t, err)
		require.Equal(t, "81.5", sum.Value.String())
	}
}

func openings(t *testing.T, reg *regulation.Regulation) {
	t.Helper()
	for _, s := range reg.Procedure {
		if s.Opening == nil {
			continue
		}
		opened, err := recruitment.CheckOpening(s.Opening, 2, recruitment.Counts{Registered: 4, Qualified: 3, TicketHolders: 2})
		require.NoError(t, err)
		require.NotEmpty(t, opened.Allowed)
	}
}

// ranks ties two people in everything; only the chain's last step tells them apart.
func ranks(t *testing.T, reg *regulation.Regulation) {
	t.Helper()
	marks, exempts := parts(reg)
	a := recruitment.Contender{Total: dec("80"), Candidate: recruitment.Candidate{Ticket: "A", Scores: marks}}
	b := recruitment.Contender{Total: dec("80"), Candidate: recruitment.Candidate{Ticket: "B", Scores: marks}}
	if exempts {
		b.Exempt, b.Scores = []string{"written"}, scores("interview", "80")
	}
	list, err := recruitment.Rank(stage(t, reg, regulation.StageRank).Rank, stage(t, reg, regulation.StageTotal).Total.Merge,
		[]recruitment.Contender{a, b}, recruitment.Ground{Priorities: reg.Priorities, Consent: regulation.Yes,
			Holds: func(string, regulation.Condition) regulation.Verdict { return regulation.No },
			Extra: map[string]decimal.Decimal{"A": dec("5"), "B": dec("6")}})
	require.NoError(t, err)
	require.NoError(t, list.Settled())
	require.Equal(t, "B", list.Places[0].Ticket, "the extra question decides")
}

func substitutes(t *testing.T, reg *regulation.Regulation) {
	t.Helper()
	pool := recruitment.Pool{Passed: []string{"A"}, Reserved: []string{"A"},
		List: recruitment.List{Places: []recruitment.Place{{Ticket: "A", Rank: 1, Total: dec("80")}}}}
	got, err := recruitment.Substitute(reg.Substitution, recruitment.Vacancy{Cause: "waived"}, pool)
	require.NoError(t, err)
	require.Equal(t, "A", got.Ticket)
}

func headcounts(t *testing.T, reg *regulation.Regulation) {
	t.Helper()
	rules, err := language.Compile(reg)
	require.NoError(t, err)
	for _, class := range reg.Posts {
		require.True(t, class.Regime.Known(), class.ID)
		_, err := recruitment.Quota(class, regulation.Unit{Level: in(class.Level), Registered: in(120)}, rules)
		require.NoError(t, err, class.ID)
	}
	require.True(t, reg.Contract.Term.Known())
	require.True(t, reg.Contract.Probation.Known())
	for _, limit := range reg.Caps {
		_, err := recruitment.CapCount(limit, 13)
		require.NoError(t, err)
	}
}

func TestRuledFilesLeaveNoConditionUnsaid(t *testing.T) {
	t.Parallel()
	for _, name := range library.Rehearsable() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reg := ruledOf(t, name)
			rules, err := language.Compile(reg)
			require.NoError(t, err)
			someone := person("male", "1990-06-01", regulation.College)
			someone.Other = map[string]bool{"barred_by_law": false}
			facts := disabled("limb", 4)
			facts.Certificate.Area = in("999999000000")
			facts.Supported = kin("mental", "parent", true).Supported
			facts.AsOf, facts.Applicant = in(regulation.Date("2024-01-02")), &someone
			facts.Unit = &regulation.Unit{Code: in("999999000000")}
			facts.Cycle = &regulation.Cycle{Notice: in(regulation.Date("2024-01-02"))}
			for _, p := range reg.Paths {
				got, err := recruitment.Eligibility(reg, p.ID, facts, rules)
				require.NoError(t, err)
				require.NotEqual(t, regulation.CannotTell, got.Verdict, got.Which(regulation.CannotTell))
			}
		})
	}
}

func TestLintSpeaksOfWhatTheRegisterSays(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, file, path, code string }{
		{"QY18 three months' probation in one-year terms", "qingyuan-2018", "contract.probation", "contract.probation"},
		{"SD-SQ one year's probation in a three-year term", "shangdu-2021", "contract.probation", "contract.probation"},
		{"ZSX21 18–40 against dates of 19…41", "xiqu-2021", "paths[0].ages[0].born_to", "age.contradiction"},
		{"ZSD21 health code", "dachong-2021", "exclusions[0]", "condition.obsolete"},
		{"HZ16 family planning", "huicheng-2016", "exclusions[1]", "condition.obsolete"},
		{"QY18 civil-servant medical without exceptions", "qingyuan-2018", "procedure[6].medical.standard", "medical.excludes"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var found []string
			for _, f := range language.Lint(regulationOf(t, c.file)) {
				found = append(found, f.Path+" "+f.Code)
			}
			require.Contains(t, found, c.path+" "+c.code)
		})
	}
}

func TestVillagePaymentIsNeverCalledAWageHOME(t *testing.T) {
	t.Parallel()
	text, _ := library.Text("home")
	wage := strings.Replace(text, "kind: lost_time", "kind: wage", 1)
	reg, err := language.Parse("home.yaml", []byte(wage))
	require.NoError(t, err)
	require.Greater(t, len(language.Lint(reg)), len(language.Lint(regulationOf(t, "home"))), "the lint refuses the label")
}
