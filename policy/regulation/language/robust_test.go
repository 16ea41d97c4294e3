package language_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// Whatever a person saves by accident is a fault with a place, never a crash.
func TestParseSurvivesBrokenFiles(t *testing.T) {
	t.Parallel()
	var broken []string
	for i := 0; i < len(example); i += 7 {
		broken = append(broken, example[:i], example[:i]+example[min(i+3, len(example)):], example[:i]+"{"+example[i:], example[:i]+"\n- "+example[i:])
	}
	broken = append(broken, "", "\n", "---\n---\n", "x", "[]", "42", "null", "- a", "\xff\xfe", "a: &b [*b]", strings.Repeat("[", 500), "regulation:\n", "<<: {a: 1}\n", "? [a]: b\n")
	for _, text := range broken {
		require.NotPanics(t, func() {
			reg, err := language.Parse("f.yaml", []byte(text))
			if err != nil {
				require.Nil(t, reg)
				require.NotEqual(t, "internal", fault.CodeOf(err), text)
				require.Contains(t, err.Error(), "f.yaml:")
				return
			}
			language.Unspecified(reg)
			language.Lint(reg)
			language.Sentences(reg)
			_, err = language.Compile(reg)
			require.NoError(t, err)
		}, text)
		require.NotPanics(t, func() { _, _ = language.ParseRulings("r.yaml", []byte(text)) }, text)
	}
}

// A ruling at any place, of any shape, is applied or refused, never a crash.
func TestRuleSurvivesAnyPlaceAndValue(t *testing.T) {
	t.Parallel()
	reg := parsed(t, example)
	var places []string
	for _, c := range language.Diff(&regulation.Regulation{}, reg) {
		for path := c.Path; path != ""; path = path[:max(strings.LastIndexAny(path, ".["), 0)] {
			places = append(places, path, path+"[+]", path+"[+0]", path+"[0]", path+".x", path+"[total]")
		}
	}
	slices.Sort(places)
	for i, path := range slices.Compact(places) {
		value := []string{"[]", "{}", "1", "x", "{written: {}}", "null", "unspecified", "{value: 1}", "[{}]"}[i%9]
		require.NotPanics(t, func() { _, _ = language.Rule(reg, []regulation.Ruling{one(path, value)}) }, path+" "+value)
	}
	require.Equal(t, parsed(t, example), reg)
}
