package server_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/activities/store/cluster"
	"jinchu/api/server"
)

// The county of these tests: nobody has its code.
const (
	county  = "990101000000"
	town    = "990101100000"
	village = "990101100201"
	other   = "990101101000"
)

// begin is 2024-01-02 09:00 in Shanghai.
var begin = time.Date(2024, 1, 2, 1, 0, 0, 0, time.UTC)

// migrated is a database of its own at the newest version.
func migrated(t *testing.T) string {
	t.Helper()
	h := sha256.New()
	require.NoError(t, fs.WalkDir(store.Migrations(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(store.Migrations(), path)
		h.Write(text)
		return err
	}))
	return cluster.CopyForTests(t, "server"+hex.EncodeToString(h.Sum(nil)[:12]),
		func(url string) error { return store.Migrate(context.Background(), url) })
}

// counter is the whole counter over a record of its own, with tokens of its staff by sign-in name.
type counter struct {
	t      *testing.T
	record *store.Store
	config server.Config
	http   http.Handler
	tokens map[string]string
}

// opened is a counter over a realm of a kind, with nobody in it.
func opened(t *testing.T, kind string) *counter {
	t.Helper()
	keys, err := store.OpenKeyring(t.TempDir())
	require.NoError(t, err)
	record, err := store.Open(t.Context(), migrated(t), keys)
	require.NoError(t, err)
	t.Cleanup(record.Close)
	_, err = record.CreateRealm(t.Context(), kind, county, "演练县", begin)
	require.NoError(t, err)
	c := &counter{t: t, record: record, config: server.Config{Version: "test", Desk: server.Desk(record)}, tokens: map[string]string{}}
	c.http = server.Handler(c.config)
	return c
}

// staffed is a rehearsal with a small county and one person of each kind that these tests need.
func staffed(t *testing.T) *counter {
	t.Helper()
	c := opened(t, store.Rehearsal)
	day := begin.AddDate(0, 0, -1)
	units := []store.Unit{
		{Code: town, From: day, Name: "甲镇", Level: "township", Parent: county},
		{Code: village, From: day, Name: "甲一村", Level: "village", Parent: town},
		{Code: other, From: day, Name: "乙镇", Level: "township", Parent: county},
	}
	require.NoError(t, c.record.Write(t.Context(), func(tx store.Tx) error { return tx.ImportUnits(t.Context(), units) }))
	for signIn, unit := range map[string]string{"administrator": county, "county_director": county, "county_hr": county,
		"township_clerk": town} {
		c.join(signIn, signIn, unit)
	}
	return c
}

// join adds a person who holds a role and is signed in.
func (c *counter) join(signIn, role, unit string) (id string) {
	c.t.Helper()
	ctx, id := c.t.Context(), store.NewID()
	require.NoError(c.t, c.record.Write(ctx, func(tx store.Tx) (err error) {
		require.NoError(c.t, tx.AddPerson(ctx, store.Person{ID: id, SignIn: signIn, Name: "测试" + signIn}, ""))
		if role != "" {
			a := store.Assignment{ID: store.NewID(), Person: id, Role: role, Unit: unit, From: begin.AddDate(0, 0, -1)}
			require.NoError(c.t, tx.Assign(ctx, a))
		}
		c.tokens[signIn], err = tx.BeginSession(ctx, id, time.Now().Add(time.Hour))
		return err
	}))
	return id
}

// answer is what came back.
type answer struct {
	t      *testing.T
	Status int
	Header http.Header
	Body   string
}

// ask sends a request; who is a sign-in name or "", the body JSON or raw bytes, more are header pairs.
func (c *counter) ask(who, method, path string, body any, more ...string) answer {
	c.t.Helper()
	raw, is := body.([]byte)
	if !is && body != nil {
		var err error
		raw, err = json.Marshal(body)
		require.NoError(c.t, err)
	}
	r := httptest.NewRequestWithContext(c.t.Context(), method, path, bytes.NewReader(raw))
	if !is {
		r.Header.Set("Content-Type", "application/json")
	}
	if who != "" {
		r.Header.Set("Authorization", "Bearer "+c.tokens[who])
	}
	for i := 0; i+1 < len(more); i += 2 {
		r.Header.Set(more[i], more[i+1])
	}
	w := httptest.NewRecorder()
	c.http.ServeHTTP(w, r)
	return answer{c.t, w.Code, w.Header(), w.Body.String()}
}

// must is an answer of the status wanted.
func (a answer) must(status int) answer {
	a.t.Helper()
	require.Equal(a.t, status, a.Status, a.Body)
	return a
}

// refused is a problem with this code and status.
func (a answer) refused(status int, code string) answer {
	a.t.Helper()
	a.must(status)
	require.Equal(a.t, code, a.field("code"), a.Body)
	return a
}

// field reads a text out of the answer.
func (a answer) field(name string) string {
	a.t.Helper()
	var fields map[string]any
	require.NoError(a.t, json.Unmarshal([]byte(a.Body), &fields), a.Body)
	text, _ := fields[name].(string)
	return text
}

// into reads the whole answer.
func (a answer) into(v any) {
	a.t.Helper()
	require.NoError(a.t, json.Unmarshal([]byte(a.Body), v), a.Body)
}

type dict = map[string]any
