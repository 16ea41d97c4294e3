package server_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/api/server"
	"jinchu/policy"
	"jinchu/policy/identity"
	"jinchu/policy/recruitment"
)

// Areas around the county of these tests.
const (
	aCity     = "990100000000"
	neighbour = "990102000000" // another county of the city
)

// planted are applications by their letter: C in the county's own office, A in 甲镇, V in a village of it,
// B in 乙镇 — all in the county's cycle; Q in a cycle of 甲镇, R in one of 乙镇.
// S and T apply for one post of 甲镇 in a cycle that is being ranked, with the same marks; U in 乙镇.
var planted = map[string]struct{ cycle, unit, post string }{
	"C": {"cycle-county", county, "C"}, "A": {"cycle-county", town, "A"}, "V": {"cycle-county", village, "V"}, "B": {"cycle-county", other, "B"},
	"Q": {"cycle-a", town, "Q"}, "R": {"cycle-b", other, "R"},
	"S": {"cycle-rank", town, "S"}, "T": {"cycle-rank", town, "S"}, "U": {"cycle-rank", other, "U"},
}

const letters = "CAVBQRSTU"

// keyer keyed all marks.
const keyer = "keyer"

// marks are invented words, by what they are and whose: an answer that holds one shows that.
type marks map[string]map[string]string

func (m marks) put(kind, letter, word string) string {
	if m[kind] == nil {
		m[kind] = map[string]string{}
	}
	m[kind][letter] = word
	return word
}

// ground is a county with somebody in every role in every area, and something planted everywhere.
type ground struct {
	*counter
	marks marks
}

// seats are where the staff sit.
var seats = map[string]string{"city": aCity, "county": county, "town": town, "village": village, "other": other, "neighbour": neighbour}

// staff are the roles that people of the record hold.
func staff() (roles []string) {
	for _, r := range policy.StaffRoles() {
		roles = append(roles, string(r))
	}
	return roles
}

// plantedCounty plants all of it.
func plantedCounty(t *testing.T) *ground {
	t.Helper()
	g := &ground{counter: opened(t, store.Rehearsal), marks: marks{}}
	day := begin.AddDate(0, 0, -1)
	g.write(func(tx store.Tx) error {
		return tx.ImportUnits(t.Context(), []store.Unit{{Code: aCity, From: day, Name: "演练市", Level: "city"},
			{Code: county, From: day, Name: "演练县", Level: "county", Parent: aCity},
			{Code: neighbour, From: day, Name: "邻县", Level: "county", Parent: aCity},
			{Code: town, From: day, Name: "甲镇", Level: "township", Parent: county},
			{Code: village, From: day, Name: "甲一村", Level: "village", Parent: town},
			{Code: other, From: day, Name: "乙镇", Level: "township", Parent: county}})
	})
	for seat, unit := range seats {
		for _, role := range staff() {
			g.join(role+"@"+seat, role, unit)
		}
	}
	g.join("idle", "", "")
	desk := g.config.Desk
	desk.Cases = record.New(g.record)
	desk.Engine, desk.Receipts = direct{g.record, desk.Cases}, desk.Cases
	g.config.Desk = desk
	g.http = server.Handler(g.config)
	g.rules()
	g.ofTheCounty()
	g.cycle("cycle-county", county, recruitment.Deciding, 11)
	g.cycle("cycle-a", town, recruitment.Examining, 6)
	g.cycle("cycle-b", other, recruitment.Examining, 6)
	g.cycle("cycle-rank", county, recruitment.Ranking, 8)
	g.cycle("cycle-open", town, recruitment.Announced, 3)
	g.write(func(tx store.Tx) error {
		g.tokens["self"], g.tokens["another"] = "row-A."+tx.Receipt("row-A"), "row-B."+tx.Receipt("row-B")
		return nil
	})
	return g
}

func (g *ground) write(do func(store.Tx) error) {
	g.t.Helper()
	require.NoError(g.t, g.record.Write(g.t.Context(), do))
}

func (g *ground) rules() {
	text, err := os.ReadFile("../../activities/record/testdata/whole.yaml")
	require.NoError(g.t, err)
	g.write(func(tx store.Tx) error {
		_, err := tx.AddRegulation(g.t.Context(), store.Regulation{ID: "whole", Text: string(text), Digest: "x", Status: "adopted", By: "x"})
		return err
	})
}

