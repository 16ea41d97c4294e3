package record_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities"
	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/approval"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

// everyVerb turns all of them on.
const everyVerb = "verbs: [send_back, transfer, delegate, add_signer, withdraw, urge, copy, park, void]"

// routed brings a plan before a route; deputy and third are further directors, spare one of the bureau.
func routed(t *testing.T, steps string) *bench {
	t.Helper()
	b := newBench(t)
	b.whole(edit("approval: {route: {value: [county_director], source: 第六条}}", "approval: {route: ["+steps+"], "+everyVerb+"}"))
	b.write(func(tx store.Tx) error {
		for person, role := range map[string]string{"deputy": "county_director", "third": "county_director", "spare": "hr_bureau"} {
			if err := b.joins(tx, person, role, ""); err != nil {
				return err
			}
		}
		return nil
	})
	b.planned(post("P1", 1))
	b.cycle("county_hr", "submit", record.Body{})
	return b
}

// joins adds a person to the county in a role, in their own right or standing in for another.
func (b *bench) joins(tx store.Tx, person, role, acting string) error {
	if err := tx.AddPerson(bg, store.Person{ID: person, SignIn: person, Name: "测试" + person}, ""); err != nil {
		return err
	}
	return tx.Assign(bg, store.Assignment{ID: person, Person: person, Role: role, Unit: county, From: begin.AddDate(0, -1, 0), ActingFor: acting})
}

// word lets a person act on the cycle under the role that the desk chooses, as the counter does.
func (b *bench) word(person, act string, body record.Body) *fault.Fault {
	b.t.Helper()
	held, err := b.desk.Role(bg, record.Actor{Person: person}, record.CycleKind, "c", act, "")
	if err != nil {
		return fault.Of(err)
	}
	text, err := json.Marshal(body)
	require.NoError(b.t, err)
	b.acts++
	key := fmt.Sprint("word-", b.acts)
	_, err = b.store.OpenCommand(bg, store.Command{Key: key, Case: "c", Kind: record.CycleKind, Seen: b.at("c").Seq, Actor: person, Role: held.Role,
		Unit: held.Unit, Act: act, Body: text})
	require.NoError(b.t, err)
	r, err := b.desk.Decide(bg, key)
	require.NoError(b.t, err)
	if r.Refused == nil {
		return nil
	}
	return fault.Of(r.Fault())
}

func (b *bench) says(person, act string, body record.Body) {
	b.t.Helper()
	if f := b.word(person, act, body); f != nil {
		b.t.Fatalf("%s by %s: %s", act, person, f.Code)
	}
}

func (b *bench) mute(code, person, act string, body record.Body) {
	b.t.Helper()
	before := b.at("c")
	f := b.word(person, act, body)
	require.NotNil(b.t, f, "%s by %s was done", act, person)
	require.Equal(b.t, code, f.Code, "%s by %s", act, person)
	require.Equal(b.t, before, b.at("c"))
}

// route is the decision that is on, as a person reads it.
func (b *bench) route(person string) record.RouteView {
	b.t.Helper()
	v, err := b.desk.Cycle(bg, record.Actor{Person: person}, "c")
	require.NoError(b.t, err)
	require.NotNil(b.t, v.Route)
	return *v.Route
}

// kept is the latest route of the plan as the record keeps it.
func (b *bench) kept() (r store.Route) {
	b.t.Helper()
	b.write(func(tx store.Tx) (err error) { r, err = tx.Route(bg, "c", "approve"); return err })
	return r
}

func (b *bench) offered(person string) (verbs []string) {
	b.t.Helper()
	for _, o := range b.route(person).Offers {
		verbs = append(verbs, o.Verb)
	}
	return verbs
}

// runsOut lets the clock of the round run out.
func (b *bench) runsOut() {
	b.t.Helper()
	name, due := b.kept().State.Clock(), store.Deadline{}
	b.write(func(tx store.Tx) error {
		all, err := tx.DeadlinesOf(bg, "c")
		for _, d := range all {
			if d.Name == name && d.State == "open" {
				due = d
			}
		}
		require.NotEmpty(b.t, due.Name, "a clock runs")
		require.NoError(b.t, err)
		return tx.Advance(bg, due.At)
	})
	realm, err := b.store.Realm(bg)
	require.NoError(b.t, err)
	_, err = b.desk.Lapse(bg, activities.LapseInput{Case: activities.Case{Realm: realm.ID, ID: "c"}, Name: name})
	require.NoError(b.t, err)
}

