package trial_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/api/trial"
	"jinchu/policy/fault"
)

// 集美2017 gave one bonus to a person, on the written mark, and held the pass mark against the sum.
func TestRankCountsBonuses(t *testing.T) {
	t.Parallel()
	reg := ruled(t, "paper: {value: 综合知识与写作, source: QY18 笔试}",
		"bonus: {items: [{id: v, rule: 退役军人, expr: applicant.veteran, points: 3}, {id: p, rule: 党员, expr: applicant.party_member, points: 2}], several: best, added_to: part, in_pass: true}")
	scores := "ticket,written,skills,interview\nT1,70,80,80\nT2,72,80,80\n"
	people := "ticket,post,path,applicant.veteran,applicant.party_member\nT1,p,disabled,yes,yes\nT2,p,disabled,no,no\n"
	got, err := trial.Rank(reg, table(t, people), table(t, scores), map[string]int{"p": 1})
	require.NoError(t, err)
	require.Equal(t, "T1", got.Rows[0].Ticket)
	require.Equal(t, "73×30% + 80×30% + 80×40% = 77.9", got.Rows[0].Arithmetic)

	unknown := "ticket,post,path,applicant.veteran\nT1,p,disabled,\nT2,p,disabled,no\n"
	_, err = trial.Rank(reg, table(t, unknown), table(t, scores), map[string]int{"p": 1})
	require.Equal(t, "recruitment.bonus.facts", fault.CodeOf(err), "a total without it would be somebody else's")
	require.ErrorContains(t, err, "退役军人")
}
