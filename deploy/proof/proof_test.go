package proof_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/activities/store/cluster"
	"jinchu/deploy/proof"
	"jinchu/policy/approval/exercise"
)

func settled(t *testing.T) *proof.County {
	t.Helper()
	url := cluster.CopyForTests(t, store.Shape(), func(url string) error { return store.Migrate(context.Background(), url) })
	keys, err := store.OpenKeyring(t.TempDir())
	require.NoError(t, err)
	c, err := proof.Settle(t.Context(), url, keys)
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return c
}

func lots(seed uint64) exercise.Draw {
	return rand.New(rand.NewPCG(seed, seed)).IntN //nolint:gosec // lots of an exercise, not a secret
}

func TestRecordAndModelAgree(t *testing.T) {
	t.Parallel()
	tally := exercise.NewTally()
	require.NoError(t, exercise.On(lots(1), 500, settled(t), tally))
	require.Equal(t, 500, tally.Acts)
	for _, verb := range []string{"agree", "return", "disagree", "transfer", "delegate", "add_signer", "withdraw", "escalate"} {
		require.NotZero(t, tally.Done[verb], verb)
	}
}

func TestProcedureRecordAndModelAgree(t *testing.T) {
	t.Parallel()
	c, tally := settled(t), exercise.NewTally()
	c.ThroughProcedure()
	require.NoError(t, exercise.On(lots(2), 100, c, tally))
	require.Equal(t, 100, tally.Acts)
}