const (
	reasoned = "有理由"
	two      = "county_director, hr_bureau"
)

func TestTransferParkCopyAndUrgeOnARoute(t *testing.T) {
	t.Parallel()
	b := routed(t, two)
	b.says("county_director", "park", record.Body{})
	b.says("county_director", "copy", record.Body{To: "discipline_office"})
	b.says("county_hr", "urge", record.Body{})
	b.mute("approval.urged", "county_hr", "urge", record.Body{})
	b.mute("approval.to", "county_director", "transfer", record.Body{To: "spare"})
	b.says("county_director", "transfer", record.Body{To: "deputy"})
	require.Equal(t, []string{"agree@county_director"}, b.tasks("c"))
	require.Contains(t, b.offered("deputy"), "agree")
	require.NotContains(t, b.offered("third"), "agree")
	b.mute("approval.loop", "county_director", "agree", record.Body{})
	b.mute("approval.bound", "third", "agree", record.Body{})
	b.says("deputy", "agree", record.Body{})
	require.Equal(t, []string{"agree@hr_bureau"}, b.tasks("c"))
}

func TestDelegateReportsAndSignersAreAdded(t *testing.T) {
	t.Parallel()
	b := routed(t, two)
	b.says("county_director", "delegate", record.Body{To: "discipline_office"})
	require.Equal(t, []string{"report"}, b.offered("discipline_office")[:1])
	b.mute("act.reason", "discipline_office", "report", record.Body{})
	b.says("discipline_office", "report", record.Body{Reason: reasoned})
	b.says("county_director", "add_signer", record.Body{To: "personnel_authority"})
	b.says("county_director", "remove_signer", record.Body{Seat: "1.1+1"})
	b.says("county_director", "add_signer", record.Body{To: "personnel_authority"})
	require.Contains(t, b.offered("personnel_authority"), "agree", "before the one who added them")
	b.mute("approval.wait", "county_director", "agree", record.Body{})
	b.says("personnel_authority", "agree", record.Body{})
	b.says("county_director", "agree", record.Body{})
	b.says("hr_bureau", "send_back", record.Body{Step: 1, Reason: reasoned})
	require.Equal(t, 1, b.route("county_hr").Step)
	b.says("deputy", "agree", record.Body{})
	b.says("hr_bureau", "agree", record.Body{})
	require.Equal(t, recruitment.Approved, b.at("c").State)
}

func TestWithdrawnOrVoidIsPlannedAgain(t *testing.T) {
	t.Parallel()
	b := routed(t, two)
	b.says("county_hr", "withdraw", record.Body{})
	require.Equal(t, recruitment.Planned, b.at("c").State)
	require.Equal(t, approval.Withdrawn, b.kept().State.Status)
	b.says("county_hr", "submit", record.Body{})
	b.says("county_director", "agree", record.Body{})
	b.mute("act.reason", "hr_bureau", "void", record.Body{})
	b.says("hr_bureau", "void", record.Body{Reason: reasoned})
	require.Equal(t, recruitment.Planned, b.at("c").State)
	require.Equal(t, approval.Void, b.kept().State.Status)
}

func TestCosignAndVoteOnARoute(t *testing.T) {
	t.Parallel()
	b := routed(t, "{by: [county_director, hr_bureau], mode: all}, {by: [personnel_authority, discipline_office, city_federation], mode: vote, need: 2, veto: [discipline_office]}")
	require.Equal(t, []string{"agree@county_director", "agree@hr_bureau"}, sorted(b.tasks("c")))
	b.says("hr_bureau", "agree", record.Body{})
	b.says("deputy", "agree", record.Body{})
	b.says("personnel_authority", "disagree", record.Body{Reason: reasoned})
	b.says("city_federation", "agree", record.Body{})
	require.Equal(t, recruitment.Submitted, b.at("c").State)
	b.says("discipline_office", "disagree", record.Body{Reason: reasoned})
	require.Equal(t, recruitment.Planned, b.at("c").State, "one veto")
}

