package record_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities"
	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/activities/store/cluster"
	"jinchu/policy"
	"jinchu/policy/fault"
	"jinchu/policy/identity"
	"jinchu/policy/regulation/library"
)

var bg = context.Background()

const (
	city     = "990100000000"
	county   = "990101000000" // no county has this code
	townA    = "990101001000"
	townB    = "990101002000"
	villageA = "990101001001"
)

// phone is nobody's.
const phone = "10000000000"

var begin = time.Date(2024, 1, 2, 1, 0, 0, 0, time.UTC)

// bench is a county's record with one person in every role, and a desk that decides.
type bench struct {
	t     testing.TB
	store *store.Store
	url   string // of the database, past the application's role
	desk  *record.Desk
	acts  int
	names bool     // the rules have the publicity show names
	said  []string // every answer and refusal

	clerk, clerkRole string // of an act entered from paper
}

func newBench(t testing.TB) *bench {
	t.Helper()
	url := cluster.CopyForTests(t, store.Shape(), func(url string) error { return store.Migrate(bg, url) })
	keys, err := store.OpenKeyring(t.TempDir())
	require.NoError(t, err)
	s, err := store.Open(bg, url, keys)
	require.NoError(t, err)
	t.Cleanup(s.Close)
	_, err = s.CreateRealm(bg, store.Rehearsal, county, "演练县", begin)
	require.NoError(t, err)
	b := &bench{t: t, store: s, url: url, desk: record.New(s)}
	b.write(b.settle)
	t.Cleanup(b.proven)
	return b
}