// ofTheCounty plants what belongs to no cycle: an account, a role that waits and one that does not.
func (g *ground) ofTheCounty() {
	ctx := g.t.Context()
	g.write(func(tx store.Tx) error {
		p := store.Person{ID: "bystander", SignIn: "bystander", Name: g.marks.put("account", "-", "旁霁账")}
		require.NoError(g.t, tx.AddPerson(ctx, p, ""))
		for _, id := range []string{"x", "y", keyer} {
			require.NoError(g.t, tx.AddPerson(ctx, store.Person{ID: id, SignIn: id, Name: "测试" + id}, ""))
		}
		for letter := range strings.SplitSeq(letters, "") {
			require.NoError(g.t, tx.AddPerson(ctx, store.Person{ID: keyer + "-" + letter, SignIn: keyer + "-" + letter, Name: "测试登分"}, ""))
		}
		for id, role := range map[string]string{g.marks.put("proposal", "-", "waits-1"): "auditor", "waits-2": "examiner"} {
			require.NoError(g.t, tx.Propose(ctx, store.Assignment{ID: id, Person: p.ID, Role: role, Unit: town, From: begin}, "x"))
		}
		require.NoError(g.t, tx.BeginReconciliation(ctx, g.marks.put("run", "-", "run-1")))
		require.NoError(g.t, tx.EndReconciliation(ctx, store.Reconciliation{ID: "run-1", Differences: 1},
			[]store.Difference{{Case: g.marks.put("difference", "-", "case-amiss"), Kind: store.TaskMissing, Code: "x", Role: "x", Unit: town}}))
		return tx.Confirm(ctx, "waits-2", "y")
	})
}

// cycle plants a cycle with its applications, a post for each and what is known of them.
func (g *ground) cycle(id, unit, state string, stage int) {
	g.t.Helper()
	ctx := g.t.Context()
	_, err := g.record.OpenCommand(ctx, store.Command{Key: id, Case: id, Kind: "cycle", Act: "open", Body: []byte(`{}`)})
	require.NoError(g.t, err)
	g.marks.put("cycle", map[string]string{"cycle-county": "C", "cycle-a": "Q", "cycle-b": "R", "cycle-open": "O", "cycle-rank": "N"}[id], id)
	_, err = g.record.Act(ctx, id, func(tx store.Tx, _ store.Command, _ store.CaseFile) (store.Outcome, error) {
		require.NoError(g.t, tx.AddCycle(ctx, store.Cycle{ID: id, Title: "批次" + unit, Facts: map[string]any{}}))
		require.NoError(g.t, tx.AddPosts(ctx, []store.Post{{ID: "post-" + id, Cycle: id, Code: "P-" + id, Name: "专职委员", Unit: unit, Class: "township", Headcount: 1}}))
		out := store.Outcome{Event: "open", State: state, Stage: stage, Unit: unit, Pins: &store.Pins{Regulation: "whole", RegulationVersion: 1, CalendarVersion: "x"}}
		for letter := range strings.SplitSeq(letters, "") {
			if planted[letter].cycle == id {
				out.Tasks = append(out.Tasks, g.application(tx, letter)...)
			}
		}
		return out, nil
	})
	require.NoError(g.t, err)
	g.write(func(tx store.Tx) error {
		return tx.Publish(ctx, store.Notice{ID: "notice-" + id, Case: id, Kind: "publicity", Text: "告示" + id, Digest: "x", Published: begin})
	})
}

// application plants one of them, with what others know of it, and gives the tasks about it.
func (g *ground) application(tx store.Tx, letter string) []store.Task {
	ctx, at, id := g.t.Context(), planted[letter], "row-"+letter
	if at.post == letter {
		require.NoError(g.t, tx.AddPosts(ctx, []store.Post{{ID: "post-" + letter, Cycle: at.cycle, Code: "P" + letter, Name: "专职委员", Unit: at.unit, Class: "township", Headcount: 1}}))
	}
	require.NoError(g.t, tx.OpenCases(ctx, "application", at.cycle, map[string]string{g.marks.put("row", letter, id): at.unit}))
	number := g.person(letter)
	personal := map[string]any{"name": g.marks["name"][letter], "id_number": number.Reveal(), "certificate": g.marks["certificate"][letter],
		"phone": g.marks["phone"][letter], "facts": map[string]string{"certificate.valid": "yes", "applicant.other.local": "yes"}}
	require.NoError(g.t, tx.AddApplication(ctx, store.Application{ID: id, Cycle: at.cycle, Path: "disabled", Post: "post-" + at.post, Personal: encode(personal)}, number))
	require.NoError(g.t, tx.GiveTickets(ctx, map[string]string{id: g.marks.put("ticket", letter, "TICKET-"+letter)}))
	state := recruitment.Publicised
	if at.cycle != "cycle-county" {
		state = recruitment.Qualified
	}
	require.NoError(g.t, tx.Move(ctx, []store.Move{{Case: id, Event: "submit", State: state, Actor: "machine", Role: "machine"}}))
	g.served(tx, letter)
	g.known(tx, letter)
	g.decided(tx, letter)
	var tasks []store.Task
	for _, role := range staff() {
		tasks = append(tasks, store.Task{Case: id, Code: "qualify", Role: role, Unit: at.unit})
	}
	return tasks
}

