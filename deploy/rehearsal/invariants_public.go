package rehearsal

import (
	"encoding/json"
	"slices"
	"strings"
)

// nothingPersonal: no name, number or telephone of anybody stands in what everybody may read, or in a refusal.
func nothingPersonal(e *Evidence, t *Tally) {
	texts := map[string]string{}
	for _, n := range e.Record.Notices {
		texts["notice "+n.Kind] += n.Text
	}
	for _, d := range e.Record.Decisions {
		texts["decisions"] += d.Reason + d.About
	}
	for _, s := range e.Record.Standings {
		texts["standings"] += string(s.Arithmetic) + s.Place
	}
	if audit, err := json.Marshal(e.Record.Audit); err == nil {
		texts["audit"] = string(audit)
	}
	for _, one := range e.Log {
		if one.Refused || one.Act == "proposals" {
			t.hold(!one.Leak, "somebody's name or number shows in the answer to %s", one.Act)
		}
	}
	for _, where := range sortedKeys(texts) {
		if texts[where] == "" {
			continue
		}
		for _, who := range e.People {
			t.hold(!who.shownIn(texts[where]), "applicant %d shows in %s", who.Number, where)
		}
	}
}

// shownIn tells whether anything that is the person's own stands in a text.
func (p *Person) shownIn(text string) bool {
	own := []string{p.Name, p.ID, p.Phone}
	if p.Certificate != "" {
		own = append(own, p.Certificate)
	}
	if p.Kin != nil {
		own = append(own, p.Kin.ID)
	}
	return slices.ContainsFunc(own, func(word string) bool { return word != "" && strings.Contains(text, word) })
}

// wrongRefused: what was tried on purpose was refused, in the right way.
func wrongRefused(e *Evidence, t *Tally) {
	for _, one := range e.Log {
		if one.Try != "" {
			t.hold(slices.Contains(one.Wants, one.Status) && (one.Status < 400 || one.Code != ""), "%s was answered %d %s, wanted %v", one.Try, one.Status, one.Code, one.Wants)
		}
	}
}
