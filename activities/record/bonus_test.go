package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/recruitment"
)

// veterans earn five points on the written part.
func veterans(inPass string) func(string) string {
	return edit("- written: {paper", `- written: {bonus: {value: {items: [{id: veteran, rule: 退役军人加五分, expr: 'applicant.other["veteran"]', points: 5, source: 第九条},
      {id: model, rule: 先进个人加三分, expr: 'applicant.other["model"]', points: 3, source: 第九条}],
      several: {value: cumulative, source: 第九条}, at_most: {value: 6, source: 第九条}, added_to: {value: part, source: 第九条}, in_pass: {value: `+inPass+`, source: 第九条}}, source: 第九条}, paper`)
}

// earning has three people apply: the second is a veteran, the third a veteran and a model.
func earning(t *testing.T, inPass string) *bench {
	t.Helper()
	b := newBench(t)
	b.whole(veterans(inPass))
	b.published(post("P1", 1))
	for i := 1; i <= 3; i++ {
		facts := map[string]string{"certificate.valid": "yes", "applicant.other.local": "yes", "applicant.other.veteran": "no", "applicant.other.model": "no"}
		if i > 1 {
			facts["applicant.other.veteran"] = "yes"
		}
		if i > 2 {
			facts["applicant.other.model"] = "yes"
		}
		require.NoError(t, b.apply(i, "P1", facts).Fault())
	}
	b.lapse()
	return b
}

func TestBonusPointsCountInMarkAndTotalWithTheirReasons(t *testing.T) {
	t.Parallel()
	b := earning(t, "true")
	b.qualified(3)
	b.seated()
	b.mark("written", []record.Mark{b.of(1, "80"), b.of(2, "76"), b.of(3, "56")})
	require.Equal(t, []string{recruitment.Qualified, recruitment.Qualified, recruitment.Qualified}, b.states(3), "56 and six points pass 60")
	p, _, err := b.desk.Proposals(bg, record.Actor{Person: "county_director"}, "c")
	require.NoError(t, err)
	require.Equal(t, id(2), p.Rows[0].Application, "81 before 80")
	require.Equal(t, "81×100% = 81", p.Rows[0].Arithmetic)
	require.Equal(t, "笔试加5分", p.Rows[0].Reasons[0].Rule)
	require.Equal(t, "退役军人加五分", p.Rows[0].Reasons[1].Rule)
	require.Equal(t, "笔试加6分", p.Rows[2].Reasons[0].Rule)
	require.Contains(t, p.Rows[2].Reasons[0].Note, "上限6分")
}

func TestABonusThatThePassMarkDoesNotCountSavesNobody(t *testing.T) {
	t.Parallel()
	b := earning(t, "false")
	b.qualified(3)
	b.seated()
	require.NoError(t, b.enter("score_keyer", "written", b.of(1, "80"), b.of(2, "76"), b.of(3, "56")))
	b.cycle("county_hr", "lock_scores", record.Body{})
	p, _, err := b.desk.Proposals(bg, record.Actor{Person: "county_director"}, "c")
	require.NoError(t, err)
	require.Equal(t, "eliminate", p.Rows[2].Event)
	require.Equal(t, "56", p.Rows[2].Score.String(), "the mark as it was given")
}

func TestWhatABonusHangsOnIsEstablishedInReview(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(veterans("true"))
	b.published(post("P1", 1))
	b.applied(1)
	b.act("township_clerk", id(1), "pass_on", record.Body{})
	f := b.noApplication("county_hr", id(1), "qualify", record.Body{})
	require.Equal(t, "recruitment.bonus.facts", f.Code)
	require.Equal(t, "退役军人加五分", f.Args["rule"])
	b.act("county_hr", id(1), "qualify", record.Body{Facts: map[string]string{"applicant.other.veteran": "no", "applicant.other.model": "no"}})
}
