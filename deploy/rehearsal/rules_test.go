package rehearsal_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/deploy/rehearsal"
)

func rulesOf(t *testing.T, name string) *rehearsal.Rules {
	t.Helper()
	text, rulings := libraryFile(t, name)
	rules, err := rehearsal.ReadRules(text, rulings)
	require.NoError(t, err)
	return rules
}

func TestEveryRehearsableFileIsReadWhole(t *testing.T) {
	t.Parallel()
	for _, name := range rehearsal.Rehearsable() {
		rules := rulesOf(t, name)
		require.Equal(t, name, rules.ID)
		require.NotEmpty(t, rules.Exams, name)
		require.NotEmpty(t, rules.Weights, name)
		require.NotEmpty(t, rules.Ties, name)
		require.Equal(t, 2, rules.Digits, name)
		require.Equal(t, "half_up", rules.Rounding, name)
		require.NotZero(t, rules.Publicity, name)
		require.NotEmpty(t, rules.On, name)
		require.NotZero(t, rules.Term, name)
	}
}

func TestQingyuanIsReadAsItsNoticeSays(t *testing.T) {
	t.Parallel()
	rules := rulesOf(t, "qingyuan-2018")
	require.Equal(t, []string{"plan", "approval", "notice", "registration", "review", "accommodation", "written", "shortlist", "skills", "interview", "total", "rank",
		"medical", "background", "publicity", "hire"}, rules.Stages)
	require.Equal(t, rehearsal.Shortlist{From: "written", To: "skills", People: 3, Posts: 1, Ties: "include"}, rules.Shortlists[0])
	require.Equal(t, "30", rules.Weights[""]["skills"].String())
	require.Equal(t, []rehearsal.Tie{{Higher: "written"}, {Extra: "interview"}}, rules.Ties)
	require.Equal(t, "interview_passed", rules.Pool)
}

func TestRatiosAreReadInTheDirectionTheyAreWritten(t *testing.T) {
	t.Parallel()
	shangdu, dangyang := rulesOf(t, "shangdu-2021"), rulesOf(t, "dangyang-2022")
	require.Equal(t, 5, shangdu.Opening.People)
	require.Equal(t, 1, shangdu.Opening.Posts)
	require.Equal(t, 2, dangyang.Opening.People)
	require.Equal(t, 3, shangdu.Shortlists[0].People)
	require.Equal(t, rehearsal.Panel{Size: 7, DropHigh: 1, DropLow: 1}, dangyang.Exams[1].Panel)
	require.Equal(t, "city_leading_group", dangyang.Ties[1].Consent)
}

func TestRulingsOnPathsStagesAndPlacesAreTaken(t *testing.T) {
	t.Parallel()
	jimei := rulesOf(t, "jimei-2017")
	require.Equal(t, "60", jimei.Weights["relative"]["written"].String())
	require.Equal(t, "100", jimei.Weights["exempt"]["interview"].String())
	require.Equal(t, "70", jimei.Exams[0].Pass["relative"].String())
	xiqu := rulesOf(t, "xiqu-2021")
	require.Equal(t, []string{"plan", "approval", "notice", "registration", "review", "accommodation", "written", "shortlist", "interview", "total", "rank",
		"medical", "background", "publicity", "hire"}, xiqu.Stages)
	require.Equal(t, [2]string{"1980-06-07", "2002-06-07"}, xiqu.Windows["disabled"])
	require.Equal(t, "notice", rulesOf(t, "huicheng-2016").AsOf["relative"])
	require.Equal(t, "2021-08-20", rulesOf(t, "huicheng-2016").Untils["family_planning"])
	require.Len(t, rulesOf(t, "dangyang-2022").Ties, 3, "a ruling adds to the ties of a stage named by its kind")
	require.Equal(t, []rehearsal.Cap{{Path: "relative", Count: 2, Ties: "lots"}}, rulesOf(t, "huicheng-2016").Caps)
}

func TestARulingWithoutAPlaceIsSaid(t *testing.T) {
	t.Parallel()
	text, _ := libraryFile(t, "home")
	for _, path := range []string{"procedure[9].written.full", "", "kind.of"} {
		_, err := rehearsal.ReadRules(text, []rehearsal.Ruling{{Path: path, Value: "1"}})
		if path == "kind.of" {
			continue // a word gives way to what a ruling puts in its place
		}
		require.Error(t, err, path)
	}
	_, err := rehearsal.ReadRules("a: [", nil)
	require.Error(t, err)
	_, err = rehearsal.ReadRules("regulation: x\nprocedure:\n  - opening: {posts_to_people: one to two}\n", nil)
	require.ErrorContains(t, err, "ratio")
	_, err = rehearsal.ReadRules("regulation: x\nprocedure:\n  - written: {full: many}\n", nil)
	require.ErrorContains(t, err, "many")
}

func TestStatedHeadcountsAreKeptToTheLetter(t *testing.T) {
	t.Parallel()
	for _, name := range rehearsal.Rehearsable() {
		rules := rulesOf(t, name)
		unit, posts, err := rehearsal.LayOut(rules, demoUnits(), func(string) bool { return true })
		require.NoError(t, err, name)
		require.NotEmpty(t, unit)
		sum := 0
		for _, post := range posts {
			sum += post.Headcount
			require.Equal(t, rules.Classes[0].ByPath, post.ByPath, name)
			require.True(t, rehearsal.Covers(unit, post.Unit), name)
		}
		if stated := rules.Classes[0].Headcount; stated > 0 {
			require.Equal(t, stated, sum, name)
		}
	}
	_, _, err := rehearsal.LayOut(rulesOf(t, "home"), nil, func(string) bool { return true })
	require.Error(t, err)
}

func TestAPostShortOfTheOpeningRatioIsReducedOrCancelled(t *testing.T) {
	t.Parallel()
	shangdu, dangyang := rulesOf(t, "shangdu-2021"), rulesOf(t, "dangyang-2022")
	two := rehearsal.Post{Headcount: 2}
	require.Empty(t, rehearsal.Consequence(shangdu, two, 10))
	require.Equal(t, "reduce", rehearsal.Consequence(shangdu, two, 9))
	require.Equal(t, "cancel", rehearsal.Consequence(shangdu, two, 4))
	require.Equal(t, "cancel", rehearsal.Consequence(dangyang, rehearsal.Post{Headcount: 1}, 1)) // DY22: 1 post with 1 applicant
	require.Empty(t, rehearsal.Consequence(dangyang, rehearsal.Post{Headcount: 1}, 2))
}
