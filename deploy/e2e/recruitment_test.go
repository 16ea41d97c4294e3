package e2e_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/activities/store/cluster"
	"jinchu/api/server"
	"jinchu/deploy/local/demo"
	"jinchu/deploy/local/engine"
	"jinchu/deploy/rehearsal"
	"jinchu/worker/boot"
)

// county is the program's own wiring on a database of its own: record, procedures, counter.
func county(t *testing.T, access engine.Access) (address string, signIns map[string][]rehearsal.Credentials) {
	t.Helper()
	ctx := context.Background()
	keys, err := store.OpenKeyring(t.TempDir())
	require.NoError(t, err)
	s, err := store.Open(ctx, cluster.CopyForTests(t, store.Shape(), func(url string) error { return store.Migrate(ctx, url) }), keys)
	require.NoError(t, err)
	t.Cleanup(s.Close)
	_, err = s.CreateRealm(ctx, store.Rehearsal, demo.County, demo.Name, demo.Begin)
	require.NoError(t, err)
	planted, err := demo.Plant(ctx, s, demo.Seed)
	require.NoError(t, err)
	w, err := boot.Join(ctx, s, keys, access)
	require.NoError(t, err)
	t.Cleanup(w.Leave)
	joined, err := server.Join(ctx, s, keys, access)
	require.NoError(t, err)
	t.Cleanup(joined.Leave)
	counter, err := server.Start(ctx, server.Config{Address: "127.0.0.1:0", Version: "proof", Desk: joined.Desk})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, counter.Stop(ctx)) })
	signIns = map[string][]rehearsal.Credentials{}
	for _, one := range planted {
		signIns[string(one.Role)] = append(signIns[string(one.Role)], rehearsal.Credentials{SignIn: one.SignIn, Password: demo.Password})
	}
	return "http://" + counter.Address(), signIns
}

// recruits plays a whole cycle through the counter, twice on two databases, to the same end.
func recruits(t *testing.T, access engine.Access) {
	var digests []string
	for range 2 {
		address, signIns := county(t, access)
		var said bytes.Buffer
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		defer cancel()
		report, err := rehearsal.Play(ctx, rehearsal.Config{BaseURL: address, Regulation: "qingyuan-2018", Applicants: 14, Seed: 3,
			Rulings: true, SignIns: signIns, Out: &said})
		require.NoError(t, err, said.String())
		require.Equal(t, rehearsal.Finished, report.Outcome, "%v\n%s", report.Violations, said.String())
		require.NotEmpty(t, report.Hired)
		digests = append(digests, report.Digest)
	}
	require.Equal(t, digests[0], digests[1])
}

// stops at the first open value where nobody may rule.
func stops(t *testing.T, access engine.Access) {
	address, signIns := county(t, access)
	report, err := rehearsal.Play(t.Context(), rehearsal.Config{BaseURL: address, Regulation: "qingyuan-2018", Applicants: 6, Seed: 3, SignIns: signIns})
	require.NoError(t, err)
	require.Equal(t, rehearsal.Stopped, report.Outcome)
	require.NotNil(t, report.OpenValue)
	require.Equal(t, 3, report.ExitCode())
}
