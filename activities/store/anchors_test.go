package store_test

import (
	"encoding/hex"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"jinchu/activities/store"
	"jinchu/policy/dossier"
	"jinchu/policy/fault"
)

func anchor(t *testing.T, s *store.Store, atOnce bool) (dossier.Anchored, bool) {
	t.Helper()
	a, made, err := s.Anchor(bg, atOnce)
	require.NoError(t, err)
	return a, made
}

func audited(t *testing.T, s *store.Store) store.Verified {
	t.Helper()
	v, err := s.VerifyAudit(bg, "")
	require.NoError(t, err)
	return v
}

func TestADayHasOneAnchorAndAskingMakesAnother(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	chain(t, s)
	first, made := anchor(t, s, false)
	require.True(t, made)
	require.Equal(t, "2024-01-02", first.Day)
	require.EqualValues(t, 1, first.Count)
	_, made = anchor(t, s, false)
	require.False(t, made, "today has one")
	second, made := anchor(t, s, true)
	require.True(t, made)
	require.Zero(t, second.Count, "nothing changed since")
	require.Equal(t, first.Hash, second.Previous)
	write(t, s, func(tx store.Tx) error { return tx.Advance(bg, begin.AddDate(0, 0, 3)) })
	third, made := anchor(t, s, false)
	require.True(t, made, "another day")
	require.Equal(t, "2024-01-05", third.Day)
	require.Equal(t, store.Verified{Cases: 1, Entries: 5, Payloads: 5, Anchors: 3}, audited(t, s))
}

func TestManyProgramsMakeOneAnchor(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	chain(t, s)
	var g errgroup.Group
	for range 8 {
		g.Go(func() error { _, _, err := s.Anchor(bg, false); return err })
	}
	require.NoError(t, g.Wait())
	v := audited(t, s)
	require.Equal(t, 1, v.Anchors)
	require.Empty(t, v.Broken)
}

// What no chain alone can show: a case taken back to an earlier entry, or away, with all its traces.
func TestAnchorsFindWhatWasTakenAway(t *testing.T) {
	t.Parallel()
	const cut = `delete from audit_payload where no > 3; delete from audit where no > 3; update case_file set audit_no = 3, audit_head = (select hash from audit where no = 3)`
	for _, c := range []struct {
		sql    string
		broken store.Broken
	}{
		{cut, store.Broken{Case: "c", No: 5, Why: dossier.Anchor, Anchor: 1}},
		{`delete from audit_payload; delete from audit; update case_file set audit_no = 0, audit_head = ''`, store.Broken{Case: "c", No: 5, Why: dossier.Anchor, Anchor: 1}},
		{`alter table audit drop constraint audit_case_known; alter table step drop constraint step_case_known; delete from case_file where id = 'd'`, store.Broken{Case: "d", No: 2, Why: dossier.End}},
		{`update anchor set day = day + 1 where no = 2`, store.Broken{No: 2, Why: dossier.Content}},
		{`update anchor set wall_at = wall_at + interval '1 microsecond' where no = 1`, store.Broken{No: 1, Why: dossier.Content}},
		{`update anchor set count = 7 where no = 2`, store.Broken{No: 2, Why: dossier.Content}},
		{`update anchor set root = '\x00' where no = 2`, store.Broken{No: 2, Why: dossier.Content}},
		{`update anchor set hash = '\x00' where no = 1`, store.Broken{No: 1, Why: dossier.Content}},
		{`update anchor set previous = '\x00' where no = 2`, store.Broken{No: 2, Why: dossier.Chain}},
		{`update anchor_head set anchor = 2; delete from anchor where no = 1`, store.Broken{No: 1, Why: dossier.Missing}},
		{`update anchor_head set anchor = 1 where anchor = 2`, store.Broken{No: 1, Why: dossier.Content}},
		{`alter table anchor_head drop constraint anchor_head_known; delete from anchor`, store.Broken{No: 1, Why: dossier.End}},
	} {
		t.Run(c.sql, func(t *testing.T) {
			t.Parallel()
			s, url := rehearsal(t)
			chain(t, s)
			anchor(t, s, true)
			cycle(t, s, "d")
			anchor(t, s, true)
			require.Empty(t, audited(t, s).Broken)
			_, err := owner(t, url).Exec(bg, c.sql)
			if err != nil { // of two cases the statement meant one
				t.Fatal(err)
			}
			require.Contains(t, audited(t, s).Broken, c.broken)
			if c.broken.Case == "c" {
				require.Equal(t, dossier.Anchor, fault.Of(verify(s)).Args["why"], "the case alone tells it too")
			}
		})
	}
}

