package trial_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/api/trial"
	"jinchu/policy"
	"jinchu/policy/regulation/language"
	"jinchu/policy/regulation/library"
)

func TestLintTellsOfASeatNobodyMaySit(t *testing.T) {
	t.Parallel()
	lines, err := policy.New(policy.Lines())
	require.NoError(t, err)
	text, ok := library.Text("yanlian-routes")
	require.True(t, ok)
	seats := func(text string) []language.Finding {
		reg, err := language.Parse("f.yaml", []byte(text))
		require.NoError(t, err)
		var found []language.Finding
		for _, f := range trial.Lint(reg, lines) {
			if f.Code == "route.seat" {
				found = append(found, f)
			}
		}
		return found
	}
	require.Empty(t, seats(text))
	wrong := strings.Replace(text, "by: [finance, discipline_office]", "by: [finance, township_clerk]", 1)
	found := seats(strings.Replace(wrong, "{role: discipline_office, as: secretary}", "{role: township_clerk, as: secretary}", 1))
	require.Len(t, found, 1, "a clerk keeps minutes and signs nothing")
	require.Equal(t, "procedure[1].approval.route[0].by[1]", found[0].Path)
	require.Equal(t, language.Error, found[0].Severity)
	require.Empty(t, found[0].MayOverride, "nobody may let it stand")
	require.Contains(t, found[0].Chinese, "乡镇经办人")
	require.Contains(t, found[0].English, "county_director")
}
