package library_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// stage finds a stage of a regulation's procedure.
func stage(t *testing.T, reg *regulation.Regulation, kind regulation.StageKind) regulation.Stage {
	t.Helper()
	for _, s := range reg.Procedure {
		if s.Kind == kind {
			return s
		}
	}
	require.Fail(t, "no stage", string(kind))
	return regulation.Stage{}
}

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// scores reads pairs of part and score.
func scores(pairs ...string) map[string]decimal.Decimal {
	all := map[string]decimal.Decimal{}
	for i := 0; i < len(pairs); i += 2 {
		all[pairs[i]] = dec(pairs[i+1])
	}
	return all
}

func TestTotals(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, file, path string
		scores           map[string]decimal.Decimal
		exempt           []string
		want, fault      string
	}{
		{"QY18 71.5 60 83.25 to the digit", "qingyuan-2018", "disabled", scores("written", "71.5", "skills", "60", "interview", "83.25"), nil, "72.75", ""},
		{"QY18 a half goes up", "qingyuan-2018", "disabled", scores("written", "70.05", "skills", "60", "interview", "80"), nil, "71.02", ""},
		{"DY22 halves", "dangyang-2022", "general", scores("written", "80", "interview", "84.4"), nil, "82.2", ""},
		{"DY22 rounding mode unsaid", "dangyang-2022", "general", scores("written", "80.01", "interview", "84.405"), nil, "", "regulation.silent"},
		{"JM17 relatives' weights cut", "jimei-2017", "relative", scores("written", "80", "interview", "80"), nil, "", "regulation.silent"},
		{"JM17 exempt without written score", "jimei-2017", "disabled", scores("interview", "80"), []string{"written"}, "", "regulation.silent"},
		{"JM24 digits unsaid", "jimei-2024", "general", scores("written", "80", "interview", "70"), nil, "", "regulation.silent"},
		{"TA weights silent", "tongan", "disabled", scores("written", "80", "interview", "70"), nil, "", "regulation.silent"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			total := stage(t, regulationOf(t, c.file), regulation.StageTotal).Total
			sum, err := recruitment.Total(total, recruitment.Candidate{Path: c.path, Scores: c.scores, Exempt: c.exempt})
			require.Equal(t, c.fault, fault.CodeOf(err))
			if c.fault == "" {
				require.Equal(t, c.want, sum.Value.String(), sum.Arithmetic)
			}
		})
	}
}

func TestWeightsOfOneDistrictBeforeAndAfter(t *testing.T) {
	t.Parallel()
	old := stage(t, regulationOf(t, "jimei-2017"), regulation.StageTotal).Total
	now := stage(t, regulationOf(t, "jimei-2024"), regulation.StageTotal).Total
	require.True(t, old.ByPath["disabled"].V["written"].Equal(dec("50")), "JM17 50/50")
	require.True(t, old.ByPath["relative"].Silent(), "JM17 relatives: cut")
	require.True(t, now.Weights.V["written"].Equal(dec("60")), "JM24a 60/40")
	require.True(t, now.Weights.V["interview"].Equal(dec("40")), "JM24a 60/40")
	sd := stage(t, regulationOf(t, "shangdu-2021"), regulation.StageTotal).Total
	require.True(t, sd.Weights.V["written"].Equal(dec("60")), "SD-SQ 60/40")
	exempt := stage(t, regulationOf(t, "tongan"), regulation.StageTotal).Total.Exempt
	require.True(t, exempt.V["interview"].Equal(dec("100")), "TA: the interview is the total")
}

func TestPassMarks(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, file, path string
		kind             regulation.StageKind
		score            string
		want             recruitment.Outcome
		fault            string
	}{
		{"JM17 relative with 65 fails", "jimei-2017", "relative", regulation.StageWritten, "65", recruitment.Failed, ""},
		{"JM17 disabled with 65 passes", "jimei-2017", "disabled", regulation.StageWritten, "65", recruitment.Passed, ""},
		{"JM17 disabled with 60 passes", "jimei-2017", "disabled", regulation.StageWritten, "60", recruitment.Passed, ""},
		{"QY18 59.99 skills blocks", "qingyuan-2018", "disabled", regulation.StageSkills, "59.99", recruitment.Failed, ""},
		{"QY18 60 skills goes on", "qingyuan-2018", "disabled", regulation.StageSkills, "60", recruitment.Passed, ""},
		{"QY18 interview 60", "qingyuan-2018", "disabled", regulation.StageInterview, "59.99", recruitment.Failed, ""},
		{"QY18 written mark silent", "qingyuan-2018", "disabled", regulation.StageWritten, "90", "", "regulation.silent"},
		{"DY22 marks silent", "dangyang-2022", "general", regulation.StageWritten, "90", "", "regulation.silent"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			exam := stage(t, regulationOf(t, c.file), c.kind).Exam
			got, err := recruitment.Judge(c.kind, exam, recruitment.Candidate{Path: c.path, Scores: scores(string(c.kind), c.score)})
			require.Equal(t, c.fault, fault.CodeOf(err))
			require.Equal(t, c.want, got.Outcome)
		})
	}
}

