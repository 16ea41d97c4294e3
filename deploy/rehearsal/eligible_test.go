package rehearsal_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/deploy/rehearsal"
)

// huichengFacts are of somebody whom HZ16 lets stand.
func huichengFacts() rehearsal.Facts {
	return rehearsal.Facts{"unit.code": "441302001000", "applicant.household": "441302001005", "certificate.kind": "disability", "certificate.valid": "yes",
		"certificate.category": "limb", "certificate.grade": "3", "applicant.birth": "1990-01-02", "applicant.sex": "female", "applicant.education": "senior_high",
		"applicant.full_time": "no", "applicant.incumbent": "no", "applicant.last_grade": "none", "applicant.under_sanction": "no",
		"applicant.sanctioned": "1990-01-01", "applicant.family_planning": "1990-01-01", "applicant.cheated": "1990-01-01"}
}

func xiquFacts() rehearsal.Facts {
	f := rehearsal.Facts{"applicant.household": "442000004000", "applicant.education": "junior_high", "certificate.kind": "disability", "certificate.valid": "yes",
		"certificate.category": "limb", "certificate.grade": "4", "applicant.employer": "none", "applicant.birth": "1990-05-05",
		"applicant.civil_servant_dismissed": "1990-01-01"}
	for _, word := range []string{"criminal_record", "dismissed_public", "military", "under_investigation", "under_sanction"} {
		f["applicant."+word] = "no"
	}
	return f
}

func countyFacts() rehearsal.Facts {
	return rehearsal.Facts{"unit.code": "999900001000", "certificate.kind": "disability", "certificate.valid": "yes", "certificate.area": "999900001000",
		"applicant.education": "senior_high", "applicant.birth": "1990-05-05"}
}

func TestTheSecondReadingAnswersTheTestHooks(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		name, regulation, path string
		facts                  rehearsal.Facts
		change                 rehearsal.Facts // "-" takes the fact away
		verdict, against       string
	}{
		{"HZ16 limb grade 3", "huicheng-2016", "disabled", huichengFacts(), nil, "yes", ""},
		{"HZ16 limb grade 2", "huicheng-2016", "disabled", huichengFacts(), rehearsal.Facts{"certificate.grade": "2"}, "no", "grade"},
		{"HZ16 vision grade 3", "huicheng-2016", "disabled", huichengFacts(), rehearsal.Facts{"certificate.category": "vision"}, "no", "grade"},
		{"HZ16 aged 41", "huicheng-2016", "disabled", huichengFacts(), rehearsal.Facts{"applicant.birth": "1983-01-02"}, "no", "age"},
		{"HZ16 aged 40 on the day", "huicheng-2016", "disabled", huichengFacts(), rehearsal.Facts{"applicant.birth": "1983-01-03"}, "yes", ""},
		{"HZ16 aged 45 with a full-time college degree", "huicheng-2016", "disabled", huichengFacts(),
			rehearsal.Facts{"applicant.birth": "1979-01-01", "applicant.full_time": "yes", "applicant.education": "college"}, "yes", ""},
		{"HZ16 excellent incumbent woman of 46", "huicheng-2016", "disabled", huichengFacts(),
			rehearsal.Facts{"applicant.birth": "1978-01-01", "applicant.incumbent": "yes", "applicant.last_grade": "excellent"}, "no", "age"},
		{"HZ16 excellent incumbent man of 50, junior high", "huicheng-2016", "disabled", huichengFacts(), rehearsal.Facts{"applicant.birth": "1974-01-01",
			"applicant.sex": "male", "applicant.education": "junior_high", "applicant.incumbent": "yes", "applicant.last_grade": "excellent"}, "yes", ""},
		{"HZ16 registered in the next town", "huicheng-2016", "disabled", huichengFacts(), rehearsal.Facts{"applicant.household": "441302002000"}, "no", "household"},
		{"HZ16 sanctioned a year ago", "huicheng-2016", "disabled", huichengFacts(), rehearsal.Facts{"applicant.sanctioned": "2023-01-03"}, "no", "sanction"},
		{"HZ16 cheated two years ago to the day", "huicheng-2016", "disabled", huichengFacts(), rehearsal.Facts{"applicant.cheated": "2022-01-02"}, "yes", ""},
		{"HZ16 household not known", "huicheng-2016", "disabled", huichengFacts(), rehearsal.Facts{"applicant.household": "-"}, "cannot_tell", "household"},
		{"ZSX21 born 2003-01-01 is past the printed window", "xiqu-2021", "disabled", xiquFacts(), rehearsal.Facts{"applicant.birth": "2003-01-01"}, "no", "age"},
		{"ZSX21 born 1980-06-07 is in it", "xiqu-2021", "disabled", xiquFacts(), rehearsal.Facts{"applicant.birth": "1980-06-07"}, "yes", ""},
		{"ZSX21 limb grade 3", "xiqu-2021", "disabled", xiquFacts(), rehearsal.Facts{"certificate.grade": "3"}, "no", "certificate"},
		{"ZSX21 employed without consent", "xiqu-2021", "disabled", xiquFacts(), rehearsal.Facts{"applicant.employer": "institution", "applicant.employer_consent": "no"}, "no", "consent"},
		{"ZSX21 consent not known", "xiqu-2021", "disabled", xiquFacts(), rehearsal.Facts{"applicant.employer": "institution"}, "cannot_tell", "consent"},
		{"XG09 half-open: 40 needs an exception", "county-2009", "disabled", countyFacts(), rehearsal.Facts{"applicant.birth": "1984-01-02"}, "cannot_tell", "age"},
		{"XG09 39 does not", "county-2009", "disabled", countyFacts(), rehearsal.Facts{"applicant.birth": "1984-01-03"}, "yes", ""},
		{"XG09 certificate of another county", "county-2009", "disabled", countyFacts(), rehearsal.Facts{"certificate.area": "888800001000"}, "no", "certificate"},
		{"HOME soldier's certificate", "home", "disabled", rehearsal.Facts{"certificate.kind": "soldier", "certificate.valid": "yes"}, nil, "no", "certificate"},
		{"QY18 asks nothing that is known", "qingyuan-2018", "disabled", rehearsal.Facts{}, nil, "yes", ""},
	} {
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			f := maps.Clone(one.facts)
			maps.Copy(f, one.change)
			maps.DeleteFunc(f, func(_, fact string) bool { return fact == "-" })
			verdict, against := rehearsal.ReadVerdict(rulesOf(t, one.regulation), one.path, "2024-01-02", f, nil)
			require.Equal(t, one.verdict, verdict)
			if one.against != "" {
				require.Equal(t, []string{one.against}, against)
			}
		})
	}
}