// person invents who applies.
func (g *ground) person(letter string) identity.CitizenID {
	n := strings.Index(letters, letter) + 1
	number, err := identity.NewRehearsalID(990101, 1980, time.Month(n), n, n)
	require.NoError(g.t, err)
	certificate, err := identity.NewDisabilityCertificate(number, identity.Physical, 3, 0)
	require.NoError(g.t, err)
	g.marks.put("name", letter, "名霁"+letter)
	g.marks.put("number", letter, number.Reveal())
	g.marks.put("certificate", letter, certificate.Reveal())
	g.marks.put("phone", letter, "1000000000"+string(rune('0'+n)))
	return number
}

// known plants a request with its answer, marks with a correction, a result, a contract and an objection.
func (g *ground) known(tx store.Tx, letter string) {
	ctx, id := g.t.Context(), "row-"+letter
	require.NoError(g.t, tx.AskAccommodation(ctx, store.Accommodation{ID: "need-" + letter, Application: id,
		Request: encode(map[string]string{"text": g.marks.put("need", letter, "求霁"+letter)})}))
	require.NoError(g.t, tx.DecideAccommodation(ctx, store.Accommodation{ID: "need-" + letter, Application: id, State: store.AccommodationRefused,
		Answer: encode(map[string]string{"reason": g.marks.put("refusal", letter, "拒霁"+letter)}), DecidedBy: keyer}))
	for value, reason := range []string{"", g.marks.put("correction", letter, "更霁"+letter)} {
		require.NoError(g.t, tx.EnterScores(ctx, []store.Score{{Application: id, Part: "written", Value: some(70 + int64(value)),
			KeyedBy: g.marks.put("rater", letter, keyer+"-"+letter), Examiner: g.marks.put("panel", letter, "席霁"+letter), Reason: reason}}))
	}
	rank := 1
	require.NoError(g.t, tx.SetStandings(ctx, []store.Standing{{Application: id, Stage: 8, Total: some(71), Rank: &rank, Place: "in",
		Arithmetic: encode([]string{g.marks.put("arithmetic", letter, "算霁"+letter)})}}))
	to := begin.AddDate(1, 0, 0)
	require.NoError(g.t, tx.AddContract(ctx, store.Contract{ID: g.marks.put("contract", letter, "contract-"+letter), Application: id, Post: "post-" + planted[letter].post,
		From: begin, To: &to, Facts: map[string]any{"kind": "labour"}}))
	require.NoError(g.t, tx.AddObjection(ctx, store.Objection{ID: g.marks.put("objection", letter, "objection-"+letter), Cycle: planted[letter].cycle, Application: id,
		Personal: encode(map[string]string{"text": g.marks.put("objected", letter, "异霁"+letter), "name": g.marks.put("objector", letter, "议霁"+letter)})}))
}

// decided plants decisions on the application, on what was asked for, and on the objection.
func (g *ground) decided(tx store.Tx, letter string) {
	d := store.Decision{Case: "row-" + letter, Seq: 1, By: "x", Role: "county_hr", Date: begin}
	qualify, refuse, inquiry, medical := d, d, d, d
	medical.Kind, medical.Reason = "fail_medical", g.marks.put("medical", letter, "检霁"+letter)
	qualify.Kind, qualify.Reason = "qualify", g.marks.put("reason", letter, "由霁"+letter)
	refuse.Kind, refuse.Reason = "refuse_accommodation", g.marks["refusal"][letter]
	inquiry.Case, inquiry.Kind, inquiry.Role = planted[letter].cycle, "decide_objection", "discipline_office"
	inquiry.About, inquiry.Reason = "objection-"+letter, g.marks.put("inquiry", letter, "查霁"+letter)
	require.NoError(g.t, tx.Decide(g.t.Context(), qualify, refuse, inquiry, medical))
}

func some(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.NewFromInt(n)) }

func encode(v any) json.RawMessage {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}
