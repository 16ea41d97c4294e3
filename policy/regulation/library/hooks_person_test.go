package library_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// person is an obviously fictitious applicant against whom nothing speaks, born on a day.
func person(sex string, birth regulation.Date, e regulation.Education) regulation.Applicant {
	never, no := in(regulation.Date("")), in(false)
	return regulation.Applicant{Sex: &sex, Birth: &birth, Education: &e, FullTime: no, Fresh: no, Student: no,
		Household: in("999999999000"), LongResident: in(true), Incumbent: no, LastGrade: in("none"), Unemployed: in(true),
		Employer: in("none"), EmployerConsent: no, Military: no, InProbation: no, BoundService: no, PartyMember: no,
		CriminalRecord: no, DismissedPublic: no, PartyExpelled: no, Dishonest: no, UnderInvestigation: no, UnderSanction: no,
		Sanctioned: never, CivilServantDismissed: never, FamilyPlanning: never, Cheated: never, Fit: in(true),
		GreenHealthCode: in(true), Other: map[string]bool{}, Titles: []string{}, Skills: []string{}}
}

func incumbent(a regulation.Applicant, grade string) regulation.Applicant {
	a.Incumbent, a.LastGrade = in(true), &grade
	return a
}

func fullTime(a regulation.Applicant) regulation.Applicant {
	a.FullTime = in(true)
	return a
}

// reasonsOf asks the rules about an applicant of a path on a day and gives the verdicts by condition.
func reasonsOf(t *testing.T, file, path string, day regulation.Date, a regulation.Applicant, exceptions ...string) map[string]regulation.Verdict {
	t.Helper()
	reg := regulationOf(t, file)
	rules, err := language.Compile(reg)
	require.NoError(t, err)
	facts := disabled("limb", 4)
	facts.AsOf, facts.Applicant = &day, &a
	facts.Unit = &regulation.Unit{Code: in("999999999000")}
	facts.Cycle = &regulation.Cycle{Eligible: map[string]int{"disabled": 0}}
	got, err := recruitment.Eligibility(reg, path, facts, rules, exceptions...)
	require.NoError(t, err)
	verdicts := map[string]regulation.Verdict{"": got.Verdict}
	for _, r := range got.Reasons {
		verdicts[r.ID] = r.Verdict
	}
	return verdicts
}

func TestAgeWindows(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, file string
		day        regulation.Date
		who        regulation.Applicant
		exceptions []string
		want       regulation.Verdict
	}{
		{"BJ10 woman aged 41 rejected", "beijing-2010", "2010-06-01", person("female", "1969-06-01", regulation.SeniorHigh), nil, regulation.No},
		{"BJ10 woman aged 40 accepted", "beijing-2010", "2010-06-01", person("female", "1969-06-02", regulation.SeniorHigh), nil, regulation.Yes},
		{"BJ10 man aged 45 accepted", "beijing-2010", "2010-06-01", person("male", "1965-06-01", regulation.SeniorHigh), nil, regulation.Yes},
		{"BJ10 man aged 46 rejected", "beijing-2010", "2010-06-01", person("male", "1964-06-01", regulation.SeniorHigh), nil, regulation.No},
		{"SX12 50 accepted", "shaanxi-2012", "2012-06-01", person("male", "1962-06-01", regulation.JuniorHigh), nil, regulation.Yes},
		{"SX12 52 only with an exception", "shaanxi-2012", "2012-06-01", person("male", "1960-06-01", regulation.JuniorHigh), nil, regulation.CannotTell},
		{"SX12 52 with a recorded exception", "shaanxi-2012", "2012-06-01", person("male", "1960-06-01", regulation.JuniorHigh), []string{recruitment.AgeRule}, regulation.Yes},
		{"XG09 18 inclusive", "county-2009", "2009-10-01", person("male", "1991-10-01", regulation.SeniorHigh), nil, regulation.Yes},
		{"XG09 39 accepted", "county-2009", "2009-10-01", person("male", "1969-10-02", regulation.SeniorHigh), nil, regulation.Yes},
		{"XG09 40 is out, in principle", "county-2009", "2009-10-01", person("male", "1969-10-01", regulation.SeniorHigh), nil, regulation.CannotTell},
		{"XG09 40 with a recorded exception", "county-2009", "2009-10-01", person("male", "1969-10-01", regulation.SeniorHigh), []string{recruitment.AgeRule}, regulation.Yes},
		{"HZ16 41 with senior high", "huicheng-2016", "2016-06-01", person("male", "1975-06-01", regulation.SeniorHigh), nil, regulation.No},
		{"HZ16 45 with full-time college", "huicheng-2016", "2016-06-01", fullTime(person("female", "1971-06-01", regulation.College)), nil, regulation.Yes},
		{"HZ16 45 with part-time college", "huicheng-2016", "2016-06-01", person("female", "1971-06-01", regulation.College), nil, regulation.No},
		{"HZ16 woman 45, excellent incumbent", "huicheng-2016", "2016-06-01", incumbent(person("female", "1971-06-01", regulation.JuniorHigh), "excellent"), nil, regulation.Yes},
		{"HZ16 woman 46, excellent incumbent", "huicheng-2016", "2016-06-01", incumbent(person("female", "1970-06-01", regulation.JuniorHigh), "excellent"), nil, regulation.No},
		{"HZ16 man 50, excellent incumbent", "huicheng-2016", "2016-06-01", incumbent(person("male", "1966-06-01", regulation.JuniorHigh), "excellent"), nil, regulation.Yes},
		{"HZ16 man 50, competent incumbent", "huicheng-2016", "2016-06-01", incumbent(person("male", "1966-06-01", regulation.SeniorHigh), "competent"), nil, regulation.No},
		{"ZSD21 man 60", "dachong-2021", "2021-07-05", person("male", "1961-07-05", regulation.JuniorHigh), nil, regulation.Yes},
		{"ZSD21 woman 56", "dachong-2021", "2021-07-05", person("female", "1965-07-05", regulation.JuniorHigh), nil, regulation.No},
		{"ZSX21 born 2003-01-01 is 18: rejected by the printed dates", "xiqu-2021", "2021-06-07", person("male", "2003-01-01", regulation.JuniorHigh), nil, regulation.No},
		{"ZSX21 born 1980-06-07 is 41: accepted by the printed dates", "xiqu-2021", "2021-06-07", person("male", "1980-06-07", regulation.JuniorHigh), nil, regulation.Yes},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := reasonsOf(t, c.file, "disabled", c.day, c.who, c.exceptions...)
			require.Equal(t, c.want, got[recruitment.AgeRule])
		})
	}
}

