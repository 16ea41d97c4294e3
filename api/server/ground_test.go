package server_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/api/server"
)

func TestTheFirstAdministratorComesByALinkThatWorksOnce(t *testing.T) {
	t.Parallel()
	c := opened(t, store.Production)
	var link string
	require.NoError(t, c.record.Write(t.Context(), func(tx store.Tx) (err error) {
		link, err = tx.OfferSetup(t.Context(), time.Now().Add(time.Hour))
		return err
	}))
	who := dict{"token": link, "sign_in": "admin", "name": "测试管理员", "password": "long enough"}
	c.ask("", http.MethodPost, "/api/setup", dict{"token": "x", "sign_in": "admin", "name": "甲", "password": "long enough"}).refused(401, "store.session")
	c.ask("", http.MethodPost, "/api/setup", dict{"token": link, "sign_in": "admin", "name": "甲", "password": "short"}).refused(422, "request.shape")
	made := c.ask("", http.MethodPost, "/api/setup", who).must(201)
	c.tokens["admin"] = made.field("token")
	c.ask("", http.MethodPost, "/api/setup", who).refused(401, "store.session")

	me := c.ask("admin", http.MethodGet, "/api/me", nil).must(200)
	require.Contains(t, me.Body, `"role":"administrator","unit":"`+county+`"`)
	require.Equal(t, "production", me.Header.Get("Jinchu-Realm"))
	c.ask("admin", http.MethodPost, "/api/rehearsal/clock", dict{"to": begin}).refused(409, "store.clock.real")
	c.ask("", http.MethodGet, "/api/rehearsal/clock", nil).refused(409, "store.clock.real")

	director := c.ask("admin", http.MethodPost, "/api/people", dict{"sign_in": "director", "name": "测试甲", "password": "long enough"}).must(201).field("id")
	first := c.ask("admin", http.MethodPost, "/api/assignments", dict{"person": director, "role": "county_director", "unit": county}).must(201)
	require.Contains(t, first.Body, `"confirmed":true`, "nobody could confirm the first director")
	clerk := c.ask("admin", http.MethodPost, "/api/people", dict{"sign_in": "hr", "name": "测试乙", "password": "long enough"}).must(201).field("id")
	second := c.ask("admin", http.MethodPost, "/api/assignments", dict{"person": clerk, "role": "county_director", "unit": county}).must(201)
	require.Contains(t, second.Body, `"confirmed":false`)
}

func TestSignInGivesASession(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	c.ask("administrator", http.MethodPost, "/api/people", dict{"sign_in": "new", "name": "测试新", "password": "correct horse"}).must(201)
	c.ask("", http.MethodPost, "/api/sessions", dict{"sign_in": "new", "password": "wrong horse"}).refused(401, "store.credentials")
	session := c.ask("", http.MethodPost, "/api/sessions", dict{"sign_in": "new", "password": "correct horse"}).must(201)
	c.tokens["new"] = session.field("token")
	require.Len(t, c.tokens["new"], 64)
	expires, err := time.Parse(time.RFC3339, session.field("expires"))
	require.NoError(t, err)
	require.WithinDuration(t, time.Now().Add(12*time.Hour), expires, time.Minute)

	c.ask("new", http.MethodGet, "/api/me", nil).must(200)
	c.ask("new", http.MethodDelete, "/api/session", nil).must(204)
	over := c.ask("new", http.MethodGet, "/api/me", nil).refused(401, "store.session")
	require.Equal(t, `Bearer realm="jinchu"`, over.Header.Get("WWW-Authenticate"))
	c.ask("", http.MethodGet, "/api/me", nil).refused(401, "store.session")
	c.ask("new", http.MethodGet, "/api/realm", nil).refused(401, "store.session")
}

