package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
)

func TestSentenceIsFilled(t *testing.T) {
	t.Parallel()
	f := fault.New("act.sequence", "seen", 3, "now", 5)
	require.Equal(t, "Somebody has just acted on this case (you saw step 3, it is now at 5). Reload, then decide.", f.Sentence(fault.English))
	require.Contains(t, f.Sentence(fault.Chinese), "第3步")
	require.Equal(t, fault.Conflict, f.Kind())
}

func TestPlaceStandsBeforeTheSentence(t *testing.T) {
	t.Parallel()
	f := fault.New("value.missing", "field", "name")
	placed := f.At("row 3")
	require.Equal(t, "row 3: 缺少“name”。", placed.Error())
	require.Equal(t, "缺少“name”。", f.Error(), "the first fault stays as it was")
}

func TestCauseIsKeptButNotShown(t *testing.T) {
	t.Parallel()
	cause := errors.New("dial tcp: refused")
	f := fault.New("busy").Because(cause)
	require.ErrorIs(t, f, cause)
	require.NotContains(t, f.Error(), "dial")
}

func TestFaultsAreFoundInAChain(t *testing.T) {
	t.Parallel()
	wrapped := fmt.Errorf("reading: %w", fault.New("unknown", "what", "unit"))
	require.Equal(t, "unknown", fault.CodeOf(wrapped))
	require.ErrorIs(t, wrapped, fault.New("unknown"))
	require.NotErrorIs(t, wrapped, fault.New("busy"))
	require.Equal(t, "internal", fault.CodeOf(errors.New("anything else")))
	require.Empty(t, fault.CodeOf(nil))
}

func TestUnknownCodeShowsItself(t *testing.T) {
	t.Parallel()
	require.False(t, fault.Known("no.such"))
	require.True(t, fault.Known("busy"))
	require.Equal(t, "no.such", fault.New("no.such").Sentence(fault.English))
}
