package rehearsal_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/deploy/rehearsal"
)

// county is a small program that keeps the contract of the API: enough for the player to play a whole cycle in a
// test. It decides by the player's own reckoning, so what it shows is the playing; what the reckoning is worth
// is shown by worked examples elsewhere.
type county struct {
	t          *testing.T
	mu         sync.Mutex
	name       string
	cfg        rehearsal.Config
	text       string
	files      []rehearsal.Ruling
	rules      *rehearsal.Rules
	now        time.Time
	cycle      rehearsal.Cycle
	apps       []*rehearsal.Application
	facts      map[string]rehearsal.Facts
	numbers    map[string]string // ID number: application
	scores     []rehearsal.Score
	standings  []rehearsal.Standing
	decisions  []rehearsal.Decision
	contracts  []rehearsal.Contract
	objections []rehearsal.Objection
	audit      []rehearsal.Audited
	kept       map[string]kept
	posted     int
	failAfter  int            // the answer to this many posts is lost, once
	cursor     map[string]int // by state: the line of the prompt book that is to come
	lapsed     int            // publicities of the route that are over
	appointed  []appointment
	round      string // the round whose clock runs, and its end
	roundEnds  string
	refuses    string // a word that is refused to everybody
	draws      bool   // two of a capped path are equal at the cap and draw lots
}

// kept is the first answer to a key.
type kept struct {
	body, answer string
	status       int
}

// refusal is how it says no.
type refusal struct {
	status int
	code   string
}

func (r refusal) Error() string { return r.code }

func newCounty(t *testing.T, name string) (*county, string) {
	t.Helper()
	text, rulings := libraryFile(t, name)
	c := &county{t: t, name: name, cursor: map[string]int{}, text: text, files: rulings, facts: map[string]rehearsal.Facts{}, numbers: map[string]string{}, kept: map[string]kept{},
		now: time.Date(2024, 1, 2, 1, 0, 0, 0, time.UTC)}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	return c, server.URL
}

// libraryFile reads a regulation with its rulings from where the library keeps them.
func libraryFile(t *testing.T, name string) (string, []rehearsal.Ruling) {
	t.Helper()
	folder := filepath.Join("..", "..", "policy", "regulation", "library")
	text, err := os.ReadFile(filepath.Join(folder, name+".yaml"))
	require.NoError(t, err)
	return string(text), rulingsFile(t, filepath.Join(folder, "rulings", name+".yaml"))
}

func rulingsFile(t *testing.T, path string) []rehearsal.Ruling {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	rulings, err := rehearsal.ReadRulings(string(text))
	require.NoError(t, err)
	return rulings
}

// signIns is one sign-in per role.
func signIns() map[string][]rehearsal.Credentials {
	all := map[string][]rehearsal.Credentials{}
	for _, role := range []string{"administrator", "county_hr", "county_director", "discipline_office", "hr_bureau", "city_federation",
		"personnel_authority", "township_leader", "township_chair", "township_clerk", "score_keyer", "examiner", "auditor", "finance"} {
		all[role] = []rehearsal.Credentials{{SignIn: role, Password: "demo"}}
	}
	return all
}

// townSignInsOf are those a regulation needs: whose every word is spoken needs more people.
func townSignInsOf(name string) map[string][]rehearsal.Credentials {
	if name == "yanlian-routes" {
		return townSignIns()
	}
	return signIns()
}

// townSignIns are those of the county, and people of single townships.
func townSignIns() map[string][]rehearsal.Credentials {
	all := signIns()
	for _, role := range []string{"township_leader", "township_clerk", "township_finance"} {
		all[role] = nil
		for i := 1; i <= 6; i++ {
			all[role] = append(all[role], rehearsal.Credentials{SignIn: fmt.Sprintf("%s_%d", role, i), Password: "demo"})
		}
	}
	return all
}

// ServeHTTP answers; what was posted with a key before is answered as before.
func (c *county) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w.Header().Set("Jinchu-Realm", "rehearsal")
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "body", http.StatusBadRequest)
		return
	}
	key := r.Header.Get("Idempotency-Key")
	before, repeated := c.kept[key]
	switch {
	case key != "" && repeated && before.body != string(body):
		write(w, http.StatusConflict, problem(refusal{409, "act.key.reused"}))
		return
	case key != "" && repeated:
		write(w, before.status, before.answer)
		return
	}
	answer, err := c.route(r, body, key)
	status, text := c.written(answer, err)
	if key != "" {
		c.kept[key] = kept{string(body), text, status}
		c.posted++
		if c.posted == c.failAfter {
			http.Error(w, "lost", http.StatusBadGateway) // done, and the answer lost
			return
		}
	}
	write(w, status, text)
}

// written is an answer as it goes out.
func (c *county) written(answer any, err error) (int, string) {
	var refused refusal
	if errors.As(err, &refused) {
		return refused.status, problem(refused)
	}
	require.NoError(c.t, err)
	encoded, err := json.Marshal(answer)
	require.NoError(c.t, err)
	return http.StatusOK, string(encoded)
}

func write(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}

func problem(r refusal) string {
	return fmt.Sprintf(`{"status":%d,"code":%q,"title":"不行","detail":"no"}`, r.status, r.code)
}

// role is who speaks: a token is the role's name, or an application's.
func role(r *http.Request) string {
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if strings.Contains(token, ".") {
		return "applicant"
	}
	if token == "" {
		return "public"
	}
	return strings.TrimRight(token, "_0123456789")
}

// who is the person that speaks.
func who(r *http.Request) string {
	return "p-" + strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
}