func TestAPasswordIsChangedByWhoKnowsIt(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	c.ask("administrator", http.MethodPost, "/api/people", dict{"sign_in": "new", "name": "测试新", "password": "from the administrator"}).must(201)
	signIn := func(password string) answer {
		return c.ask("", http.MethodPost, "/api/sessions", dict{"sign_in": "new", "password": password})
	}
	c.tokens["new"] = signIn("from the administrator").must(201).field("token")
	change := func(old, fresh string) answer {
		return c.ask("new", http.MethodPost, "/api/me/password", dict{"old": old, "new": fresh})
	}
	change("guessed wrong", "my very own").refused(401, "store.credentials")
	change("from the administrator", "short").refused(422, "request.shape")
	change("from the administrator", "my very own").must(204)
	c.ask("new", http.MethodGet, "/api/me", nil).refused(401, "store.session")
	signIn("from the administrator").refused(401, "store.credentials")
	signIn("my very own").must(201)
}

func TestSignInIsTriedSoManyTimes(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	try := func(name string) answer {
		return c.ask("", http.MethodPost, "/api/sessions", dict{"sign_in": name, "password": "guess"})
	}
	for range 5 {
		try("county_hr").refused(401, "store.credentials")
	}
	many := try("county_hr").refused(429, "session.many")
	wait, err := strconv.Atoi(many.Header.Get("Retry-After"))
	require.NoError(t, err)
	require.Positive(t, wait)
	require.LessOrEqual(t, wait, 30, "so many seconds, less what the tries took")
	try("county_director").refused(401, "store.credentials")
}

func TestRealmIsSaidToAnyone(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	realm := c.ask("", http.MethodGet, "/api/realm", nil).must(200)
	require.JSONEq(t, `{"kind":"rehearsal","county":"990101000000","name":"演练县","now":"2024-01-02T01:00:00Z","version":"test"}`, realm.Body)
	for _, path := range []string{"/api/realm", "/api/docs", "/api/nothing", "/setup"} {
		require.Equal(t, "rehearsal", c.ask("", http.MethodGet, path, nil).Header.Get("Jinchu-Realm"), path)
	}
}

func TestTheClockIsMovedByTheAdministratorAndForward(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	require.JSONEq(t, `{"now":"2024-01-02T01:00:00Z","next":null}`, c.ask("", http.MethodGet, "/api/rehearsal/clock", nil).must(200).Body)
	c.ask("county_director", http.MethodPost, "/api/rehearsal/clock", dict{"to": begin.AddDate(0, 0, 1)}).refused(403, "forbidden")
	c.ask("", http.MethodPost, "/api/rehearsal/clock", dict{"to": begin}).refused(401, "store.session")
	moved := c.ask("administrator", http.MethodPost, "/api/rehearsal/clock", dict{"to": begin.AddDate(0, 0, 1)}).must(200)
	require.Equal(t, "2024-01-03T01:00:00Z", moved.field("now"))
	c.ask("administrator", http.MethodPost, "/api/rehearsal/clock", dict{"to": begin}).refused(422, "store.clock.back")
}

