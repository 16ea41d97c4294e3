package rehearsal

import (
	"slices"
	"strings"
)

// env is what a rule needs beside the person: the day, the printed windows and the post's area.
type env struct {
	Day     string // the start of the rehearsal; planted events lie far from every border
	AsOf    string // the day ages are counted on
	Windows [2]string
	Untils  map[string]string // rule: the last day it applies
}

// criterion is one rule of a path: what must hold, how to plant somebody for whom it does not, and a fact
// without which it cannot be told.
type criterion struct {
	id    string
	soft  bool // 原则上: a named person may except
	holds func(f facts, e env) string
	spoil func(p *Person, e env)
	lacks string
}

// over tells whether a rule that was bound to a date applies no more.
func (c criterion) over(e env) bool { return e.Untils[c.id] != "" && e.Day > e.Untils[c.id] }

// branch is one path of a regulation, with the words an applicant of it is asked for.
type branch struct {
	kin      bool // applies on another person's certificate
	fit      func(p *Person, draw draw)
	criteria []criterion
}

// charter is a regulation's eligibility, said a second time from its sentences.
type charter struct {
	words    []string
	home     string // where those live whom the text lets stand; "" for the area of the post
	paths    map[string]branch
	exempt   func(f facts, path string) string // from the written test
	priority func(f facts) string              // of the regulation's priorities, or of the status that breaks ties
}

// charters are the regulations that can be rehearsed.
var charters = map[string]charter{
	"home": homeCharter(), "county-2009": countyCharter(), "huicheng-2016": huichengCharter(), "dachong-2021": dachongCharter(),
	"xiqu-2021": xiquCharter(), "jimei-2017": jimei17Charter(), "jimei-2024": jimei24Charter(), "tongan": tonganCharter(),
	"qingyuan-2018": openCharter("disabled"), "dangyang-2022": openCharter("general"), "shangdu-2021": shangduCharter(),
	"yanlian-routes": yanlianCharter(),
}

// Rehearsable lists the regulations that can be rehearsed.
func Rehearsable() []string { return sortedKeys(charters) }

// read is the whole verdict about a person: no where one rule is against, else cannot tell where one is open,
// else yes; with the rules that are not a yes. A soft no waits for an exception.
func (c charter) read(path string, f facts, e env, exceptions []string) (verdict string, against []string) {
	verdict = yes
	for _, one := range c.paths[path].criteria {
		answer := one.holds(f, e)
		if one.over(e) {
			answer = yes
		}
		if answer == no && one.soft {
			answer = cannotTell
			if slices.Contains(exceptions, one.id) {
				answer = yes
			}
		}
		if answer != yes {
			against = append(against, one.id)
		}
		verdict = all(verdict, answer)
	}
	return verdict, against
}

// excepted are the rules for which a review recorded an exception to what holds in principle.
func excepted(a Application) []string {
	said := a.Verdict
	if len(a.Reviews) > 0 {
		said = a.Reviews[len(a.Reviews)-1]
	}
	var ids []string
	for _, r := range said.Reasons {
		if r.Verdict == yes && strings.Contains(r.Note, "已记录例外") {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// Parts that several regulations share.

func holdsCertificate() criterion {
	return criterion{id: "certificate", lacks: "certificate.valid",
		holds: func(f facts, _ env) string {
			return all(f.is("certificate.kind", "disability"), f.met("certificate.valid"))
		},
		spoil: func(p *Person, _ env) { p.Stated["certificate.valid"] = "no" }}
}

func schooling(level, below string) criterion {
	return criterion{id: "education", lacks: "applicant.education",
		holds: func(f facts, _ env) string { return f.schooled(level) },
		spoil: func(p *Person, _ env) { p.Stated["applicant.education"] = below }}
}

func living(id, word, area string) criterion {
	return criterion{id: id, lacks: word,
		holds: func(f facts, _ env) string {
			if area == "" {
				return f.inside(word, f["unit.code"])
			}
			return f.inside(word, area)
		},
		spoil: func(p *Person, _ env) { p.Stated[word] = elsewhere }}
}

// never excludes those of whom a truth is said.
func never(id string, words ...string) criterion {
	return criterion{id: id, lacks: words[0],
		holds: func(f facts, _ env) string {
			var said []string
			for _, w := range words {
				said = append(said, f.met(w))
			}
			return not(either(said...))
		},
		spoil: func(p *Person, _ env) { p.Stated[words[len(words)-1]] = "yes" }}
}

// past excludes those to whom something happened less than so many years ago.
func past(id, word string, years int) criterion {
	return criterion{id: id, lacks: word,
		holds: func(f facts, e env) string { return not(f.recent(word, years, e.Day)) },
		spoil: func(p *Person, e env) { p.Stated[word] = yearsBefore(e.Day, 1) }}
}

// elsewhere is a county in no demo: a place nobody of the rehearsal may live in.
const elsewhere = "999999000000"

// longAgo stands for an event that is past every period a regulation names: a cell cannot say never.
const longAgo = "1990-01-01"

// otherFact is how a further fact a county asks for is written as a word.
func otherFact(key string) string { return "applicant.other." + key }
