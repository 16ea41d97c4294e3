package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/recruitment"
)

func TestPostsAreChosenInTheOrderOfTheRanking(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("  - medical:", "  - choice\n  - medical:"), edit("levels: {value: [township_clerk, county_hr]", "levels: {value: [county_hr]"))
	b.published(post("P1", 1), post("P2", 1))
	for i := 1; i <= 4; i++ {
		in := record.Submission{Path: "disabled", Person: person(t, i), Facts: good}
		require.NoError(t, b.try("applicant", record.ApplicationKind, "c", id(i), "submit", in).Fault())
	}
	b.lapse()
	for i := 1; i <= 4; i++ {
		b.act("county_hr", id(i), "qualify", record.Body{})
	}
	b.seated()
	b.examine("written", 90, 85, 80, 75)
	require.Equal(t, []string{"in", "in", "wait", "wait"}, b.places(4), "one list for all posts")
	b.confirm()
	require.Equal(t, recruitment.Choosing, b.at("c").State)
	require.Equal(t, "recruitment.choice.turn", b.noApplication("applicant", id(2), "choose", record.Body{Post: "P1"}).Code)
	require.Equal(t, "recruitment.choice.open", b.no("county_hr", "conclude", record.Body{}).Code)
	require.Equal(t, "unknown", b.noApplication("applicant", id(1), "choose", record.Body{Post: "P9"}).Code)
	b.act("applicant", id(1), "choose", record.Body{Post: "P2"})
	require.Equal(t, "recruitment.choice.taken", b.noApplication("applicant", id(2), "choose", record.Body{Post: "P2"}).Code)
	b.act("county_hr", id(2), "choose", record.Body{Post: "P1"})
	b.concluded(1)
	require.Equal(t, "store.shut", b.noApplication("applicant", id(1), "choose", record.Body{Post: "P1"}).Code)
	b.act("applicant", id(1), "waive", record.Body{})
	require.Equal(t, []string{id(3)}, b.substituted())
	lines, err := b.desk.Applications(bg, record.Actor{Person: "county_hr"}, "c", []string{recruitment.Proposed}, "", 10)
	require.NoError(t, err)
	require.Equal(t, []string{"P1", "P2"}, []string{lines[0].Post, lines[1].Post}, "the substitute gets the post that is free")
}