func TestRolesNeedTwoPeople(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	person := c.join("new", "", "")
	propose := func(who string, more dict) answer {
		body := dict{"person": person, "role": "county_hr", "unit": county}
		for k, v := range more {
			body[k] = v
		}
		return c.ask(who, http.MethodPost, "/api/assignments", body)
	}
	propose("county_hr", nil).refused(403, "forbidden")
	propose("administrator", dict{"role": "applicant"}).refused(422, "assignment.role")
	propose("administrator", dict{"unit": "990199000000"}).refused(403, "forbidden")
	propose("administrator", dict{"from": "2024-02-01", "to": "2024-01-31"}).refused(422, "assignment.dates")
	id := propose("administrator", dict{"from": "2024-01-01", "to": "2024-01-02"}).must(201).field("id")
	require.Contains(t, c.ask("new", http.MethodGet, "/api/me", nil).Body, `"assignments":[]`, "it waits")
	require.Contains(t, c.ask("county_director", http.MethodGet, "/api/inbox", nil).must(200).Body, `"label":"确认任命"`)
	require.NotContains(t, c.ask("county_hr", http.MethodGet, "/api/inbox", nil).must(200).Body, "确认任命")
	require.Contains(t, c.ask("county_director", http.MethodGet, "/api/assignments", nil).must(200).Body, id)

	confirm := "/api/assignments/" + id + "/confirm"
	c.ask("administrator", http.MethodPost, confirm, nil).refused(403, "forbidden")
	c.ask("county_director", http.MethodPost, "/api/assignments/none/confirm", nil).refused(404, "unknown")
	for range 2 {
		c.ask("county_director", http.MethodPost, confirm, nil, "Idempotency-Key", "k").must(204)
	}
	c.ask("county_director", http.MethodPost, confirm, nil).refused(409, "assignment.settled")
	require.Contains(t, c.ask("new", http.MethodGet, "/api/me", nil).Body,
		`"role":"county_hr","unit":"990101000000","from":"2024-01-01","to":"2024-01-02"`)
	require.NotContains(t, c.ask("county_director", http.MethodGet, "/api/inbox", nil).Body, "确认任命", "done")

	c.ask("administrator", http.MethodPost, "/api/rehearsal/clock", dict{"to": begin.AddDate(0, 0, 1)}).must(200)
	require.Contains(t, c.ask("new", http.MethodGet, "/api/me", nil).Body, `"assignments":[]`, "the last day is over")
	require.NoError(t, c.record.Read(t.Context(), func(tx store.Tx) error { return tx.Verify(t.Context(), store.CountyCase) }))
}

func TestNobodyConfirmsTheirOwn(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	both := c.join("both", "administrator", county)
	require.NoError(t, c.record.Write(t.Context(), func(tx store.Tx) error {
		return tx.Assign(t.Context(), store.Assignment{ID: "d2", Person: both, Role: "county_director", Unit: county, From: begin.AddDate(0, 0, -1)})
	}))
	c.ask("both", http.MethodPost, "/api/assignments", dict{"person": both, "role": "county_hr", "unit": county}).refused(403, "assignment.oneself")
	mine := c.ask("both", http.MethodPost, "/api/assignments", dict{"person": c.join("x", "", ""), "role": "county_hr", "unit": county}).must(201)
	c.ask("both", http.MethodPost, "/api/assignments/"+mine.field("id")+"/confirm", nil).refused(403, "assignment.confirmer")
	forMe := c.ask("administrator", http.MethodPost, "/api/assignments", dict{"person": both, "role": "county_hr", "unit": county}).must(201)
	c.ask("both", http.MethodPost, "/api/assignments/"+forMe.field("id")+"/confirm", nil).refused(403, "assignment.confirmer")
	c.ask("county_director", http.MethodPost, "/api/assignments/"+forMe.field("id")+"/confirm", nil).must(204)
}

func TestADisabledAccountIsOut(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	id := c.join("leaver", "county_hr", county)
	c.ask("leaver", http.MethodPost, "/api/people/"+id+"/disable", nil).refused(403, "forbidden")
	c.ask("administrator", http.MethodPost, "/api/people/"+id+"/disable", nil).must(204)
	c.ask("administrator", http.MethodPost, "/api/people/"+id+"/disable", nil).must(204)
	c.ask("leaver", http.MethodGet, "/api/me", nil).refused(401, "store.session")
	require.Contains(t, c.ask("administrator", http.MethodGet, "/api/people?limit=500", nil).must(200).Body, `"sign_in":"leaver","name":"测试leaver","disabled":true`)
	c.ask("administrator", http.MethodPost, "/api/people/none/disable", nil).refused(404, "unknown")
}

func TestTheSameKeyIsDoneOnce(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	add := func(key, signIn string) answer {
		return c.ask("administrator", http.MethodPost, "/api/people", dict{"sign_in": signIn, "name": "测试", "password": "correct horse"}, "Idempotency-Key", key)
	}
	first := add("k1", "one").must(201)
	require.Equal(t, first.Body, add("k1", "one").must(201).Body)
	add("k1", "two").refused(409, "act.key.reused")
	add("k2", "one").refused(409, "store.duplicate")
	require.Equal(t, 1, strings.Count(c.ask("administrator", http.MethodGet, "/api/people", nil).Body, `"sign_in":"one"`))
}

