package language

import (
	"slices"
	"strings"

	"jinchu/policy/regulation"
)

// routeOf is the route of a stage that decides; not ok for any other stage.
func routeOf(s regulation.Stage) (route regulation.Value[[]regulation.RouteStep], ok bool) {
	switch {
	case s.Approval != nil:
		return s.Approval.Route, true
	case s.Hire != nil:
		return s.Hire.Route, true
	}
	return route, false
}

// route holds each step against itself: seats, votes, vetoes and the duties at a meeting.
func (c *checker) route(path string, s regulation.Stage) {
	route, _ := routeOf(s)
	for i, one := range route.V {
		where := at(path+".route", i)
		switch one.How() {
		case regulation.RoutePublicity:
			c.refuseRoute(one.By.Standing != regulation.Absent, where, "regulation.route.publicity")
		case regulation.RouteMeeting:
			c.refuseRoute(one.By.Known() && (seated(one, regulation.SeatSecretary) != 1 || seated(one, regulation.SeatChair) != 1), where, "regulation.route.meeting")
		default:
			c.refuseRoute(one.By.Standing == regulation.Absent || one.By.Known() && len(one.By.V) == 0, where, "regulation.route.by")
			c.refuseRoute(slices.ContainsFunc(one.By.V, func(s regulation.RouteSeat) bool { return s.As != "" }), where, "regulation.route.as")
		}
		c.votes(where, one)
	}
	last := len(route.V) - 1
	c.refuseRoute(last >= 0 && route.V[last].How() == regulation.RoutePublicity, at(path+".route", max(last, 0)), "regulation.route.last")
}

func (c *checker) refuseRoute(wrong bool, path, code string) {
	if wrong {
		c.r.failPath(path, code)
	}
}

// votes holds the number that carries a vote to the seats, and the vetoes to the roles that sit. Seats of each
// township concerned are counted when a case comes, not here.
func (c *checker) votes(path string, s regulation.RouteStep) {
	open := slices.ContainsFunc(s.By.V, func(s regulation.RouteSeat) bool { return s.Unit == regulation.SeatConcerned })
	stated := s.Need.Standing != regulation.Absent
	c.refuseRoute(stated && s.How() != regulation.RouteVote ||
		s.Need.Known() && (s.Need.V < 1 || s.By.Known() && !open && s.Need.V > len(s.By.V)), path, "regulation.route.need")
	for _, role := range s.Veto.V {
		c.refuseRoute(s.By.Known() && !slices.Contains(regulation.Roles([]regulation.RouteStep{s}), role), path, "regulation.route.veto")
	}
}

func seated(s regulation.RouteStep, as string) (n int) {
	for _, seat := range s.By.V {
		if seat.As == as {
			n++
		}
	}
	return n
}

// route lists what a step cannot do without: its seats, how several of them decide, how many votes carry, and
// how long a publicity is waited for. A time for signing is not among them: where the text sets none, a
// reminder goes out after the engine's own time, and decides nothing.
func (o *opens) route(path string, s regulation.Stage) {
	route, _ := routeOf(s)
	for i, one := range route.V {
		where := at(path+".route", i)
		o.when(one.By.Silent(), where+".by")
		o.when(len(one.By.V) > 1 && !one.Mode.Known(), where+".mode")
		o.when(one.How() == regulation.RouteVote && !one.Need.Known(), where+".need")
		o.when(one.How() == regulation.RoutePublicity && !one.Within.Known(), where+".within")
	}
}

// routes warns of seats that no role of the program can take, and of conditions nothing can answer.
func (l *linter) routes(path string, s regulation.Stage) {
	route, ok := routeOf(s)
	if !ok {
		return
	}
	for i, one := range route.V {
		where := at(path+".route", i)
		l.routeWhen(where+".when", one.When)
		for j, seat := range one.By.V {
			if regulation.RoleName(seat.Role) == seat.Role {
				l.add(Warning, "route.role", at(where+".by", j), "", "county_director",
					"“"+seat.Role+"”不是系统里的角色，没有人能以它签署，这一步会转到上一级。请写角色，例如 county_director；外单位的来件用 await。",
					"“"+seat.Role+"” is no role of this program; nobody can sign as it and the step would go to the level above. Write a role, such as county_director; for an answer from outside use await.")
			}
		}
	}
}

// answered are the groups of words that are known when a recruitment's route is laid out.
var answered = []string{"post.", "unit.", "cycle.", "decision.posts"}

// routeWhen finds a condition on a step that nothing can answer when the route is laid out: a recruitment
// decides about posts, not about one applicant, an amount or a grade.
func (l *linter) routeWhen(path, expr string) {
	if expr == "" || silentExpr(expr) {
		return
	}
	c, bad := compile(expr)
	if len(bad) > 0 {
		return // said where the file is read
	}
	for _, word := range wordNames() {
		if c.words[word] && !slices.ContainsFunc(answered, func(group string) bool { return strings.HasPrefix(word, group) }) {
			l.add(Error, "route.when", path, "", "",
				"审批环节的条件用到了“"+regulation.NameOf(word)+"”，排定路线时没有人能回答。招聘的路线只能用岗位、地区、批次和决定所涉岗位数。",
				"The condition of this step asks for "+word+", which nothing can answer when the route is laid out. A recruitment’s route may ask about posts, units, the cycle and decision.posts.")
		}
	}
}