func TestARuleInPrincipleGivesWayToARecordedException(t *testing.T) {
	t.Parallel()
	f := countyFacts()
	f["applicant.education"] = "junior_high"
	rules := rulesOf(t, "county-2009")
	verdict, _ := rehearsal.ReadVerdict(rules, "disabled", "2024-01-02", f, nil)
	require.Equal(t, "cannot_tell", verdict)
	verdict, _ = rehearsal.ReadVerdict(rules, "disabled", "2024-01-02", f, []string{"education"})
	require.Equal(t, "yes", verdict)
}

func TestRelativesStandOnTheirDisabledPersonsCertificate(t *testing.T) {
	t.Parallel()
	f := rehearsal.Facts{"supported.kind": "disability", "supported.valid": "yes", "supported.category": "mental", "supported.relation": "sibling",
		"supported.same_household": "yes", "applicant.education": "junior_high", "applicant.fit": "yes", "applicant.birth": "1990-01-01", "applicant.sex": "male"}
	verdict, _ := rehearsal.ReadVerdict(rulesOf(t, "dachong-2021"), "relative", "2024-01-02", f, nil)
	require.Equal(t, "yes", verdict, "ZSD21 counts siblings in")
	f["supported.same_household"] = "no"
	verdict, against := rehearsal.ReadVerdict(rulesOf(t, "dachong-2021"), "relative", "2024-01-02", f, nil)
	require.Equal(t, "no", verdict)
	require.Equal(t, []string{"supported"}, against)
}

func TestExemptionsAndPriorities(t *testing.T) {
	t.Parallel()
	graduate := rehearsal.Facts{"applicant.education": "college", "certificate.kind": "disability", "certificate.generation": "2"}
	require.Equal(t, "yes", rehearsal.Exempts("jimei-2017", "disabled", graduate))
	require.Equal(t, "no", rehearsal.Exempts("jimei-2017", "relative", graduate))
	require.Equal(t, "yes", rehearsal.Exempts("tongan", "disabled", graduate))
	graduate["certificate.generation"] = "3"
	require.Equal(t, "no", rehearsal.Exempts("tongan", "disabled", graduate))
	require.Equal(t, "yes", rehearsal.Priority("shangdu-2021", rehearsal.Facts{"applicant.party_member": "yes"}))
	require.Equal(t, "cannot_tell", rehearsal.Priority("shangdu-2021", rehearsal.Facts{"applicant.party_member": "no"}))
}

// Somebody is planted for each condition of a file, and stands for no other.
func TestEveryConditionHasSomebodyPlantedAgainstIt(t *testing.T) {
	t.Parallel()
	for _, name := range rehearsal.Rehearsable() {
		rules := rulesOf(t, name)
		_, posts, err := rehearsal.LayOut(rules, demoUnits(), func(string) bool { return true })
		require.NoError(t, err)
		planted := map[string]bool{}
		for _, p := range rehearsal.Invent(rehearsal.Config{Regulation: name, Applicants: 60, Seed: 7, From: "2024-01-02"}, rules, posts) {
			verdict, against := rehearsal.ReadVerdict(rules, p.Path, "2024-01-02", rehearsal.FactsOf(p, true), nil)
			if p.Flaw == "" {
				require.Equal(t, "yes", verdict, "%s %d %v", name, p.Number, against)
				continue
			}
			require.Equal(t, []string{p.Flaw}, against, "%s %d", name, p.Number)
			planted[p.Path+" "+p.Flaw] = true
		}
		require.Len(t, planted, rehearsal.Conditions(rules, "2024-01-02"), name)
	}
}