func items[T any](all []T) map[string]any { return map[string]any{"items": all, "next": ""} }

func (c *county) route(r *http.Request, body []byte, key string) (any, error) {
	var in map[string]any
	if len(body) > 0 {
		require.NoError(c.t, json.Unmarshal(body, &in))
	}
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")[1:]
	if r.Method != http.MethodGet && parts[0] != "sessions" && key == "" {
		return nil, refusal{422, "act.key.missing"}
	}
	switch parts[0] {
	case "realm":
		return map[string]string{"kind": "rehearsal"}, nil
	case "sessions":
		who := in["sign_in"].(string)
		return map[string]any{"token": who, "person": map[string]any{"id": "p-" + who},
			"assignments": []map[string]any{{"role": strings.TrimRight(who, "_0123456789"), "unit": unitOf(who)}}}, nil
	case "assignments":
		return c.appoint(parts, in), nil
	case "library":
		return map[string]any{"id": c.name, "text": c.text, "rulings": c.files}, nil
	case "regulations":
		return c.regulations(parts, in)
	case "units":
		return items(demoUnits()), nil
	case "rehearsal":
		return c.clock(r, in)
	case "cases":
		if parts[2] == "why" {
			return c.why(), nil
		}
		return c.cases(r, parts, in)
	case "applications":
		return c.application(r, parts, in)
	}
	return c.cycles(r, parts, in)
}

func (c *county) regulations(parts []string, in map[string]any) (any, error) {
	if len(parts) == 1 {
		rules, err := rehearsal.ReadRules(in["text"].(string), c.files)
		require.NoError(c.t, err)
		c.rules = rules
	}
	return map[string]any{"id": c.name, "version": 1}, nil
}

func demoUnits() []rehearsal.Unit {
	units := []rehearsal.Unit{{Code: "999900000000", Name: "演示县", Level: "county"}}
	for i := 1; i <= 17; i++ {
		level := "township"
		if i > 14 {
			level = "street"
		}
		town := fmt.Sprintf("999900%03d000", i)
		units = append(units, rehearsal.Unit{Code: town, Name: fmt.Sprintf("演示%d镇", i), Level: level, Parent: "999900000000"})
		for j := 1; j <= 6; j++ {
			units = append(units, rehearsal.Unit{Code: fmt.Sprintf("%s%03d", town[:9], j), Name: fmt.Sprintf("演示%d镇%d村", i, j), Level: "village", Parent: town})
		}
	}
	return units
}

// clock goes through the deadlines in order.
func (c *county) clock(r *http.Request, in map[string]any) (any, error) {
	if r.Method == http.MethodPost {
		to, err := time.Parse(time.RFC3339, in["to"].(string))
		require.NoError(c.t, err)
		if to.Before(c.now) {
			return nil, refusal{422, "store.clock.back"}
		}
		c.now = to
		c.ripen()
	}
	out := map[string]any{"now": c.stamp(), "next": nil}
	if next := c.nextDeadline(); next != "" {
		out["next"] = next
	}
	return out, nil
}

func (c *county) stamp() string { return c.now.In(shanghai).Format(time.RFC3339) }

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

func (c *county) today() string { return c.now.In(shanghai).Format(time.DateOnly) }

// deadlines are all of the cycle and its applications.
func (c *county) deadlines() []*rehearsal.Deadline {
	var all []*rehearsal.Deadline
	for i := range c.cycle.Deadlines {
		all = append(all, &c.cycle.Deadlines[i])
	}
	if _, plays := c.prompt(); plays {
		clock := c.roundClock()
		all = append(all, &clock)
	}
	for _, a := range c.apps {
		for i := range a.Deadlines {
			all = append(all, &a.Deadlines[i])
		}
	}
	return all
}

func (c *county) nextDeadline() string {
	next := ""
	for _, d := range c.deadlines() {
		if d.State == "open" && (next == "" || d.At < next) {
			next = d.At
		}
	}
	return next
}

// ripen lets the machine react to what has come due.
func (c *county) ripen() {
	for _, d := range c.deadlines() {
		due, err := time.Parse(time.RFC3339, d.At)
		require.NoError(c.t, err)
		if d.State != "open" || due.After(c.now) {
			continue
		}
		d.State = "met"
		switch d.Name {
		case "registration":
			c.note(c.cycle.ID, "close_registration", "machine")
			c.stageNext()
		case "publicity":
			c.note(c.cycle.ID, "end_publicity", "machine")
		case "round:":
			c.lapse()
		}
	}
}

// due is the end of the day on which a period of working days ends.
func (c *county) due(p rehearsal.Period) string {
	start, err := time.Parse(time.DateOnly, c.today())
	require.NoError(c.t, err)
	last := rehearsal.LastDay(start, p)
	return time.Date(last.Year(), last.Month(), last.Day(), 23, 59, 59, 0, shanghai).Format(time.RFC3339)
}

// note writes the audit.
func (c *county) note(id, event, by string) {
	no := 1
	for _, one := range c.audit {
		if one.Case == id {
			no++
		}
	}
	c.audit = append(c.audit, rehearsal.Audited{Case: id, No: no, Seq: no, Event: event, Role: by, BusinessAt: c.stamp()})
	if id == c.cycle.ID {
		c.cycle.Seq = no
	}
}

func (c *county) decide(id, about, kind, by, reason string) {
	seq := 1
	for _, one := range c.audit {
		if one.Case == id {
			seq++
		}
	}
	c.decisions = append(c.decisions, rehearsal.Decision{Case: id, Seq: seq, Kind: kind, About: about, Role: by, Reason: reason, Date: c.today()})
}
