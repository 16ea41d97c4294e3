package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/policy/fault"
)

// chain is a case with five entries.
func chain(t *testing.T, s *store.Store) {
	t.Helper()
	cycle(t, s, "c")
	for i := range int64(4) {
		require.NoError(t, act(t, s, command(string(rune('a'+i)), "c", i+1), to("planned")).Fault())
	}
}

func verify(s *store.Store) error {
	return s.Read(bg, func(tx store.Tx) error { return tx.Verify(bg, "c") })
}

func TestTamperingIsFoundAtItsEntry(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ sql, why string }{
		{`update audit set seq = 9 where no = 3`, "content"},
		{`update audit set event = 'x' where no = 3`, "content"},
		{`update audit set actor = 'x' where no = 3`, "content"},
		{`update audit set role = 'x' where no = 3`, "content"},
		{`update audit set business_at = business_at + interval '1 microsecond' where no = 3`, "content"},
		{`update audit set wall_at = wall_at - interval '1 day' where no = 3`, "content"},
		{`update audit set payload_digest = '\x00' where no = 3`, "content"},
		{`update audit set previous = '\x00' where no = 3`, "chain"},
		{`update audit set hash = '\x00' where no = 3`, "content"},
		{`delete from audit_payload where no = 3; delete from audit where no = 3`, "missing"},
		{`update audit_payload set sealed_payload = (select sealed_payload from audit_payload where no = 2) where no = 3`, "payload"},
		{`update audit_payload set secret_salt = '\x00' where no = 3`, "payload"},
		{`delete from audit_payload where no >= 3; delete from audit where no >= 3`, "end"},
		{`delete from audit_payload where no >= 3; delete from audit where no >= 3; update case_file set audit_no = 2`, "end"},
		{`delete from audit_payload where no = 3`, "gone"},
		{`update audit_payload set no = no + 10 where no = 99; insert into audit select county, case_id, 6, 6, event, actor, role, business_at, wall_at, payload_digest, hash, hash from audit where no = 5`, "content"},
	} {
		t.Run(c.sql, func(t *testing.T) {
			t.Parallel()
			s, url := rehearsal(t)
			chain(t, s)
			require.NoError(t, verify(s))
			_, err := owner(t, url).Exec(bg, c.sql)
			require.NoError(t, err)
			broken := fault.Of(verify(s))
			require.Equal(t, "store.audit.broken", broken.Code)
			require.Equal(t, c.why, broken.Args["why"])
			if c.why != "content" || broken.Args["no"] != int64(6) {
				require.EqualValues(t, 3, broken.Args["no"])
			}
		})
	}
}

func TestAuditKeepsNoPlainPayload(t *testing.T) {
	t.Parallel()
	s, url := rehearsal(t)
	chain(t, s)
	var plain int
	require.NoError(t, owner(t, url).QueryRow(bg, `
		select count(*) from audit_payload where position(convert_to('测试', 'UTF8') in sealed_payload) > 0`).Scan(&plain))
	require.Zero(t, plain)
	require.NoError(t, owner(t, url).QueryRow(bg, `
		select count(*) from command where position(convert_to('测试', 'UTF8') in sealed_body) > 0`).Scan(&plain))
	require.Zero(t, plain)
}