// settle makes the areas and the staff: person and role have the same name.
func (b *bench) settle(tx store.Tx) error {
	from := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	units := []store.Unit{{Code: city, From: from, Name: "演练市", Level: "city"},
		{Code: county, From: from, Name: "演练县", Level: "county", Parent: city},
		{Code: townA, From: from, Name: "甲乡", Level: "township", Parent: county},
		{Code: townB, From: from, Name: "乙乡", Level: "township", Parent: county},
		{Code: villageA, From: from, Name: "甲一村", Level: "village", Parent: townA}}
	if err := tx.ImportUnits(bg, units); err != nil {
		return err
	}
	for _, role := range policy.Roles {
		unit := county
		switch role {
		case policy.TownshipChair, policy.TownshipClerk, policy.TownshipLeader, policy.TownshipFinance:
			unit = townA
		case policy.VillageBranch, policy.VillageCommittee, policy.AssociationChair:
			unit = villageA
		case policy.CityFederation:
			unit = city
		case policy.Applicant, policy.Resident, policy.Public:
			continue
		}
		if err := tx.AddPerson(bg, store.Person{ID: string(role), SignIn: string(role), Name: "测试" + string(role)}, ""); err != nil {
			return err
		}
		if err := tx.Assign(bg, store.Assignment{ID: string(role), Person: string(role), Role: string(role), Unit: unit, From: from}); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) write(do func(store.Tx) error) {
	b.t.Helper()
	require.NoError(b.t, b.store.Write(bg, do))
}

// adopt keeps a library file as the county's adopted rules.
func (b *bench) adopt(name string, edit ...func(string) string) {
	b.t.Helper()
	text, ok := library.Text(name)
	require.True(b.t, ok)
	for _, e := range edit {
		text = e(text)
	}
	b.write(func(tx store.Tx) error {
		_, err := tx.AddRegulation(bg, store.Regulation{ID: name, Text: text, Digest: fmt.Sprint(len(text)), Status: "adopted", By: "county_director"})
		return err
	})
}

// at is where a case stands; nowhere before it is opened.
func (b *bench) at(id string) (at store.CaseFile) {
	b.t.Helper()
	_ = b.store.Read(bg, func(tx store.Tx) (err error) { at, err = tx.Case(bg, id); return err })
	return at
}

// try does an act under a role and gives its first result.
func (b *bench) try(role, kind, parent, id, act string, body any) store.Result {
	b.t.Helper()
	b.acts++
	text, err := json.Marshal(body)
	require.NoError(b.t, err)
	actor := role
	if role == string(policy.Applicant) {
		actor = record.Actor{Application: id}.Mark()
	}
	if role == string(policy.Public) {
		actor = record.Actor{}.Mark()
	}
	if b.clerk != "" {
		actor, role = b.clerk, b.clerkRole
	}
	c := store.Command{Key: fmt.Sprintf("key-%d", b.acts), Case: id, Kind: kind, Parent: parent, Seen: b.at(id).Seq,
		Actor: actor, Role: role, Unit: county, Act: act, Body: text}
	_, err = b.store.OpenCommand(bg, c)
	require.NoError(b.t, err)
	r, err := b.desk.Decide(bg, c.Key)
	if err != nil {
		b.t.Fatalf("%s: %v", act, fault.Of(err).Unwrap())
	}
	b.said = append(b.said, string(r.Answer), fmt.Sprint(r.Refused))
	return r
}

// cycle acts on the cycle "c", application on one of its applications; both must succeed.
func (b *bench) cycle(role, act string, body record.Body) store.Result {
	b.t.Helper()
	r := b.try(role, record.CycleKind, "", "c", act, body)
	require.NoError(b.t, r.Fault(), "%s by %s", act, role)
	return r
}

func (b *bench) act(role, id, act string, body record.Body) store.Result {
	b.t.Helper()
	r := b.try(role, record.ApplicationKind, "c", id, act, body)
	require.NoError(b.t, r.Fault(), "%s of %s by %s", act, id, role)
	return r
}

// no is the fault of an act on the cycle that is refused, noApplication of one on an application.
func (b *bench) no(role, act string, body record.Body) *fault.Fault {
	b.t.Helper()
	return b.refusal(role, record.CycleKind, "c", act, body)
}

func (b *bench) noApplication(role, id, act string, body record.Body) *fault.Fault {
	b.t.Helper()
	return b.refusal(role, record.ApplicationKind, id, act, body)
}

// refusal is a refused act's fault; it moves nothing.
func (b *bench) refusal(role, kind, id, act string, body any) *fault.Fault {
	b.t.Helper()
	before, parent := b.at(id), ""
	if kind == record.ApplicationKind {
		parent = "c"
	}
	r := b.try(role, kind, parent, id, act, body)
	require.NotNil(b.t, r.Refused, "%s by %s was done", act, role)
	require.Equal(b.t, before, b.at(id))
	return fault.Of(r.Fault())
}

// lapse moves the business clock to the next deadline of the rules and records that it passed; the rounds of a
// route that run out on the way are told.
func (b *bench) lapse() {
	b.t.Helper()
	for b.lapseNext() {
	}
}

// lapseNext moves it to the very next deadline, and tells whether that was of a round alone.
func (b *bench) lapseNext() (round bool) {
	b.t.Helper()
	round = true
	var due []store.Deadline
	b.write(func(tx store.Tx) (err error) {
		due, err = tx.DeadlinesUntil(bg, begin.AddDate(5, 0, 0))
		if err == nil {
			require.NotEmpty(b.t, due)
			err = tx.Advance(bg, due[0].At)
		}
		return err
	})
	realm, err := b.store.Realm(bg)
	require.NoError(b.t, err)
	for _, d := range due {
		if d.At.Equal(due[0].At) {
			round = round && strings.HasPrefix(d.Name, "round:")
			_, err := b.desk.Lapse(bg, activities.LapseInput{Case: activities.Case{Realm: realm.ID, ID: d.Case}, Name: d.Name})
			require.NoError(b.t, err)
		}
	}
	return round
}

// person is an invented applicant; the sequence makes the number.
func person(t testing.TB, n int) record.Personal {
	t.Helper()
	id, err := identity.NewRehearsalID(990101, 1980, time.Month(1+n%12), 1+n%28, n)
	require.NoError(t, err)
	certificate, err := identity.NewDisabilityCertificate(id, identity.Physical, 3, 0)
	require.NoError(t, err)
	return record.Personal{Name: fmt.Sprintf("甲某%d号", n), IDNumber: id.Reveal(), Certificate: certificate.Reveal(), Phone: phone}
}

// apply submits an application "a<n>" for the post.
func (b *bench) apply(n int, post string, facts map[string]string) store.Result {
	b.t.Helper()
	return b.try(string(policy.Applicant), record.ApplicationKind, "c", id(n), "submit",
		record.Submission{Path: "disabled", Post: post, Person: person(b.t, n), Facts: facts})
}
