package store_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"jinchu/activities/store"
	"jinchu/activities/store/cluster"
	"jinchu/policy/fault"
)

func TestMigrationsFromNothingByTwoProgramsAtOnce(t *testing.T) {
	t.Parallel()
	url := cluster.ForTests(t)
	var g errgroup.Group
	for range 3 {
		g.Go(func() error { return store.Migrate(context.Background(), url) })
	}
	require.NoError(t, g.Wait())
	require.NoError(t, store.Migrate(context.Background(), url), "again is nothing")
	var applied, distinct int
	require.NoError(t, owner(t, url).QueryRow(context.Background(),
		`select count(*), count(distinct version_id) from goose_db_version`).Scan(&applied, &distinct))
	require.Equal(t, distinct, applied)
}

func TestRolesAreMadeBesideOtherDatabases(t *testing.T) {
	t.Parallel()
	var g errgroup.Group
	for range 4 {
		url := cluster.ForTests(t)
		g.Go(func() error { return store.MigrateTo(context.Background(), url, 1) })
	}
	require.NoError(t, g.Wait())
}

// earlier holds data written at each earlier version; migrating it further must keep them.
var earlier = map[int64]string{
	2: `insert into county values ('990101000000', '演练县');
	    insert into person (county, id, sign_in, name) values ('990101000000', 'p', 'clerk', '测试甲');
	    insert into assignment (county, id, person, role, unit, valid_from) values ('990101000000', 'a', 'p', 'county_hr', '990101000000', '2024-01-02');
	    insert into regulation (county, id, version, text, digest, status, by) values ('990101000000', 'home', 1, '', '', 'draft', 'p')`,
	3: `insert into county values ('990101000000', '演练县');
	    insert into case_file (county, id, kind, state, created) values ('990101000000', 'c', 'cycle', 'planned', now());
	    insert into step (county, case_id, seq, event, state, stage, business_at) values ('990101000000', 'c', 1, 'open', 'planned', 0, now())`,
	4: `insert into county values ('990101000000', '演练县');
	    insert into case_file (county, id, kind, state, created) values ('990101000000', 'c', 'cycle', 'planned', now());
	    insert into post (county, id, cycle, code, name, unit, class, headcount) values ('990101000000', 'p', 'c', 'A1', '村专委', '990101001001', 'village', 1)`,
	5: `insert into county values ('990101000000', '演练县');
	    insert into case_file (county, id, kind, state, unit, created) values ('990101000000', 'c', 'cycle', 'planned', '990101000000', now());
	    insert into cycle values ('990101000000', 'c', '演练批次');
	    insert into ruling (county, case_id, no, place, value, by, role, reason, business_at)
	    values ('990101000000', 'c', 1, 'procedure[0].written.pass', '60', 'p', 'county_director', '演练', now())`,
	6: `insert into county values ('990101000000', '演练县');
	    insert into case_file (county, id, kind, state, created, audit_no) values ('990101000000', 'c', 'cycle', 'planned', now(), 1);
	    insert into audit values ('990101000000', 'c', 1, 1, 'open', 'p', 'county_hr', now(), now(), '\x00', '', '\x00');
	    insert into audit_payload values ('990101000000', 'c', 1, '\x00', '\x00');
	    insert into case_file (county, id, kind, state, unit, created) values ('990101000000', 'a', 'application', 'returned', '990101000000', now());
	    insert into step (county, case_id, seq, event, state, stage, business_at) values ('990101000000', 'a', 1, 'return', 'returned', 0, now());
	    insert into deadline (county, case_id, name, opened, due, calendar) values ('990101000000', 'a', 'supplement_due', 1, now(), 'x')`,
}

func TestMigrationsFromEachEarlierVersionWithData(t *testing.T) {
	t.Parallel()
	for version, data := range earlier {
		url := cluster.ForTests(t)
		require.NoError(t, store.MigrateTo(context.Background(), url, version))
		_, err := owner(t, url).Exec(context.Background(), data)
		require.NoError(t, err, version)
		require.NoError(t, store.Migrate(context.Background(), url))
		var counties int
		require.NoError(t, owner(t, url).QueryRow(context.Background(), `select count(*) from county`).Scan(&counties))
		require.Equal(t, 1, counties)
	}
}

func TestNewerDatabaseIsLeftAlone(t *testing.T) {
	t.Parallel()
	url := migrated(t)
	_, err := owner(t, url).Exec(context.Background(),
		`insert into goose_db_version (version_id, is_applied) values (9999, true)`)
	require.NoError(t, err)
	_, err = store.Open(context.Background(), url, keyring(t))
	require.Equal(t, "store.newer", fault.CodeOf(err))
	require.Contains(t, err.Error(), "9999")
}

func TestMigrationsGoForwardOnly(t *testing.T) {
	t.Parallel()
	files, err := fs.Glob(store.Migrations(), "*.sql")
	require.NoError(t, err)
	for _, file := range files {
		text, err := fs.ReadFile(store.Migrations(), file)
		require.NoError(t, err)
		require.NotContains(t, string(text), "+goose Down", file)
		require.NotContains(t, strings.ToUpper(string(text)), "NO TRANSACTION", file)
	}
}

func TestRolesMayDoOnlyTheirPart(t *testing.T) {
	t.Parallel()
	_, url := rehearsal(t)
	for _, c := range []struct{ role, sql string }{
		{"jinchu_app", `update audit set event = 'x'`},
		{"jinchu_app", `delete from audit`},
		{"jinchu_app", `truncate audit`},
		{"jinchu_app", `delete from audit_payload`},
		{"jinchu_app", `update step set event = 'x'`},
		{"jinchu_app", `update decision set by = 'x'`},
		{"jinchu_app", `create table mine ()`},
		{"jinchu_app", `drop table audit`},
		{"jinchu_app", `update realm set kind = 'production'`},
		{"jinchu_auditor", `update case_file set state = 'x'`},
		{"jinchu_auditor", `insert into county values ('990102000000', 'x')`},
		{"jinchu_auditor", `select sealed_personal from application`},
		{"jinchu_auditor", `select secret_index from application`},
		{"jinchu_auditor", `select secret_password from person`},
	} {
		conn := owner(t, url)
		_, err := conn.Exec(context.Background(), `set role `+c.role)
		require.NoError(t, err)
		_, err = conn.Exec(context.Background(), c.sql)
		require.ErrorContains(t, err, "42501", "%s: %s", c.role, c.sql)
	}
	conn := owner(t, url)
	_, err := conn.Exec(context.Background(), `set role jinchu_auditor; select hash, event from audit; select id, post from application`)
	require.NoError(t, err, "the auditor reads the rest")
}

func TestApplicationConnectsInItsRole(t *testing.T) {
	t.Parallel()
	_, url := rehearsal(t)
	var roles int
	require.NoError(t, owner(t, url).QueryRow(context.Background(),
		`select count(*) from pg_tables where schemaname = 'public' and tableowner <> 'jinchu_owner' and tablename <> 'goose_db_version'`).Scan(&roles))
	require.Zero(t, roles, "every table belongs to the owner role")
}