func TestPeopleComeInPages(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	var seen []string
	for after, turns := "", 0; turns < 9; turns++ {
		var list struct {
			Items []struct {
				SignIn string `json:"sign_in"`
			}
			Next string
		}
		c.ask("administrator", http.MethodGet, "/api/people?limit=3&after="+after, nil).must(200).into(&list)
		for _, p := range list.Items {
			seen = append(seen, p.SignIn)
		}
		if after = list.Next; after == "" {
			break
		}
	}
	require.Equal(t, []string{"administrator", "county_director", "county_hr", "township_clerk"}, seen)
	c.ask("administrator", http.MethodGet, "/api/people?limit=501", nil).refused(422, "request.shape")
}

// receipts know one application.
type receipts struct{}

func (receipts) Bearer(_ context.Context, application, code string) bool {
	return application == "a1" && code == "right"
}

func TestAnApplicantIsKnownByTheCode(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	c.tokens["good"], c.tokens["bad"] = "a1.right", "a1.wrong"
	c.ask("good", http.MethodGet, "/api/realm", nil).refused(401, "store.session")
	c.config.Desk.Receipts = receipts{}
	c.http = server.Handler(c.config)
	c.ask("good", http.MethodGet, "/api/realm", nil).must(200)
	c.ask("bad", http.MethodGet, "/api/realm", nil).refused(401, "store.session")
	c.ask("good", http.MethodGet, "/api/me", nil).refused(401, "store.session")
	for range 5 {
		c.ask("good", http.MethodGet, "/api/realm", nil).must(200)
	}
	for range 5 {
		c.ask("bad", http.MethodGet, "/api/realm", nil).refused(401, "store.session")
	}
	c.ask("bad", http.MethodGet, "/api/realm", nil).refused(429, "session.many")
	c.ask("good", http.MethodGet, "/api/realm", nil).refused(429, "session.many")
}

// engine remembers where it was told to go.
type engine struct {
	record *store.Store
	told   []time.Time
}

func (e *engine) Act(context.Context, store.Command) (store.Result, error) {
	return store.Result{}, errors.New("nobody acts here")
}

func (e *engine) Advance(ctx context.Context, to time.Time) error {
	e.told = append(e.told, to)
	return e.record.Write(ctx, func(tx store.Tx) error { return tx.Advance(ctx, to) })
}

func TestTheProceduresMoveTheClock(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	e := &engine{record: c.record}
	c.config.Desk.Engine = e
	c.http = server.Handler(c.config)
	to := begin.AddDate(0, 0, 3)
	c.ask("county_hr", http.MethodPost, "/api/rehearsal/clock", dict{"to": to}).refused(403, "forbidden")
	require.Empty(t, e.told)
	require.Equal(t, "2024-01-05T01:00:00Z", c.ask("administrator", http.MethodPost, "/api/rehearsal/clock", dict{"to": to}).must(200).field("now"))
	require.Equal(t, []time.Time{to}, e.told)
}

func TestTheClockNamesTheNextDeadline(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	due := begin.AddDate(0, 0, 2)
	_, err := c.record.OpenCommand(t.Context(), store.Command{Key: "k", Case: "c", Kind: "cycle", Act: "open", Body: []byte(`{}`)})
	require.NoError(t, err)
	_, err = c.record.Act(t.Context(), "k", func(store.Tx, store.Command, store.CaseFile) (store.Outcome, error) {
		return store.Outcome{Event: "open", State: "planned", Opens: []store.Due{{Name: "later", At: due.AddDate(0, 0, 1)}, {Name: "soon", At: due}}}, nil
	})
	require.NoError(t, err)
	require.Equal(t, "2024-01-04T01:00:00Z", c.ask("", http.MethodGet, "/api/rehearsal/clock", nil).must(200).field("next"))
}
