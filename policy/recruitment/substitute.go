package recruitment

import (
	"slices"
	"strings"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// Vacancy is a place that came free after the ranking.
type Vacancy struct {
	Post    string
	Path    string          // set where the place belongs to a path's bucket
	Cause   string          // waived | failed_medical | failed_background | objection | probation
	On      regulation.Date // the day it came free
	Expires regulation.Date // last day of the reserve list, as the calendar computed it; "" while none is set
}

// Pool is who may be drawn from: the post's list, those who passed the interview, those put on the reserve
// list, and those no longer to be had (in already, waived, failed, or of a path whose cap is full).
type Pool struct {
	List     List
	Passed   []string
	Reserved []string
	Gone     []string
}

// Substitute proposes the next person for a vacancy, in rank order of the pool the regulation names. An open
// substitution, cause, pool or validity is regulation.silent; a cause the text does not list is
// recruitment.substitute.off, a list past its last day .late, an empty one .none, and people who share the
// rank that is next recruitment.tie.place.
func Substitute(sub *regulation.Substitution, v Vacancy, pool Pool) (Place, error) {
	if err := mayFollow(sub, v); err != nil {
		return Place{}, err
	}
	within, err := pool.within(sub.Pool)
	if err != nil {
		return Place{}, err
	}
	var queue []Place
	for _, p := range pool.List.Places {
		if within(p.Ticket) && !slices.Contains(pool.Gone, p.Ticket) && (v.Path == "" || v.Path == p.Path) {
			queue = append(queue, p)
		}
	}
	if len(queue) == 0 {
		return Place{}, fault.New("recruitment.substitute.none")
	}
	return queue[0], decided(pool.List, queue, 1)
}

// mayFollow asks whether the text lets a substitution follow this cause, and in time.
func mayFollow(sub *regulation.Substitution, v Vacancy) error {
	switch {
	case sub == nil:
		return silence("substitution")
	case !sub.On.Known():
		return silence("substitution.on")
	case !slices.Contains(sub.On.V, v.Cause):
		return fault.New("recruitment.substitute.off", "cause", v.Cause, "on", strings.Join(sub.On.V, "、"))
	case !sub.Validity.Known() && v.Expires == "":
		return silence("substitution.validity")
	case v.Expires != "" && v.On > v.Expires:
		return fault.New("recruitment.substitute.late", "until", v.Expires)
	}
	return nil
}

// within is membership of the pool.
func (p Pool) within(kind regulation.Value[string]) (func(string) bool, error) {
	if kind.Known() {
		switch kind.V {
		case "ranking":
			return func(string) bool { return true }, nil
		case "interview_passed":
			return func(t string) bool { return slices.Contains(p.Passed, t) }, nil
		case "reserve_list":
			return func(t string) bool { return slices.Contains(p.Reserved, t) }, nil
		}
	}
	return nil, silence("substitution.pool")
}
