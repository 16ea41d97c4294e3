package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/retention"
)

// expiring is a closed case "c" of five entries under a rule of one year, two years later; and an open one "d".
func expiring(t *testing.T) (*store.Store, string) {
	t.Helper()
	s, url := rehearsal(t)
	chain(t, s)
	require.NoError(t, act(t, s, command("close", "c", 5), to("closed")).Fault())
	cycle(t, s, "d")
	write(t, s, func(tx store.Tx) error {
		for _, id := range []string{"one", "two"} {
			require.NoError(t, tx.AddPerson(bg, store.Person{ID: id, SignIn: id, Name: "测试" + id}, ""))
		}
		require.NoError(t, tx.RuleRetention(bg, store.RetentionRule{Class: "plan", Years: 9, Approval: "x", By: "one", Role: "county_director", Ruled: begin}))
		require.NoError(t, tx.RuleRetention(bg, store.RetentionRule{Class: "plan", Years: 1, Approval: "y", By: "one", Role: "county_director", Ruled: begin}))
		return tx.Advance(bg, begin.AddDate(2, 0, 0))
	})
	return s, url
}

func listed(t *testing.T, s *store.Store, years int) (items []store.Expired) {
	t.Helper()
	require.NoError(t, s.Read(bg, func(tx store.Tx) (err error) {
		items, err = tx.Expired(bg, store.Expiry{Class: "plan", Kind: "cycle", Events: []string{"submit"}, Years: years,
			Finals: []string{"closed"}, Roots: []string{"closed"}, Today: begin.AddDate(2, 0, 0)})
		return err
	}))
	return items
}

func propose(t *testing.T, s *store.Store, items []store.Expired) (run int64) {
	t.Helper()
	write(t, s, func(tx store.Tx) (err error) {
		run, err = tx.ProposeRun(bg, "one", "county_hr", begin.AddDate(2, 0, 0), items)
		return err
	})
	return run
}

func destroy(s *store.Store, run int64, person string, today time.Time) (n int64, err error) {
	err = s.Write(bg, func(tx store.Tx) error {
		n, err = tx.DestroyExpired(bg, run, person, "county_director", today)
		return err
	})
	return n, err
}

func TestOnlyWhatIsOverAndLongOverExpires(t *testing.T) {
	t.Parallel()
	s, _ := expiring(t)
	require.Len(t, listed(t, s, 1), 6)
	require.Len(t, listed(t, s, 2), 6, "to the day")
	require.Empty(t, listed(t, s, 3))
	require.NoError(t, s.Read(bg, func(tx store.Tx) error {
		rules, err := tx.RetentionRules(bg)
		require.Len(t, rules, 1)
		require.Equal(t, []any{2, 1, "y"}, []any{rules[0].No, rules[0].Years, rules[0].Approval}, "the latest is in force")
		return err
	}))
}

func TestARunDestroysItsListAndNothingElse(t *testing.T) {
	t.Parallel()
	s, _ := expiring(t)
	run := propose(t, s, listed(t, s, 1)[:4])
	today := begin.AddDate(2, 0, 0)
	_, err := destroy(s, run, "one", today)
	require.Equal(t, "retention.same", fault.CodeOf(err))
	_, err = destroy(s, run, "nobody", today)
	require.Equal(t, "unknown", fault.CodeOf(err))
	n, err := destroy(s, run, "two", today)
	require.NoError(t, err)
	require.EqualValues(t, 4, n)
	_, err = destroy(s, run, "two", today)
	require.Equal(t, "retention.over", fault.CodeOf(err))
	require.NoError(t, verify(s))
	v := audited(t, s)
	require.Empty(t, v.Broken)
	require.Equal(t, 4, v.Destroyed)
	require.Len(t, listed(t, s, 1), 2)
	require.NoError(t, s.Read(bg, func(tx store.Tx) error {
		_, entries, kept, err := tx.Chained(bg, []string{"c"})
		require.Len(t, entries, 6)
		require.Equal(t, run, kept[0].Run)
		require.Empty(t, kept[0].Salt)
		_, gone := tx.Payload(bg, "c", 1)
		require.Equal(t, "unknown", fault.CodeOf(gone))
		return err
	}))
	c, err := s.Command(bg, "open-c")
	require.NoError(t, err)
	require.JSONEq(t, `{}`, string(c.Body), "the command that brought it is emptied too")
	c, err = s.Command(bg, "close")
	require.NoError(t, err)
	require.JSONEq(t, `{"note":"测试"}`, string(c.Body))
}

