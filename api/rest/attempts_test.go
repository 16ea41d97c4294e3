package rest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/api/rest"
	"jinchu/policy/fault"
)

// clock is a wall clock that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func TestTriesComeBackWithTime(t *testing.T) {
	t.Parallel()
	c := &clock{time.Date(2024, 1, 2, 9, 0, 0, 0, time.UTC)}
	a := rest.NewAttempts(c.now)
	for i := range 5 {
		require.NoError(t, a.Take("hr", fmt.Sprintf("192.0.2.%d:1", i)))
	}
	err := a.Take("hr", "192.0.2.9:1")
	require.Equal(t, "session.many", fault.CodeOf(err))
	require.Contains(t, fault.Of(err).Sentence(fault.English), "30 s")
	require.NoError(t, a.Take("director", "192.0.2.9:1"), "another name")
	c.at = c.at.Add(30 * time.Second)
	require.NoError(t, a.Take("hr", "192.0.2.9:1"))
	require.Equal(t, "session.many", fault.CodeOf(a.Take("hr", "192.0.2.9:1")))
	a.Forget("hr")
	require.NoError(t, a.Take("hr", "192.0.2.9:1"), "after a good password")
}

func TestOneAddressTriesNamesSoManyTimes(t *testing.T) {
	t.Parallel()
	c := &clock{time.Date(2024, 1, 2, 9, 0, 0, 0, time.UTC)}
	a := rest.NewAttempts(c.now)
	for i := range 100 {
		require.NoError(t, a.Take(fmt.Sprint("name", i), fmt.Sprintf("192.0.2.1:%d", i)))
	}
	require.Equal(t, "session.many", fault.CodeOf(a.Take("one more", "192.0.2.1:9")), "whatever its port")
	require.NoError(t, a.Take("one more", "192.0.2.2:9"))
}

func TestTriesAreRememberedInBoundedMemory(t *testing.T) {
	t.Parallel()
	c := &clock{time.Date(2024, 1, 2, 9, 0, 0, 0, time.UTC)}
	a := rest.NewAttempts(c.now)
	for i := range 3 * rest.AttemptsKept {
		require.NoError(t, a.Take(fmt.Sprint("name", i), fmt.Sprintf("[2001:db8::%x]:1", i)))
	}
	known, listed := a.Kept()
	require.LessOrEqual(t, known, rest.AttemptsKept)
	require.Equal(t, known, listed)
}
