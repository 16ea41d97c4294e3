package language_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/regulation/language"
)

const graced = `procedure:
  - written:
      full: 100
      pass: 50
      bonus:
        items:
          - {id: veteran, rule: 退役军人, expr: applicant.veteran, points: 3, source: 加分规定一}
          - {id: worker, rule: 持有社会工作者证书, expr: '"social_worker" in applicant.titles', points: 2.5}
`

func TestBonusIsReadAndSaid(t *testing.T) {
	t.Parallel()
	reg := parsed(t, head+graced+"        several: {value: best, source: 加分规定}\n        at_most: 6\n        added_to: part\n        in_pass: true\n")
	rule := reg.Procedure[0].Exam.Bonus.V
	require.Equal(t, "best", rule.Several.V)
	require.Equal(t, "加分规定", rule.Several.Source)
	require.Equal(t, "2.5", rule.Items[1].Points.String())
	text := strings.Join(language.Sentences(reg), "\n")
	for _, want := range []string{"加分：退役军人，加3分〔加分规定一〕", "持有社会工作者证书，加2.5分", "多项：只取最高一项〔加分规定〕；上限（分）：6；计入：本科目成绩；合格线含加分：是"} {
		require.Contains(t, text, want)
	}
	_, err := language.Compile(reg)
	require.NoError(t, err)
	require.Contains(t, codes(language.Lint(reg)), "bonus.full")
}

func TestBonusThatTheTextLeavesOpen(t *testing.T) {
	t.Parallel()
	require.Subset(t, paths(language.Unspecified(parsed(t, head+graced))),
		[]string{"procedure[0].written.bonus.several", "procedure[0].written.bonus.added_to", "procedure[0].written.bonus.in_pass"})
	top := paths(language.Unspecified(parsed(t, head+graced+"        several: cumulative\n        added_to: total\n")))
	require.NotContains(t, top, "procedure[0].written.bonus.in_pass", "a bonus on the total passes nobody")
	require.Contains(t, codes(language.Lint(parsed(t, head+graced+"        several: cumulative\n"))), "bonus.ceiling")

	inside := head + "procedure:\n  - written: {full: 100}\n  - interview: {full: 100}\n  - total: {weights: {written: 65, interview: 30, bonus: 5}}\n"
	require.Contains(t, paths(language.Unspecified(parsed(t, inside))), "procedure[0].written.bonus", "a weight without a bonus")
	none := strings.Replace(inside, "{full: 100}", "{full: 100, bonus: {value: {items: []}, source: 不加分}}", 1)
	require.NotContains(t, paths(language.Unspecified(parsed(t, none))), "procedure[0].written.bonus")
	require.Contains(t, strings.Join(language.Sentences(parsed(t, none)), "\n"), "不加分〔不加分〕")
}

func TestBonusRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, code string }{
		"no points":         {strings.Replace(graced, "points: 3", "points: 0", 1), "regulation.number"},
		"a ceiling of none": {graced + "        at_most: 0\n", "regulation.number"},
		"another way":       {graced + "        several: both\n", "regulation.word"},
		"another place":     {graced + "        added_to: rank\n", "regulation.word"},
		"the same twice":    {strings.Replace(graced, "id: worker", "id: veteran", 1), "regulation.twice"},
		"no sentence":       {strings.Replace(graced, "rule: 退役军人, ", "", 1), "regulation.key.missing"},
		"an unknown word":   {strings.Replace(graced, "applicant.veteran", "applicant.vetran", 1), "regulation.expr.word"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := language.Parse("f.yaml", []byte(head+c.text))
			require.Equal(t, c.code, fault.CodeOf(err), "%v", err)
		})
	}
}