func TestExemptCandidateGoesOnWithoutAScoreJM17(t *testing.T) {
	t.Parallel()
	reg := regulationOf(t, "jimei-2017")
	got, err := recruitment.Judge(regulation.StageWritten, stage(t, reg, regulation.StageWritten).Exam,
		recruitment.Candidate{Path: "disabled", Exempt: []string{"written"}})
	require.NoError(t, err)
	require.True(t, got.Goes())
	require.True(t, stage(t, reg, regulation.StageShortlist).Shortlist.All, "all who pass and the exempt, no ratio")
	require.Equal(t, "city_exam_date", stage(t, reg, regulation.StageWritten).Await)
	require.Equal(t, "city_exam_date", stage(t, reg, regulation.StageInterview).Await)
}

func TestWrongTicketJM17(t *testing.T) {
	t.Parallel()
	written := stage(t, regulationOf(t, "jimei-2017"), regulation.StageWritten).Exam
	require.Equal(t, "zero", written.Ticket.V)
	require.Empty(t, written.Bonus.V.Items, "no bonus")
	require.True(t, written.Bonus.Known(), "the text says so")
}

func TestPanelDY22(t *testing.T) {
	t.Parallel()
	panel := stage(t, regulationOf(t, "dangyang-2022"), regulation.StageInterview).Exam.Panel
	marks := func(texts ...string) (all []decimal.Decimal) {
		for _, m := range texts {
			all = append(all, dec(m))
		}
		return all
	}
	mark, err := recruitment.PanelMark(panel, marks("90", "88", "85", "85", "84", "80", "60"))
	require.NoError(t, err)
	require.Equal(t, "84.4", mark.Value.String(), mark.Arithmetic)
	_, err = recruitment.PanelMark(panel, marks("90", "88", "85", "85", "84", "80"))
	require.Equal(t, "recruitment.panel.size", fault.CodeOf(err), "seven examiners, not six")
}

// contender is a candidate with a total of 72.75 and this written and interview score.
func contender(ticket, written, interview string) recruitment.Contender {
	return recruitment.Contender{Total: dec("72.75"), Candidate: recruitment.Candidate{Ticket: ticket,
		Scores: scores("written", written, "interview", interview)}}
}

func TestTies(t *testing.T) {
	t.Parallel()
	met := func(tickets ...string) func(string, regulation.Condition) regulation.Verdict {
		return func(ticket string, _ regulation.Condition) regulation.Verdict {
			for _, m := range tickets {
				if m == ticket {
					return regulation.Yes
				}
			}
			return regulation.No
		}
	}
	extra := map[string]decimal.Decimal{"A": dec("6"), "B": dec("8")}
	cases := []struct {
		name, file string
		a, b       recruitment.Contender
		ground     recruitment.Ground
		first      string
		fault      string
	}{
		{"QY18 equal totals: written higher first", "qingyuan-2018", contender("A", "70", "90"), contender("B", "71", "80"), recruitment.Ground{}, "B", ""},
		{"QY18 written equal too: unspecified", "qingyuan-2018", contender("A", "70", "80"), contender("B", "70", "80"), recruitment.Ground{}, "", "regulation.silent"},
		{"DY22 written decides", "dangyang-2022", contender("A", "75", "70"), contender("B", "70", "75"), recruitment.Ground{}, "A", ""},
		{"DY22 extra question waits for the city leading group", "dangyang-2022", contender("A", "70", "75"), contender("B", "70", "75"),
			recruitment.Ground{Consent: regulation.CannotTell, Extra: extra}, "", "recruitment.tie.consent"},
		{"DY22 extra question with consent", "dangyang-2022", contender("A", "70", "75"), contender("B", "70", "75"),
			recruitment.Ground{Consent: regulation.Yes, Extra: extra}, "B", ""},
		{"SD-SQ status before score", "shangdu-2021", contender("A", "60", "90"), contender("B", "90", "60"), recruitment.Ground{Holds: met("B")}, "B", ""},
		{"SD-SQ then interview", "shangdu-2021", contender("A", "60", "90"), contender("B", "90", "60"), recruitment.Ground{Holds: met()}, "A", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			rank := stage(t, regulationOf(t, c.file), regulation.StageRank).Rank
			list, err := recruitment.Rank(rank, regulation.Value[string]{}, []recruitment.Contender{c.a, c.b}, c.ground)
			require.NoError(t, err)
			require.Equal(t, c.fault, fault.CodeOf(list.Settled()))
			if c.fault == "" {
				require.Equal(t, c.first, list.Places[0].Ticket, list.Places[0].By)
			}
		})
	}
}
