package server_test

import (
	"jinchu/activities/store"
)

// probe is one request that everybody is to make: what it is about, and from where each distance is seen.
type probe struct {
	route  string // method and path as the router has them
	about  string
	path   string
	body   any
	around map[string]string // seat by distance; nil: the answer depends on no role, so few are asked
}

// Where own, below, above and elsewhere are, seen as the distance of the object from the seat.
var (
	aroundCounty = map[string]string{"own": "county", "below": "city", "above": "town", "elsewhere": "neighbour"}
	aroundBoth   = map[string]string{"own": "county", "below": "city", "above": "town", "above, 乙镇": "other", "elsewhere": "neighbour"}
	aroundTown   = map[string]string{"own": "town", "below": "county", "above": "village", "elsewhere": "other"}
)

// probes are a request for every route. One that changes something is made so that whoever may is refused
// for another reason, told by its status: nothing moves while everybody is asked.
func probes() (all []probe) {
	all = append(all, forAnyone()...)
	all = append(all, ofCounty()...)
	for _, at := range []struct {
		id, about string
		around    map[string]string
	}{{"cycle-county", "全县的批次", aroundCounty}, {"cycle-a", "甲镇的批次", aroundTown}} {
		all = append(all, ofCycle(at.id, at.about, at.around)...)
	}
	at := "/api/cycles/cycle-rank"
	all = append(all, probe{"GET /api/cycles/:id", "全县评分中的批次", at, nil, aroundBoth}, probe{"GET /api/cycles/:id/proposals", "全县评分中的批次", at + "/proposals", nil, aroundBoth})
	all = append(all, ofApplications()...)
	all = append(all, ofServices()...)
	return append(all, probe{route: "DELETE /api/session", about: "最后问，登录随之失效"})
}

func forAnyone() []probe {
	none := dict{"sign_in": "nobody", "password": "none"}
	return []probe{
		{route: "GET /api/openapi.json"}, {route: "GET /api/openapi.yaml"}, {route: "GET /api/openapi-3.0.json"}, {route: "GET /api/openapi-3.0.yaml"},
		{route: "GET /api/schemas/:schema", path: "/api/schemas/Realm"}, {route: "GET /api/docs"}, {route: "GET /api/faults"},
		{route: "GET /api/library"}, {route: "GET /api/library/:id", path: "/api/library/qingyuan-2018"},
		{route: "POST /api/trial/open", body: dict{}}, {route: "POST /api/trial/check", body: dict{}},
		{route: "POST /api/trial/rank", body: dict{}}, {route: "POST /api/trial/quota", body: dict{}},
		{route: "GET /setup"}, {route: "POST /setup", body: dict{}},
		{route: "POST /api/setup", body: dict{"token": "none", "sign_in": "nobody", "name": "无", "password": "long enough"}},
		{route: "POST /api/sessions", body: none},
		{route: "POST /api/me/password", body: dict{"old": "none", "new": "long enough"}}, {route: "GET /api/me"},
		{route: "GET /api/realm"}, {route: "GET /api/rehearsal/clock"}, {route: "GET /api/county-key"},
	}
}

func ofCounty() []probe {
	all := []probe{
		{route: "POST /api/rehearsal/clock", body: dict{"to": begin.AddDate(0, 0, -1)}},
		{route: "POST /api/people", body: dict{"sign_in": "bystander", "name": "重名", "password": "long enough"}}, {route: "GET /api/people"},
		{route: "POST /api/people/:id/disable", path: "/api/people/nobody/disable"},
		{route: "GET /api/assignments"}, {route: "GET /api/units"}, {route: "POST /api/units/import", body: []byte("none\n")},
		{route: "POST /api/holders/import", body: []byte("none\n")}, {route: "GET /api/calendar"},
		{route: "PUT /api/calendar/:year", path: "/api/calendar/2026", body: []byte("none\n")},
		{route: "GET /api/regulations"}, {route: "POST /api/regulations", body: dict{"text": "none"}},
		{route: "POST /api/regulations/:id/:version/adopt", path: "/api/regulations/none/1/adopt"},
		{route: "GET /api/inbox", path: "/api/inbox?limit=500"}, {route: "GET /api/cycles"},
		{route: "GET /api/reconciliations"}, {route: "GET /api/reconciliations/:id", path: "/api/reconciliations/run-1"},
		{route: "POST /api/assignments", body: dict{"person": "bystander", "role": "applicant", "unit": county}},
		{route: "POST /api/cycles", body: opening(county)}, {route: "GET /api/audit"},
		{route: "GET /api/retention/classes"}, {route: "POST /api/retention/rules", body: dict{"class": "contract", "years": 1, "approval": "none"}},
		{route: "GET /api/retention/runs"}, {route: "POST /api/retention/runs"},
		{route: "GET /api/retention/runs/:no", path: "/api/retention/runs/999"},
		{route: "POST /api/retention/runs/:no/confirm", path: "/api/retention/runs/999/confirm"},
		{route: "GET /api/policies"}, {route: "GET /api/policies/:version", path: "/api/policies/none"},
		{route: "POST /api/policies", body: dict{"text": "none", "base": "none", "reason": "无"}},
		{route: "POST /api/policy-changes/:no/confirm", path: "/api/policy-changes/999/confirm"},
		{route: "POST /api/policy-changes/:no/drop", path: "/api/policy-changes/999/drop"},
	}
	for i := range all {
		all[i].about, all[i].around = "全县", aroundCounty
	}
	return append(all,
		probe{"GET /api/inbox", "甲镇", "/api/inbox?limit=500", nil, aroundTown},
		probe{"GET /api/cycles", "甲镇", "", nil, aroundTown},
		probe{"GET /api/assignments", "全县现有的", "/api/assignments?state=held", nil, aroundCounty},
		probe{"POST /api/assignments", "甲镇", "", dict{"person": "bystander", "role": "applicant", "unit": town}, aroundTown},
		probe{"POST /api/assignments/:id/confirm", "甲镇的任命", "/api/assignments/waits-2/confirm", nil, aroundTown},
		probe{"POST /api/assignments/:id/end", "甲镇的任命，日期已过", "/api/assignments/waits-2/end", dict{"last": "2000-01-01"}, aroundTown},
		probe{"POST /api/cycles", "甲镇", "", opening(town), aroundTown})
}

