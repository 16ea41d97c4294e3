package rehearsal

import "encoding/json"

// What tests must see of the inside.
var (
	ReadRules = readRules
	CitizenID = citizenID
	Rebase    = rebase
	LastDay   = lastDay
	PanelMean = panelMean
	LayOut    = layOut
	Invent    = invent
	StagesOf  = stagesOf
	Covers    = covers
	StageLine = stageLine
)

// Summary is what stands on the screen at the end.
func (r Report) Summary() string { return r.summary() }

// Facts are what is known of a person.
type Facts = facts

// ReadVerdict is the second reading of a regulation's eligibility.
func ReadVerdict(r *Rules, path, from string, f Facts, exceptions []string) (string, []string) {
	return charters[r.ID].read(path, f, r.env(path, from), exceptions)
}

// Priority is the answer to the regulation's priorities.
func Priority(id string, f Facts) string { return charters[id].priority(f) }

// Exempts is the second reading of an exemption.
func Exempts(id, path string, f Facts) string { return charters[id].exempt(f, path) }

// FactsOf is everything known of an invented person.
func FactsOf(p *Person, complete bool) Facts { return p.facts(complete) }

// TotalOf reckons a total.
func TotalOf(e *Evidence, a Application) (string, bool) {
	sum, ok := e.total(a)
	return sum.String(), ok
}

// CutAfter reckons who goes on from a part.
func CutAfter(e *Evidence, post Post, part string) (in, out []Application) {
	return e.cutAfter(post, part)
}

// Contenders are a post's people in order, Before compares two of them.
func Contenders(e *Evidence, post Post) []Application { return e.contenders(post) }

// Before compares two people of one list.
func Before(e *Evidence, a, b Application) int { return e.order(a, b) }

// Soft tells whether a rule of a path holds in principle alone.
func Soft(id, path, rule string) bool {
	for _, c := range charters[id].paths[path].criteria {
		if c.id == rule {
			return c.soft
		}
	}
	return false
}

// Conditions counts the rules of every path that apply on the day.
func Conditions(r *Rules, day string) int {
	n := 0
	for path, b := range charters[r.ID].paths {
		for _, c := range b.criteria {
			if !c.over(r.env(path, day)) {
				n++
			}
		}
	}
	return n
}

// Places are a post's places after its disposal.
func Places(r *Rules, post Post, everybody []Application) int { return r.places(post, everybody) }

// Consequence is what follows for a post with so many people.
func Consequence(r *Rules, post Post, people int) string { return r.consequence(post, people) }

// PlayForEvidence plays and gives also what the end was judged by.
var PlayForEvidence = play

// ReadRulings reads a file of rulings as the library hands them out.
func ReadRulings(file string) ([]Ruling, error) {
	root, err := readTree(file, nil)
	if err != nil {
		return nil, err
	}
	var all []Ruling
	for _, one := range items(at(root, "rulings")) {
		r := one.(table) // its key value is not the long form's
		value, err := json.Marshal(r["value"])
		if err != nil {
			return nil, err
		}
		all = append(all, Ruling{Path: text(r["path"]), Value: string(value), Ruler: text(r["ruler"]), Reason: text(r["reason"])})
	}
	return all, nil
}

// Found is what a check found violated.
func (t *Tally) Found() []string { return t.found }

// Line is a line of a script.
type Line struct{ Who, Word, To, Refused, Rival string }

// ScriptOf is what is said on the routes of a regulation in a state.
func ScriptOf(regulation, state string) []Line {
	var all []Line
	for _, l := range scripts[regulation][state] {
		all = append(all, Line{l.who, l.word, l.to, l.refused, l.rival})
	}
	return all
}