// The application itself may put rows into lists; what it may destroy with them is told by the database.
func TestTheDatabaseHoldsAListAgainstTheRules(t *testing.T) {
	t.Parallel()
	today := begin.AddDate(2, 0, 0)
	for name, sql := range map[string]string{
		"something was added":   `insert into retention_item values ('990101000000', 1, 'plan', 'payload', 'd', 'd', 1, '2024-01-02')`,
		"an open case":          `insert into retention_run values ('990101000000', 9, '2026-01-02', 'one', 'x', 1, sha256('plan payload d d 1 2022-01-02')); insert into retention_item values ('990101000000', 9, 'plan', 'payload', 'd', 'd', 1, '2022-01-02')`,
		"a class without rule":  `insert into retention_run values ('990101000000', 9, '2026-01-02', 'one', 'x', 1, sha256('hire payload c c 1 2024-01-02')); insert into retention_item values ('990101000000', 9, 'hire', 'payload', 'c', 'c', 1, '2024-01-02')`,
		"before its time":       `insert into retention_run values ('990101000000', 9, '2026-01-02', 'one', 'x', 1, sha256('plan payload c c 1 2025-06-02')); insert into retention_item values ('990101000000', 9, 'plan', 'payload', 'c', 'c', 1, '2025-06-02')`,
		"a list of another run": `insert into retention_run values ('990101000000', 9, '2026-01-02', 'one', 'x', 1, sha256('x')); insert into retention_item values ('990101000000', 9, 'plan', 'payload', 'c', 'c', 1, '2024-01-02')`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, url := expiring(t)
			run := propose(t, s, listed(t, s, 1))
			conn := owner(t, url)
			_, err := conn.Exec(bg, `set role jinchu_app; `+sql)
			require.NoError(t, err)
			if name != "something was added" {
				run = 9
			}
			_, err = destroy(s, run, "two", today)
			require.Equal(t, "retention.changed", fault.CodeOf(err))
			require.Zero(t, audited(t, s).Destroyed)
		})
	}
	s, _ := expiring(t)
	run := propose(t, s, listed(t, s, 1))
	_, err := destroy(s, run, "two", today.AddDate(5, 0, 0))
	require.Equal(t, "retention.changed", fault.CodeOf(err), "a day that has not come")
}

// keptSealed are sealed columns that no class of records holds, and why.
var keptSealed = map[string]string{
	"holder.sealed_personal":       "is the register of today, not a case: whoever leaves it is gone with the next import",
	"command.sealed_body":          "goes with the entry or the application it belongs to",
	"audit_payload.sealed_payload": "is what 'payload' destroys",
	"decision.sealed_reason":       "goes with its entry, as 'decision'",
	"outbox.sealed_recipient":      "goes with the case's entries",
	"upload_chunk.sealed_bytes":    "goes with its upload",
}

func TestEverySealedColumnIsDestroyedWithSomeClass(t *testing.T) {
	t.Parallel()
	_, url := rehearsal(t)
	rows, err := owner(t, url).Query(bg, `
		select table_name, column_name from information_schema.columns
		where  table_schema = 'public' and column_name like 'sealed\_%' order by 1, 2`)
	require.NoError(t, err)
	defer rows.Close()
	for rows.Next() {
		var table, column string
		require.NoError(t, rows.Scan(&table, &column))
		if keptSealed[table+"."+column] == "" {
			require.NotEmpty(t, retention.HoldingTable(table), "%s.%s is destroyed with no class of records", table, column)
		}
	}
	require.NoError(t, rows.Err())
}