func sorted(all []string) []string { slices.Sort(all); return all }

func TestMeetingDecidesByMinutesOfTwo(t *testing.T) {
	t.Parallel()
	b := routed(t, "{by: [{role: hr_bureau, as: secretary}, {role: county_director, as: chair}], mode: meeting}")
	meeting := &record.Meeting{Body: "党组会", Date: "2024-01-02", Present: []string{"county_director", "deputy"}, Result: "agree", Number: "〔2024〕1号"}
	b.mute("approval.minutes", "hr_bureau", "enter_minutes", record.Body{})
	b.mute("recruitment.meeting.missing", "hr_bureau", "enter_minutes", record.Body{Meeting: &record.Meeting{Present: []string{"deputy"}, Result: "agree"}})
	kept := *meeting
	kept.Recused = []string{"deputy"}
	b.mute("approval.minutes.recused", "hr_bureau", "enter_minutes", record.Body{Meeting: &kept})
	b.says("hr_bureau", "enter_minutes", record.Body{Meeting: meeting})
	b.says("county_director", "correct_minutes", record.Body{Reason: reasoned})
	b.says("hr_bureau", "enter_minutes", record.Body{Meeting: meeting})
	b.says("county_director", "confirm_minutes", record.Body{})
	require.Equal(t, recruitment.Approved, b.at("c").State)
}

// due holds every line about a route to the end of its round.
func (b *bench) due() {
	b.t.Helper()
	b.write(func(tx store.Tx) error {
		tasks, err := tx.TasksOf(bg, "c")
		require.NoError(b.t, err)
		require.NotEmpty(b.t, tasks)
		deadlines, err := tx.DeadlinesOf(bg, "c")
		i := slices.IndexFunc(deadlines, func(d store.Deadline) bool { return d.State == "open" && strings.HasPrefix(d.Name, "round:") })
		require.GreaterOrEqual(b.t, i, 0)
		for _, k := range tasks {
			require.NotNil(b.t, k.Due, k.Code)
			require.True(b.t, k.Due.Equal(deadlines[i].At), k.Code)
		}
		return err
	})
}

func TestPublicityIsWaitedForAndALateRoundTellsTheLevelAbove(t *testing.T) {
	t.Parallel()
	b := routed(t, "{mode: publicity, within: {days: 7}}, county_director")
	b.mute("approval.turn", "county_director", "agree", record.Body{})
	require.Empty(t, b.tasks("c"))
	b.runsOut()
	require.Equal(t, []string{"agree@county_director"}, b.tasks("c"))
	b.due()
	b.runsOut()
	require.Equal(t, []string{"agree@county_director", "escalate@city_federation"}, sorted(b.tasks("c")))
	b.due()
	b.runsOut()
	require.Equal(t, recruitment.Submitted, b.at("c").State, "time decides nothing")
	b.says("county_director", "agree", record.Body{})
	require.Equal(t, recruitment.Approved, b.at("c").State)
}

func TestAHeadOnLeaveDoesNotStopACase(t *testing.T) {
	t.Parallel()
	b := routed(t, "personnel_authority")
	b.write(func(tx store.Tx) error { return b.joins(tx, "acting", "personnel_authority", "personnel_authority") })
	require.Contains(t, b.offered("acting"), "agree", "it covers what is open already")
	b.says("acting", "agree", record.Body{})
	require.Equal(t, recruitment.Approved, b.at("c").State)
	require.Equal(t, approval.Person{ID: "acting", For: "personnel_authority"}, b.kept().State.Voices[0].By)
	w := last(t, b.staff("c"), "approve")
	require.NotNil(t, w.For)
	require.Equal(t, "personnel_authority", w.For.Role)
	require.Equal(t, 1, w.Route.Step)
	require.Equal(t, []string{"人事主管部门"}, titles(w.Could))
}