func TestWholePeople(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, file, path string
		day              regulation.Date
		who              regulation.Applicant
		exceptions       []string
		rule             string
		want             regulation.Verdict
	}{
		{"SX12 56 never, exception or not", "shaanxi-2012", "disabled", "2012-06-01",
			person("male", "1956-06-01", regulation.JuniorHigh), []string{recruitment.AgeRule, "age_ceiling"}, "", regulation.No},
		{"SX12 52 with exception", "shaanxi-2012", "disabled", "2012-06-01",
			person("male", "1960-06-01", regulation.JuniorHigh), []string{recruitment.AgeRule}, "", regulation.Yes},
		{"SX12 52 without", "shaanxi-2012", "disabled", "2012-06-01", person("male", "1960-06-01", regulation.JuniorHigh), nil, "", regulation.CannotTell},
		{"HZ16 incumbent with junior high, excellent", "huicheng-2016", "disabled", "2016-06-01",
			incumbent(person("male", "1986-06-01", regulation.JuniorHigh), "excellent"), nil, "", regulation.Yes},
		{"HZ16 newcomer with junior high", "huicheng-2016", "disabled", "2016-06-01", person("male", "1986-06-01", regulation.JuniorHigh), nil, "", regulation.No},
		{"BJ10 newcomer with junior high", "beijing-2010", "disabled", "2010-06-01", person("male", "1980-06-01", regulation.JuniorHigh), nil, "education", regulation.No},
		{"BJ10 friends stand when nobody disabled is eligible", "beijing-2010", "kin", "2010-06-01",
			person("male", "1980-06-01", regulation.SeniorHigh), nil, "no_eligible_disabled", regulation.Yes},
		{"XG09 junior high, in principle", "county-2009", "disabled", "2009-10-01", person("male", "1980-06-01", regulation.JuniorHigh), nil, "education", regulation.CannotTell},
		{"JM24 conditions cut: cannot tell", "jimei-2024", "general", "2024-08-26", person("male", "1990-06-01", regulation.College), nil, "", regulation.CannotTell},
		{"QY18 conditions cut: cannot tell", "qingyuan-2018", "disabled", "2018-06-01", person("male", "1990-06-01", regulation.College), nil, "", regulation.CannotTell},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := reasonsOf(t, c.file, c.path, c.day, c.who, c.exceptions...)
			require.Equal(t, c.want, got[c.rule], got)
		})
	}
}

func TestQuotas(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, file, class string
		unit              regulation.Unit
		posts, upTo       int
		fault             string
	}{
		{"XA17 township of 1,499", "xian", "township", regulation.Unit{Registered: in(1499)}, 1, 1, ""},
		{"XA17 township of 1,500", "xian", "township", regulation.Unit{Registered: in(1500)}, 2, 2, ""},
		{"XA17 village of 19 is undefined", "xian", "village", regulation.Unit{Registered: in(19)}, 0, 0, "regulation.silent"},
		{"XA17 village of 20", "xian", "village", regulation.Unit{Registered: in(20)}, 1, 1, ""},
		{"XA17 village not counted yet", "xian", "village", regulation.Unit{}, 0, 0, "recruitment.quota.facts"},
		{"BJ10 village of 100 may have 2", "beijing-2010", "community", regulation.Unit{Registered: in(100)}, 1, 2, ""},
		{"BJ10 village of 99 has 1", "beijing-2010", "community", regulation.Unit{Registered: in(99)}, 1, 1, ""},
		{"HOME a street", "home", "township", regulation.Unit{Level: in("street")}, 1, 1, ""},
		{"HOME an urban street fixes 3 to 5", "home", "urban", regulation.Unit{Level: in("street")}, 3, 5, ""},
		{"HOME a village", "home", "village", regulation.Unit{Level: in("village")}, 1, 1, ""},
		{"HZ16 a town", "huicheng-2016", "township", regulation.Unit{}, 1, 1, ""},
		{"XG09 a township", "county-2009", "township", regulation.Unit{Level: in("township")}, 1, 1, ""},
		{"JM17 8 posts", "jimei-2017", "liaison", regulation.Unit{}, 8, 8, ""},
		{"ZSX21 2 posts", "xiqu-2021", "commissioner", regulation.Unit{}, 2, 2, ""},
		{"SX12 headcount of a place unsaid", "shaanxi-2012", "commissioner", regulation.Unit{}, 0, 0, "regulation.silent"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			reg := regulationOf(t, c.file)
			rules, err := language.Compile(reg)
			require.NoError(t, err)
			for _, class := range reg.Posts {
				if class.ID != c.class {
					continue
				}
				got, err := recruitment.Quota(class, c.unit, rules)
				require.Equal(t, c.fault, fault.CodeOf(err))
				require.Equal(t, [2]int{c.posts, c.upTo}, [2]int{got.Posts, got.UpTo})
			}
		})
	}
}
