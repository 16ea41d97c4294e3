package language

import (
	"reflect"
	"strings"

	"jinchu/policy/regulation"
)

// closed lists the words a field may hold, by Go type and key. A field that is not here holds
// free text, a role, or a number in words.
var closed = map[string][]string{
	"Regulation.kind":            {"measures", "notice", "opinion"},
	"Source.grade":               {"A", "B", "C", "D"},
	"PostClass.level":            {"county", "township", "street", "village"},
	"PostClass.regime":           {"labour", "public_welfare", "institution", "dispatch", "part_time", "service", "lost_time"},
	"PostClass.split":            {"by_path"},
	"Age.sex":                    {"male", "female"},
	"Cap.of":                     {"county_posts", "cycle_posts"},
	"Cap.rounding":               {"half_up", "half_even", "truncate", "floor", "ceiling"},
	"Cap.ties":                   {"lots"},
	"TotalStage.rounding":        {"half_up", "half_even", "truncate", "floor", "ceiling"},
	"Panel.rounding":             {"half_up", "half_even", "truncate", "floor", "ceiling"},
	"OpeningStage.count_on":      {"registered", "qualified", "ticket_holders", "shortlisted"},
	"OpeningStage.short":         {"cancel", "reduce", "keep", "reroute"},
	"ShortlistStage.ties":        {"include", "exclude"},
	"TotalStage.merge":           {"one_list", "separate_lists"},
	"TotalStage.share":           {"exempt_first", "exempt_last"},
	"Tie.exempt":                 {"before", "after", "skip"},
	"ShortlistStage.rounding":    {"half_up", "half_even", "truncate", "floor", "ceiling"},
	"CheckStage.rounding":        {"half_up", "half_even", "truncate", "floor", "ceiling"},
	"CheckStage.standard":        {"civil_servant", "provincial", "duties"},
	"PublicityStage.decisive_if": {"verified_and_affects_hiring", "verified"},
	"PublicityStage.shows":       {"ticket", "name", "sex", "total", "rank", "post", "unit", "id_number", "certificate_number", "disability", "birth", "phone", "address", "medical"},
	"BonusRule.several":          {"cumulative", "best"},
	"BonusRule.added_to":         {"part", "total"},
	"ExamStage.wrong_ticket":     {"zero", "invalid"},
	"ExamStage.absence":          {"waived", "zero"},
	"RouteStep.mode":             {"all", "any", "vote", "sequence", "meeting", "publicity"},
	"RouteSeat.unit":             {"own", "above", "township", "concerned", "county", "city"},
	"RouteSeat.as":               {"secretary", "chair", "member"},
	"ApprovalStage.verbs":        regulation.RouteVerbs,
	"HireStage.verbs":            regulation.RouteVerbs,
	"Substitution.on":            {"waived", "failed_medical", "failed_background", "objection", "probation"},
	"Substitution.pool":          {"interview_passed", "ranking", "reserve_list"},
	"Substitution.by":            {"total"},
	"Pay.kind":                   {"wage", "lost_time", "allowance"},
	"Pay.every":                  {"month", "year", "day", "once"},
	"Pay.floor":                  {"minimum_wage"},
	"Concurrent.stance":          {"encouraged", "allowed", "forbidden"},
	"Duty.every":                 {"week", "month", "quarter", "year"},
}

// checkWord holds a field of closed words to them; also every word of a list.
func (r *reader) checkWord(f field, e entry, v reflect.Value, path string) {
	words, ok := closed[f.owner+"."+f.key]
	if !ok {
		return
	}
	n := e.value
	if isLong(n) && n.get("value") != nil {
		n = n.get("value")
	}
	if n.shape == list {
		for _, item := range n.items {
			r.oneWord(f.key, item, words)
		}
		return
	}
	if isValue(v.Type()) && (n.text == "unspecified" || isLong(n)) {
		return
	}
	r.oneWord(lastKey(path), n, words)
}

func (r *reader) oneWord(key string, n *node, words []string) {
	if n.shape == scalar && !holds(words, n.text) {
		r.fail(n.place, "regulation.word", "key", key, "word", n.text, "write", instead(n.text, words), "known", strings.Join(words, " | "))
	}
}