func opening(unit string) dict {
	return dict{"regulation": "none", "title": "无", "unit": unit, "posts": []dict{{"code": "P", "name": "无", "unit": unit, "class": "none", "headcount": 1}}}
}

// stale is an act by somebody who saw another step: whoever may is told that the case has moved on.
func stale() dict { return dict{"seen": 999} }

func ofCycle(id, about string, around map[string]string) (all []probe) {
	at := "/api/cycles/" + id
	all = append(all, probe{"GET /api/cycles/:id", about, at, nil, around},
		probe{"GET /api/cases/:id/why", about, "/api/cases/" + id + "/why", nil, around},
		probe{"GET /api/cases/:id/dossier", about, "/api/cases/" + id + "/dossier", nil, around})
	for _, list := range []string{"proposals", "applications", "scores", "decisions", "contracts", "objections", "standings", "notices", "audit"} {
		all = append(all, probe{"GET /api/cycles/:id/" + list, about, at + "/" + list, nil, around})
	}
	for _, act := range []string{"submit", "agree", "enter_scores", "lock_scores", "decide_objection", "transfer", "recuse", "receive"} {
		all = append(all, probe{"POST /api/cycles/:id/acts/:act", about + "：" + act, at + "/acts/" + act, stale(), around})
	}
	marked := dict{"part": "written", "scores": []dict{{"ticket": "none", "value": "60"}}}
	return append(all,
		probe{"POST /api/cycles/:id/acts/:act", about + "：object，没有内容", at + "/acts/object", dict{}, around},
		probe{"PUT /api/cycles/:id/scores", about, at + "/scores", marked, around},
		probe{"POST /api/cycles/:id/scores/import", about, at + "/scores/import?part=written", []byte("ticket,score\nnone,60\n"), around})
}

func ofApplications() (all []probe) {
	all = append(all, probe{"GET /api/applications/:id", "甲镇的报名", "/api/applications/row-A", nil, aroundTown},
		probe{"GET /api/cases/:id/why", "甲镇的报名", "/api/cases/row-A/why", nil, aroundTown},
		probe{"GET /api/cases/:id/dossier", "甲镇的报名", "/api/cases/row-A/dossier", nil, aroundTown},
		probe{"GET /api/cases/:id/dossier", "甲镇的报名，不要封存的内容", "/api/cases/row-A/dossier?open=true", nil, aroundTown})
	for _, act := range []string{"supplement", "appeal", "withdraw", "sign", "pass_on", "qualify", "refuse", "grant", "grant_accommodation",
		"pass_medical", "eliminate", "revoke", "countersign"} {
		all = append(all, probe{"POST /api/applications/:id/acts/:act", "甲镇的报名：" + act, "/api/applications/row-A/acts/" + act, stale(), aroundTown})
	}
	submission := dict{"path": "none", "post": "P-cycle-open", "person": dict{"name": "无", "id_number": "none"}}
	return append(all,
		probe{"POST /api/cycles/:id/applications", "报甲镇的岗位，类别不对", "/api/cycles/cycle-open/applications", submission, aroundTown},
		probe{"POST /api/cycles/:id/applications/import", "甲镇的批次，类别不对", "/api/cycles/cycle-open/applications/import",
			[]byte("name,id_number,path,post\n无,none,none,P-cycle-open\n"), aroundTown},
		probe{"POST /api/cycles/:id/applications/import", "乙镇的批次，已截止", "/api/cycles/cycle-b/applications/import",
			[]byte("name,id_number,path,post\n无,none,none,PR\n"), map[string]string{"own": "other", "below": "county", "elsewhere": "town"}})
}

// key is a new one for every request.
func key() []string { return []string{"Idempotency-Key", store.NewID()} }

// methodOf and pathOf take a route apart.
func methodOf(p probe) string { m, _ := cut(p.route); return m }

func pathOf(p probe) string {
	if p.path != "" {
		return p.path
	}
	_, path := cut(p.route)
	return path
}
