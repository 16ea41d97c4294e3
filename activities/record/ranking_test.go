package record_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/recruitment"
)

// relative has person n apply on a relative's path for a post.
func (b *bench) relative(n int, post string) {
	b.t.Helper()
	p := person(b.t, n)
	in := record.Submission{Path: "relative", Post: post, Person: p, Supported: &record.Supported{Certificate: p.Certificate}}
	require.NoError(b.t, b.try("applicant", record.ApplicationKind, "c", id(n), "submit", in).Fault())
}

// contested has people sit the written exam: those of these numbers on the relatives' path.
func contested(t *testing.T, places int, marks []int, relatives []int, edits ...func(string) string) *bench {
	t.Helper()
	b := newBench(t)
	b.whole(edits...)
	b.published(post("P1", places))
	for i := range marks {
		if slices.Contains(relatives, i+1) {
			b.relative(i+1, "P1")
			continue
		}
		require.NoError(t, b.apply(i+1, "P1", good).Fault())
	}
	b.lapse()
	b.qualified(len(marks))
	b.seated()
	b.examine("written", marks...)
	return b
}

// places are the first n people's places in the proposals.
func (b *bench) places(n int) []string {
	b.t.Helper()
	p, _, err := b.desk.Proposals(bg, record.Actor{Person: "county_director"}, "c")
	require.NoError(b.t, err)
	all := make([]string, n)
	for _, row := range p.Rows {
		for i := range all {
			if row.Application == id(i+1) {
				all[i] = row.Place
			}
		}
	}
	return all
}

func TestACapLetsTheNextOfAnotherPathIn(t *testing.T) { // HZ16: 13×20% = 2.6, two relatives
	t.Parallel()
	limit := edit("procedure:", "caps: [{path: relative, percent: {value: \"50\", source: 第五条}, of: cycle_posts, rounding: {value: floor, source: 第五条}, ties: {value: lots, source: 第五条}}]\nprocedure:")
	b := contested(t, 3, []int{95, 90, 85, 80, 75}, []int{1, 2, 3}, limit)
	require.Equal(t, []string{"in", "capped", "capped", "in", "in"}, b.places(5))
	b.confirm()
	require.Equal(t, []string{recruitment.Proposed, recruitment.Ranked, recruitment.Ranked, recruitment.Proposed, recruitment.Proposed}, b.states(5))
	b.act("applicant", id(4), "waive", record.Body{})
	require.Equal(t, "recruitment.substitute.none", b.no("county_director", "substitute", record.Body{}).Code, "those over the cap are no substitutes")
	b.act("applicant", id(1), "waive", record.Body{})
	r := answer[map[string][]string](b, b.cycle("county_director", "substitute", record.Body{}))
	require.Equal(t, []string{id(2)}, r["proposed"], "one relative gone makes room for one")
}

func TestACapOfAllCountyPostsNeedsTheirNumber(t *testing.T) {
	t.Parallel()
	limit := edit("procedure:", "caps: [{path: relative, percent: {value: \"20\", source: 第五条}, of: county_posts, rounding: {value: floor, source: 第五条}, ties: {value: lots, source: 第五条}}]\nprocedure:")
	b := contested(t, 1, []int{95, 90}, nil, limit)
	require.Equal(t, "recruitment.county.posts", b.no("county_director", "confirm", record.Body{Reason: "按规则"}).Code)
}

func TestAPlaceKeptForAPathIsNotAnothers(t *testing.T) { // ZSD21: five and one
	t.Parallel()
	b := contested(t, 2, []int{95, 90, 60}, []int{3}, edit("headcount: per_plan", "headcount: per_plan, by_path: {disabled: 1, relative: 1}"))
	require.Equal(t, []string{"in", "wait", "in"}, b.places(3))
	b.confirm()
	b.act("applicant", id(3), "waive", record.Body{})
	require.Equal(t, "recruitment.substitute.none", b.no("county_director", "substitute", record.Body{}).Code)
	b.act("applicant", id(1), "waive", record.Body{})
	r := answer[map[string][]string](b, b.cycle("county_director", "substitute", record.Body{}))
	require.Equal(t, []string{id(2)}, r["proposed"])
}

// exempting lets the college-educated skip the written part (JM17).
func exempting(merge, share string) []func(string) string {
	return []func(string) string{
		edit("- written: {paper", `- written: {exempt: [{id: college, rule: 大专免笔试, expr: 'applicant.other["college"]', source: 第九条}], paper`),
		edit("- total:", `- shortlist: {from: written, to: interview, all: true}
  - interview: {form: {value: 面试, source: 第九条}, full: {value: "100", source: 第九条}, pass: {value: "60", source: 第九条}, panel: {value: {size: 1}, source: 第九条}}
  - total:`),
		edit("{written: 100}, source: 第十条}", "{written: 50, interview: 50}, source: 第十条}, exempt: {value: {interview: 100}, source: 第十条}, merge: {value: "+merge+", source: 第十条}, share: {value: "+share+", source: 第十条}"),
		edit("{extra: written}", "{higher: interview}, {extra: interview}"),
	}
}

// exempted has person 1 exempt from the written part; the interview is still to come.
func exempted(t *testing.T, merge, share string) *bench {
	t.Helper()
	b := newBench(t)
	b.whole(exempting(merge, share)...)
	b.published(post("P1", 1))
	for i := 1; i <= 3; i++ {
		college := map[bool]string{true: "yes", false: "no"}[i == 1]
		require.NoError(t, b.apply(i, "P1", map[string]string{"certificate.valid": "yes", "applicant.other.local": "yes", "applicant.other.college": college}).Fault())
	}
	b.lapse()
	b.qualified(3)
	b.seated()
	b.examine("written", 0, 90, 50)
	return b
}

func TestWhoIsExemptFromAPartGoesOnBesideThoseWhoPassed(t *testing.T) {
	t.Parallel()
	b := exempted(t, "one_list", "exempt_last")
	require.Equal(t, []string{recruitment.Qualified, recruitment.Qualified, recruitment.Eliminated}, b.states(3))
	b.examine("interview", 85, 75)
	require.Equal(t, []string{"in", "wait"}, b.places(2), "85 on the interview alone before 82.5 of both")
	b.confirm()
	view, err := b.desk.Application(bg, record.Actor{Person: "county_hr"}, id(1))
	require.NoError(t, err)
	require.Equal(t, []string{"written"}, view.Exempt)
}

func TestTheExemptMayBeRankedApart(t *testing.T) { // TA: an order of two lists
	t.Parallel()
	b := exempted(t, "separate_lists", "exempt_last")
	b.examine("interview", 85, 75)
	require.Equal(t, []string{"wait", "in"}, b.places(2))
	b.confirm()
	b.act("applicant", id(2), "waive", record.Body{})
	r := answer[map[string][]string](b, b.cycle("county_director", "substitute", record.Body{}))
	require.Equal(t, []string{id(1)}, r["proposed"])
}
