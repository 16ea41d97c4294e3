package fault_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
)

var (
	blank  = regexp.MustCompile(`\{[^{}]*\}`)
	closed = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$`)
	han    = regexp.MustCompile(`\p{Han}`)
	latin  = regexp.MustCompile(`[A-Za-z]{3}`)
)

// Every code says something in both languages, and both say it with the same facts.
func TestSentences(t *testing.T) {
	t.Parallel()
	require.NotEmpty(t, fault.Codes())
	for _, code := range fault.Codes() {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			chinese, english := fault.New(code).Sentence(fault.Chinese), fault.New(code).Sentence(fault.English)
			require.Regexp(t, closed, code)
			require.Regexp(t, han, chinese)
			require.NotEmpty(t, english)
			require.Regexp(t, latin, english)
			require.Equal(t, blanks(chinese), blanks(english))
			require.NotEmpty(t, fault.New(code).Kind())
		})
	}
}

func blanks(sentence string) []string {
	found := blank.FindAllString(sentence, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestCodesAreSorted(t *testing.T) {
	t.Parallel()
	require.True(t, slices.IsSorted(fault.Codes()))
}

func TestWordsAreSaidInTheLanguageAskedFor(t *testing.T) {
	t.Parallel()
	f := fault.New("regulation.expr.result", "got", fault.Words{Chinese: "文字", English: "text"})
	require.Contains(t, f.Sentence(fault.Chinese), "这里是文字")
	require.Contains(t, f.Sentence(fault.English), "comes to text")
	require.Equal(t, "文字", fault.Words{Chinese: "文字", English: "text"}.String())
}

func TestThingsAreCalledAsPeopleCallThem(t *testing.T) {
	t.Parallel()
	f := fault.New("unknown", "what", "cycle")
	require.Equal(t, "没有找到选聘批次，或者您无权查看。", f.Sentence(fault.Chinese))
	require.Equal(t, "There is no such cycle, or you may not see it.", f.Sentence(fault.English))
	require.Contains(t, fault.New("unknown", "what", "甲表").Sentence(fault.Chinese), "没有找到甲表", "what has no other name keeps its own")
}
