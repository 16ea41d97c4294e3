package e2e_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"jinchu/activities"
	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/activities/store/cluster"
	counter "jinchu/api/engine"
	"jinchu/deploy/local/demo"
	"jinchu/deploy/local/engine"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation/library"
	"jinchu/worker/boot"
	"jinchu/workflows"
	"jinchu/workflows/wire"
)

// desk is a record with the counter's engine, whose relay and sweeper run only where a test lets them.
type desk struct {
	t      *testing.T
	store  *store.Store
	keys   *store.Keyring
	access engine.Access
	cases  *record.Desk
	client client.Client
	engine *counter.Engine
	realm  store.Realm
}

func newDesk(t *testing.T, access engine.Access) *desk {
	t.Helper()
	ctx := context.Background()
	keys, err := store.OpenKeyring(t.TempDir())
	require.NoError(t, err)
	s, err := store.Open(ctx, cluster.CopyForTests(t, store.Shape(), func(url string) error { return store.Migrate(ctx, url) }), keys)
	require.NoError(t, err)
	t.Cleanup(s.Close)
	realm, err := s.CreateRealm(ctx, store.Rehearsal, demo.County, demo.Name, demo.Begin)
	require.NoError(t, err)
	_, err = demo.Plant(ctx, s, demo.Seed)
	require.NoError(t, err)
	c, err := wire.Dial(ctx, access, keys.Wire(), realm.ID)
	require.NoError(t, err)
	t.Cleanup(c.Close)
	d := &desk{t: t, store: s, keys: keys, access: access, cases: record.New(s), client: c, realm: realm}
	d.engine = counter.New(c, s, d.cases, realm)
	d.adopt("qingyuan-2018")
	return d
}

func (d *desk) adopt(name string) {
	d.t.Helper()
	text, ok := library.Text(name)
	require.True(d.t, ok)
	require.NoError(d.t, d.store.Write(d.t.Context(), func(tx store.Tx) error {
		_, err := tx.AddRegulation(d.t.Context(), store.Regulation{ID: name, Text: text, Digest: name, Status: "adopted", By: "demo-county_director"})
		return err
	}))
}

// work offers the procedures until the test ends.
func (d *desk) work() {
	d.t.Helper()
	w, err := boot.Join(context.Background(), d.store, d.keys, d.access)
	require.NoError(d.t, err)
	d.t.Cleanup(w.Leave)
}

// run lets relay and sweeper work until the test ends.
func (d *desk) run() {
	ctx, stop := context.WithCancel(context.Background())
	over := make(chan struct{})
	go func() { defer close(over); d.engine.Run(ctx) }()
	d.t.Cleanup(func() { stop(); <-over })
}

func (d *desk) command(key, role, act string, seen int64, body any) store.Command {
	d.t.Helper()
	text, err := json.Marshal(body)
	require.NoError(d.t, err)
	return store.Command{Key: key, Case: "c", Kind: record.CycleKind, Seen: seen, Actor: "demo-" + role, Role: role, Unit: demo.County, Act: act, Body: text}
}

// opened opens the cycle "c".
func (d *desk) opened() {
	d.t.Helper()
	r, err := d.engine.Act(d.t.Context(), d.command("open", "county_hr", "open", 0, record.Opening{Regulation: "qingyuan-2018", Title: "演练批次",
		Unit: demo.County, Posts: []record.OpeningPost{{Code: "P1", Name: "甲岗", Unit: "990101100000", Class: "township", Headcount: 1}}}))
	require.NoError(d.t, err)
	require.NoError(d.t, r.Fault())
}

