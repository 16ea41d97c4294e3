package exercise_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jinchu/policy/approval"
	"jinchu/policy/approval/exercise"
)

// itself is the machine as it is.
func itself(r approval.Route) exercise.Machine { return r }

// lots are the same for the same seed on every machine.
func lots(seed uint64) exercise.Draw {
	return rand.New(rand.NewPCG(seed, seed)).IntN //nolint:gosec // lots of an exercise, not a secret
}

func TestMachineAndModelAgree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "lot") }
		require.NoError(t, exercise.Run(draw, 40, itself, exercise.NewTally()))
	})
}

func TestEveryVerbAndEveryPairIsExercised(t *testing.T) {
	t.Parallel()
	tally := exercise.NewTally()
	for seed := range uint64(5) {
		require.NoError(t, exercise.Run(lots(seed), 4_000, itself, tally), "seed %d", seed)
	}
	require.Equal(t, 20_000, tally.Acts)
	for _, verb := range exercise.Verbs {
		require.NotZero(t, tally.Done[verb], verb)
		require.NotZero(t, tally.Refused[verb], verb)
	}
	for pair := range tally.Followed {
		require.True(t, exercise.CanFollow(pair[0], pair[1]), "%v was done, and is said to be impossible", pair)
	}
	require.Greater(t, len(tally.Tried), exercise.Pairs()*95/100, tally)
	require.Greater(t, len(tally.Followed), exercise.Possible()*85/100, tally)
}

// lax is a machine with one rule taken out: whoever submitted it may agree.
type lax struct{ approval.Route }

func (l lax) Act(s approval.State, a approval.Act, w approval.World) (approval.State, error) {
	if a.Verb == approval.Agree && a.By == s.Submitter && !s.Final() {
		w.Staff = map[string][][]approval.Person{}
		for _, c := range s.Chairs {
			w.Staff[c.Seat.ID] = [][]approval.Person{{{ID: a.By}}}
		}
		s.Submitter = "nobody"
	}
	return l.Route.Act(s, a, w)
}

// forgetful is a machine that waits for nobody once a seat is empty.
type forgetful struct{ approval.Route }

func (f forgetful) Responsible(s approval.State, w approval.World) []approval.Duty {
	var all []approval.Duty
	for _, d := range f.Route.Responsible(s, w) {
		if d.As != approval.AsOrganiser {
			all = append(all, d)
		}
	}
	return all
}

func TestAMachineThatErrsIsFound(t *testing.T) {
	t.Parallel()
	for name, build := range map[string]func(approval.Route) exercise.Machine{
		"the machine says": func(r approval.Route) exercise.Machine { return lax{r} },
		"waited for":       func(r approval.Route) exercise.Machine { return forgetful{r} },
	} {
		err := exercise.Run(lots(1), 20_000, build, exercise.NewTally())
		require.Error(t, err, name)
		require.Contains(t, err.Error(), "acts [", "it tells what led to it")
	}
}

func TestTheTallyIsReadable(t *testing.T) {
	t.Parallel()
	tally := exercise.NewTally()
	require.NoError(t, exercise.Run(lots(7), 500, itself, tally))
	text := tally.String()
	require.Contains(t, text, "acts 500 in ")
	for _, verb := range exercise.Verbs {
		require.Contains(t, text, verb)
	}
}