func TestAnEmptySeatGoesUpAndAHelperIsNamedByTwo(t *testing.T) {
	t.Parallel()
	b := routed(t, "discipline_office")
	b.says("discipline_office", "recuse", record.Body{Ground: "kin", Reason: reasoned})
	require.Equal(t, []string{"agree@city_federation"}, b.tasks("c"))
	require.True(t, b.route("county_hr").Waits[0].Raised)
	b.mute("forbidden", "spare", "recuse", record.Body{Person: "city_federation", Ground: "kin", Reason: reasoned})
	b.says("city_federation", "recuse", record.Body{Ground: "other", Reason: reasoned})
	require.Equal(t, []string{"approval.nobody@county_hr"}, sorted(b.tasks("c")))
	b.mute("approval.barred", "discipline_office", "agree", record.Body{})
	helper := record.Body{Person: "third", Role: "discipline_office", Unit: county, Until: "2024-02-01"}
	b.mute("recruitment.helper.until", "county_hr", "name_helper", record.Body{Person: "third"})
	b.says("county_hr", "name_helper", helper)
	b.mute("approval.turn", "third", "agree", record.Body{})
	b.mute("forbidden", "county_hr", "confirm_helper", record.Body{Person: "third"})
	b.says("deputy", "confirm_helper", record.Body{Person: "third"})
	require.Equal(t, []string{"agree@discipline_office"}, b.tasks("c"))
	b.says("third", "agree", record.Body{})
	require.Equal(t, recruitment.Approved, b.at("c").State)
}

func TestOfTwoHeadsInTheSameInstantOneWins(t *testing.T) {
	t.Parallel()
	b := routed(t, "county_director")
	seen, codes := b.at("c").Seq, make([]string, 2)
	var wg sync.WaitGroup
	for i, person := range []string{"county_director", "deputy"} {
		c := command("head-"+person, "county_director", record.CycleKind, "c", "agree", seen)
		c.Actor = person
		_, err := b.store.OpenCommand(bg, c)
		require.NoError(t, err)
		wg.Go(func() {
			r, err := b.desk.Decide(bg, c.Key)
			if err == nil {
				err = r.Fault()
			}
			codes[i] = fault.CodeOf(err)
		})
	}
	wg.Wait()
	require.Equal(t, []string{"", "act.sequence"}, sorted(codes))
	require.Len(t, b.kept().State.Voices, 1)
}

func TestStaffingIsToldBeforeTheNotice(t *testing.T) {
	t.Parallel()
	b := routed(t, "county_director, discipline_office")
	view := b.view()
	require.Len(t, view.Staffing, 2)
	require.Equal(t, "approve", view.Staffing[0].Decision)
	require.Empty(t, view.Staffing[0].Short)
	require.Equal(t, []record.PostNeeded{{Role: "county_hr", Title: "县残联人事", Unit: county, People: 1},
		{Role: "county_director", Title: "县残联理事长", Unit: county, People: 1}, {Role: "discipline_office", Title: "纪检", Unit: county, People: 1}},
		view.Staffing[0].Smallest)
	b.says("discipline_office", "recuse", record.Body{Ground: "kin", Reason: reasoned})
	short := b.view().Staffing[0].Short
	require.Len(t, short, 1)
	require.Equal(t, []int{2, 1, 0}, []int{short[0].Step, short[0].Need, short[0].Have})
	require.True(t, short[0].Up)
	require.Contains(t, short[0].Says.Chinese, "上一级")
}

func TestASeatForARoleThatDecidesNothingKeepsTheNoticeBack(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("hire: {route: {value: [county_director]", "hire: {route: {value: [township_clerk, county_director]"))
	b.planned(post("P1", 1))
	b.cycle("county_hr", "submit", record.Body{})
	b.cycle("county_director", "agree", record.Body{})
	f := b.no("county_hr", "publish", record.Body{})
	require.Equal(t, "recruitment.route.seat", f.Code)
	require.Contains(t, f.Place, "hire.route[0]")
}

func TestTheClockOfAReturnedPlanDecidesNothing(t *testing.T) {
	t.Parallel()
	b := routed(t, two)
	b.says("county_director", "return", record.Body{Reason: reasoned})
	require.Equal(t, recruitment.Planned, b.at("c").State)
	b.runsOut()
	require.Equal(t, recruitment.Planned, b.at("c").State)
	b.cycle("county_hr", "submit", record.Body{})
	require.Equal(t, recruitment.Submitted, b.at("c").State)
}
