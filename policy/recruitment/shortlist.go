package recruitment

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"jinchu/policy/regulation"
)

// Entry is one person before a cut: the score of the part cut by, and whether they passed it.
type Entry struct {
	Ticket string
	Score  decimal.Decimal
	Goes   bool // passed, or the part has no mark
	Exempt bool // exempt from the part: goes to the next one beside the list that is cut
}

// Cut is a shortlist as the rules propose it; a named person confirms it.
type Cut struct {
	Places int             `json:"places"` // people the ratio lets through; 0 where all who pass go on
	In     []string        `json:"in"`     // by score, then ticket; those exempt last
	Tied   []string        `json:"tied"`   // equal at the cut, and the text does not say what then
	Out    []Proposal      `json:"out"`    // proposals to eliminate
	Line   decimal.Decimal `json:"line"`   // lowest score that is in
}

// Shortlist cuts a post's entries from high to low to the ratio of its posts, or takes all who pass.
// People exempt from the part are not in the list that is cut. Equal scores across the cut go in or out
// together as the text says; where it does not, the cut comes back with them in Tied, beside
// regulation.silent for shortlist.ties. A ratio that does not come out whole needs a declared rounding.
func Shortlist(stage *regulation.ShortlistStage, posts int, entries []Entry) (Cut, error) {
	var cut Cut
	list, exempt := sortEntries(entries, &cut)
	if stage.All {
		cut.take(list)
		cut.In = append(cut.In, exempt...)
		return cut, nil
	}
	if !stage.Ratio.Known() || stage.Ratio.V.Posts <= 0 {
		return Cut{}, silence("shortlist.ratio")
	}
	places, err := people(stage.Ratio.V, posts, stage.Rounding, "shortlist")
	if err != nil {
		return Cut{}, err
	}
	cut.Places = places
	err = cut.divide(list, stage.Ties)
	cut.In = append(cut.In, exempt...)
	return cut, err
}

// sortEntries orders those who passed, notes those who did not, and sets the exempt apart.
func sortEntries(entries []Entry, cut *Cut) (list []Entry, exempt []string) {
	sorted := slices.Clone(entries)
	slices.SortFunc(sorted, func(a, b Entry) int {
		if c := b.Score.Cmp(a.Score); c != 0 {
			return c
		}
		return compareTickets(a.Ticket, b.Ticket)
	})
	for _, e := range sorted {
		switch {
		case e.Exempt:
			exempt = append(exempt, e.Ticket)
		case e.Goes:
			list = append(list, e)
		default:
			cut.Out = append(cut.Out, Propose(e.Ticket, ProposeEliminate,
				Reason{ID: "shortlist.pass", Rule: "未达到合格线或缺考，不进入下一环节", Verdict: regulation.No}))
		}
	}
	return list, exempt
}

// divide puts the list on both sides of the cut; a group of equal scores across it stays together.
func (c *Cut) divide(list []Entry, ties regulation.Value[string]) error {
	if len(list) <= c.Places {
		c.take(list)
		return nil
	}
	if c.Places <= 0 {
		c.leave(list)
		return nil
	}
	line := list[c.Places-1].Score
	first := slices.IndexFunc(list, func(e Entry) bool { return e.Score.Equal(line) })
	last := first
	for last < len(list) && list[last].Score.Equal(line) {
		last++
	}
	switch {
	case last == c.Places, ties.Known() && ties.V == "include":
		c.take(list[:last])
		c.leave(list[last:])
	case ties.Known() && ties.V == "exclude":
		c.take(list[:first])
		c.leave(list[first:])
	default:
		c.take(list[:first])
		for _, e := range list[first:last] {
			c.Tied = append(c.Tied, e.Ticket)
		}
		c.leave(list[last:])
		return silence("shortlist.ties")
	}
	return nil
}

func (c *Cut) take(list []Entry) {
	for _, e := range list {
		c.In, c.Line = append(c.In, e.Ticket), e.Score
	}
}

func (c *Cut) leave(list []Entry) {
	for _, e := range list {
		c.Out = append(c.Out, Propose(e.Ticket, ProposeEliminate, Reason{ID: "shortlist.ratio",
			Rule: "按比例从高分到低分取" + strconv.Itoa(c.Places) + "人，未进入", Verdict: regulation.No}))
	}
}

func compareTickets(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
