package approval_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jinchu/policy/approval"
	"jinchu/policy/regulation"
)

func (p *play) short() []approval.Shortage {
	return p.route.Staffing("s", p.world.Staff, p.world.Barred)
}

func TestStaffingSharesPeopleOut(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAny, "ab"), one(regulation.RouteAny, "a"))
	require.Empty(t, p.short(), "b signs the first, so that a is left for the second")
	p = begun(t, one(regulation.RouteAny, "a"), one(regulation.RoutePublicity), one(regulation.RouteAny, "a"))
	require.Equal(t, []approval.Shortage{{Step: 2, Need: 1, Open: []string{"3.1"}}}, p.short(), "nobody speaks at two steps")
	p.world.Staff["3.1"] = append(p.world.Staff["3.1"], people("k"))
	require.Equal(t, []approval.Shortage{{Step: 2, Need: 1, Open: []string{"3.1"}, Up: true}}, p.short())
}

func TestStaffingTakesTheSubmitterAndTheBarredAway(t *testing.T) {
	t.Parallel()
	p := begun(t, one(regulation.RouteAll, "sa", "ab"))
	require.Empty(t, p.short())
	p.world.Barred["a"] = "kin"
	require.Equal(t, []approval.Shortage{{Need: 2, Have: 1, Open: []string{"1.1"}}}, p.short())
	p.world.Staff["1.1"][0] = append(p.world.Staff["1.1"][0], approval.Person{ID: "k", For: "a"})
	require.Len(t, p.short(), 1, "an acting appointment ends")
}

func TestStaffingOfAVoteAndAMeeting(t *testing.T) {
	t.Parallel()
	vote := one(regulation.RouteVote, "a", "a", "b", "c")
	vote.Need, vote.Seats[3].Veto = 3, true
	p := begun(t, vote)
	require.Empty(t, p.short(), "three of four: a sits once")
	p.world.Staff["1.4"] = nil
	require.Equal(t, []approval.Shortage{{Need: 3, Have: 2, Open: []string{"1.2", "1.4"}}}, p.short(), "a veto has to be heard")
	meeting := one(regulation.RouteMeeting, "a", "a", "b")
	meeting.Seats[0].As, meeting.Seats[1].As, meeting.Seats[2].As = regulation.SeatSecretary, regulation.SeatChair, regulation.SeatMember
	p = begun(t, meeting)
	require.Equal(t, []approval.Shortage{{Need: 2, Have: 1, Open: []string{"1.2", "1.3"}}}, p.short(), "one enters the minutes, another confirms them")
}

func TestSmallestStaffing(t *testing.T) {
	t.Parallel()
	vote := one(regulation.RouteVote, "", "", "")
	vote.Need = 2
	for i, role := range []string{"finance", "discipline_office", "discipline_office"} {
		vote.Seats[i].Role = role
	}
	vote.Seats[2].Veto = true
	either := one(regulation.RouteAny, "", "")
	either.Seats[0].Role, either.Seats[1].Role = "county_director", "county_hr"
	p := begun(t, vote, either, one(regulation.RoutePublicity))
	require.Equal(t, []approval.Post{{Role: "county_hr", People: 1}, {Role: "discipline_office", People: 1}, {Role: "finance", People: 1},
		{Role: "county_director", People: 1}}, p.route.Smallest("county_hr", ""))
}

func TestStaffingFindsAWayWhereThereIsOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, staff := drawnRoute(t)
		have := map[int]int{}
		for _, short := range r.Staffing("", staff, nil) {
			require.Less(t, short.Have, short.Need)
			have[short.Step] = short.Need - short.Have
		}
		need, missing := 0, 0
		for i := range r.Steps {
			need, missing = need+want(r.Steps[i]), missing+have[i]
			require.Equal(t, most(r.Steps[:i+1], staff, 0, 0, nil, nil), need-missing, "up to step %d", i)
		}
	})
}

// drawnRoute draws a route of small steps whose seats few people share.
func drawnRoute(t *rapid.T) (approval.Route, map[string][][]approval.Person) {
	letters := rapid.StringMatching("[a-e]{0,3}")
	r, staff := approval.Route{}, map[string][][]approval.Person{}
	for i := range rapid.IntRange(1, 3).Draw(t, "steps") {
		step := approval.Step{Mode: rapid.SampledFrom([]regulation.RouteMode{regulation.RouteAll, regulation.RouteAny, regulation.RouteVote}).Draw(t, "mode")}
		for j := range rapid.IntRange(1, 3).Draw(t, "seats") {
			seat := approval.Seat{ID: string(rune('1'+i)) + "." + string(rune('1'+j))}
			step.Seats = append(step.Seats, seat)
			staff[seat.ID] = [][]approval.Person{people(letters.Draw(t, "holders"))}
		}
		step.Need = rapid.IntRange(1, len(step.Seats)).Draw(t, "need")
		r.Steps = append(r.Steps, step)
	}
	return r, staff
}

func want(s approval.Step) int {
	return map[regulation.RouteMode]int{regulation.RouteAll: len(s.Seats), regulation.RouteAny: 1, regulation.RouteVote: s.Need}[s.Mode]
}

// most tries every way of sharing the people out, seat by seat, and counts the best.
func most(steps []approval.Step, staff map[string][][]approval.Person, i, j int, used map[string]bool, filled map[int]int) int {
	if i == len(steps) {
		n := 0
		for k, step := range steps {
			n += min(want(step), filled[k])
		}
		return n
	}
	if j == len(steps[i].Seats) {
		return most(steps, staff, i+1, 0, used, filled)
	}
	best := most(steps, staff, i, j+1, used, filled)
	for _, p := range staff[steps[i].Seats[j].ID][0] {
		if used[p.ID] {
			continue
		}
		taken, more := map[string]bool{p.ID: true}, map[int]int{i: filled[i] + 1}
		for id := range used {
			taken[id] = true
		}
		for k, n := range filled {
			if k != i {
				more[k] = n
			}
		}
		best = max(best, most(steps, staff, i, j+1, taken, more))
	}
	return best
}
