package store_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/activities/store/cluster"
)

// BenchmarkVerify goes through the audit of a county with 20,000 cases of five entries, anchored:
// go test ./activities/store -run xxx -bench Verify -benchtime=1x
func BenchmarkVerify(b *testing.B) {
	const cases, atOnce, steps = 20000, 2000, 5
	url := cluster.CopyForTests(b, store.Shape(), func(url string) error { return store.Migrate(bg, url) })
	keys, err := store.OpenKeyring(b.TempDir())
	require.NoError(b, err)
	s, err := store.Open(bg, url, keys)
	require.NoError(b, err)
	b.Cleanup(s.Close)
	_, err = s.CreateRealm(bg, store.Rehearsal, county, "演练县", begin)
	require.NoError(b, err)
	require.NoError(b, s.Write(bg, func(tx store.Tx) error { return tx.Note(bg, "begin", "p", "p", nil) })) // the county's own case
	for first := 0; first < cases; first += atOnce {
		units, moves := map[string]string{}, []store.Move{}
		for n := first; n < first+atOnce; n++ {
			id := fmt.Sprintf("case-%05d", n)
			units[id] = county
			moves = append(moves, store.Move{Case: id, Event: "submit", State: "submitted", Actor: "p", Role: "applicant", Record: map[string]int{"n": n}})
		}
		require.NoError(b, s.Write(bg, func(tx store.Tx) error {
			if err := tx.OpenCases(bg, "application", store.CountyCase, units); err != nil {
				return err
			}
			for range steps {
				if err := tx.Move(bg, moves); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	_, _, err = s.Anchor(bg, true)
	require.NoError(b, err)
	for b.Loop() {
		v, err := s.VerifyAudit(bg, "")
		require.NoError(b, err)
		require.Equal(b, store.Verified{Cases: cases + 1, Entries: cases*steps + 1, Payloads: cases*steps + 1, Anchors: 1}, v)
	}
}