// actsAreAnswered: the first result for a repeated key, a recorded refusal for what is out of turn, and
// no procedure is needed for what was answered before.
func actsAreAnswered(t *testing.T, access engine.Access) {
	d := newDesk(t, access)
	d.work()
	d.opened() // nothing relays: the first act begins the procedure itself
	first, err := d.engine.Act(t.Context(), d.command("k1", "county_hr", "submit", 1, record.Body{}))
	require.NoError(t, err)
	require.Equal(t, recruitment.Submitted, first.State)
	again, err := d.engine.Act(t.Context(), d.command("k1", "county_hr", "submit", 1, record.Body{}))
	require.NoError(t, err)
	require.Equal(t, first, again)
	_, err = d.engine.Act(t.Context(), d.command("k1", "county_hr", "submit", 1, record.Body{Reason: "x"}))
	require.Equal(t, "act.key.reused", fault.CodeOf(err))
	for key, want := range map[string]struct {
		role, act, code, says string
		seen                  int64
	}{
		"stale":   {"hr_bureau", "submit", "act.sequence", "现在是第2步", 1},
		"early":   {"county_director", "hire", "act.state", recruitment.Cycle().LabelOf(recruitment.Submitted).Chinese, 2},
		"not his": {"county_hr", "agree", "approval.turn", "县残联理事长", 2},
	} {
		r, err := d.engine.Act(t.Context(), d.command(key, want.role, want.act, want.seen, record.Body{}))
		require.NoError(t, err, key)
		require.Equal(t, want.code, fault.CodeOf(r.Fault()), key)
		require.Contains(t, r.Fault().Error(), want.says, key)
		kept, err := d.store.Command(t.Context(), key)
		require.NoError(t, err)
		require.Equal(t, store.CommandRefused, kept.State, key)
	}
	left, err := d.store.OpenCommands(t.Context(), time.Now().Add(time.Hour), 10)
	require.NoError(t, err)
	require.Empty(t, left, "everything is acknowledged")
	unknown := d.command("nobody", "county_hr", "submit", 3, record.Body{})
	unknown.Case = "nowhere"
	r, err := d.engine.Act(t.Context(), unknown)
	require.NoError(t, err)
	require.Error(t, r.Fault())
}

// endedCasesRefuse: an act on a case that is over is refused and recorded, not sent for ever.
func endedCasesRefuse(t *testing.T, access engine.Access) {
	d := newDesk(t, access)
	d.work()
	d.opened()
	r, err := d.engine.Act(t.Context(), d.command("cancel", "county_director", "cancel", 1, record.Body{Reason: "演练"}))
	require.NoError(t, err)
	require.Equal(t, recruitment.Cancelled, r.State)
	require.NoError(t, d.client.GetWorkflow(t.Context(), workflows.CycleID(d.realm.ID, "c"), "").Get(t.Context(), nil))
	r, err = d.engine.Act(t.Context(), d.command("late", "county_hr", "submit", 2, record.Body{}))
	require.NoError(t, err)
	require.Equal(t, "act.state", fault.CodeOf(r.Fault()))
}

// leftCommandsAreDecided: nobody works, the person is told that it is pending; later it is decided and
// the procedure knows, without the person.
func leftCommandsAreDecided(t *testing.T, access engine.Access) {
	d := newDesk(t, access)
	d.opened()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	_, err := d.engine.Act(ctx, d.command("k1", "county_hr", "submit", 1, record.Body{}))
	require.Equal(t, "act.pending", fault.CodeOf(err))
	d.work()
	d.run()
	require.Eventually(t, func() bool {
		c, err := d.store.Command(t.Context(), "k1")
		left, errLeft := d.store.OpenCommands(t.Context(), time.Now().Add(time.Hour), 10)
		return err == nil && errLeft == nil && c.State == store.CommandDone && len(left) == 0
	}, 2*time.Minute, 50*time.Millisecond)
	r, err := d.engine.Act(t.Context(), d.command("k1", "county_hr", "submit", 1, record.Body{}))
	require.NoError(t, err)
	require.Equal(t, recruitment.Submitted, r.State)
}

// otherRealmsAreRefused: a procedure that names another realm gets nothing from this record.
func otherRealmsAreRefused(t *testing.T, access engine.Access) {
	d := newDesk(t, access)
	d.opened()
	_, err := d.cases.Plan(t.Context(), activities.Case{Realm: "another", Kind: record.CycleKind, ID: "c"})
	require.Equal(t, "unknown", fault.CodeOf(err))
	_, err = d.cases.Act(t.Context(), activities.ActInput{Case: activities.Case{Realm: "another", ID: "c"}, Key: "open"})
	require.Equal(t, "unknown", fault.CodeOf(err))
	_, err = d.cases.Lapse(t.Context(), activities.LapseInput{Case: activities.Case{Realm: "another", ID: "c"}, Name: "x"})
	require.Equal(t, "unknown", fault.CodeOf(err))
}