func TestTheAppCannotTouchWhatIsWritten(t *testing.T) {
	t.Parallel()
	s, url := rehearsal(t)
	chain(t, s)
	anchor(t, s, true)
	conn := owner(t, url)
	_, err := conn.Exec(bg, `set role jinchu_app`)
	require.NoError(t, err)
	for _, table := range []string{"audit", "audit_payload", "anchor", "anchor_head", "county_key", "retention_rule", "retention_run", "retention_item", "retention_done"} {
		for _, sql := range []string{"delete from %s", "truncate %s", "update %s set county = county"} {
			_, err := conn.Exec(bg, fmt.Sprintf(sql, table))
			require.ErrorContains(t, err, "42501", sql+table)
		}
	}
	_, err = conn.Exec(bg, `insert into retention_done (county, run, by, role, confirmed) values ('990101000000', 1, 'x', 'x', now())`)
	require.ErrorContains(t, err, "42501")
	_, err = conn.Exec(bg, `set role jinchu_auditor`)
	require.NoError(t, err)
	_, err = conn.Exec(bg, `select destroy_expired('990101000000', 1, 'x', 'x', '2024-01-02')`)
	require.ErrorContains(t, err, "42501")
}

func TestProofsLeadToTheAnchors(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	chain(t, s)
	for i := range 5 {
		cycle(t, s, fmt.Sprintf("c%d", i))
	}
	anchor(t, s, true)
	require.NoError(t, s.Read(bg, func(tx store.Tx) error {
		heads, entries, kept, err := tx.Chained(bg, []string{"c", "c3"})
		require.NoError(t, err)
		require.Len(t, entries, 6)
		require.JSONEq(t, `{"note":"测试"}`, kept[1].Text)
		anchors, err := tx.Anchors(bg)
		require.NoError(t, err)
		proofs, err := tx.Proofs(bg, []string{"c", "c3"})
		require.NoError(t, err)
		require.Len(t, proofs, 2)
		for i, p := range proofs {
			require.True(t, anchors[0].Holds(heads[i], p))
		}
		return nil
	}))
}

func TestTheCountySignsWithKeysOfItsOwn(t *testing.T) {
	t.Parallel()
	s, url := rehearsal(t)
	var before []store.CountyKey
	write(t, s, func(tx store.Tx) error {
		for _, algorithm := range dossier.Algorithms {
			for range 2 {
				by, err := tx.Signer(bg, algorithm)
				require.NoError(t, err)
				signature, err := by.Sign([]byte("text"))
				require.NoError(t, err)
				require.True(t, by.Key().Verifies([]byte("text"), signature))
				require.False(t, by.Key().Verifies([]byte("texT"), signature))
			}
		}
		_, err := tx.Signer(bg, "rsa")
		require.Equal(t, "dossier.algorithm", fault.CodeOf(err))
		before, err = tx.CountyKeys(bg)
		return err
	})
	require.Len(t, before, 2)
	require.Equal(t, dossier.Ed25519, before[0].Algorithm)
	_, err := owner(t, url).Exec(bg, `insert into county_key (county, fingerprint, algorithm, pem) values ('990101000000', $1, 'sm2', 'old')`, hex.EncodeToString([]byte("old")))
	require.NoError(t, err)
	require.NoError(t, s.Read(bg, func(tx store.Tx) error {
		keys, err := tx.CountyKeys(bg)
		require.Equal(t, "old", keys[2].PEM, "a key that was replaced is still known")
		return err
	}))
}
