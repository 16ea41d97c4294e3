package recruitment

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"jinchu/policy/regulation"
)

// Contender is a candidate with a total.
type Contender struct {
	Candidate
	Total decimal.Decimal
}

// Ground is everything a tie may be decided by. Holds answers a condition about a ticket; Extra holds the
// marks of the extra question; Consent says whether the outside body agreed to it: yes, no, or CannotTell
// while it has not answered; Lots holds what was drawn, 1 for the first.
type Ground struct {
	Priorities []regulation.Condition // of the regulation
	Holds      func(ticket string, c regulation.Condition) regulation.Verdict
	Extra      map[string]decimal.Decimal
	Consent    regulation.Verdict
	Lots       map[string]int
}

// Place is a contender's rank: 1 is first; people whom the whole chain cannot tell apart share a rank,
// and the next rank counts them (1, 1, 3).
type Place struct {
	Ticket string          `json:"ticket"`
	Post   string          `json:"post"`
	Path   string          `json:"path"`
	List   string          `json:"list"` // "" or exempt, where the text ranks those exempt apart
	Rank   int             `json:"rank"`
	Total  decimal.Decimal `json:"total"`
	By     string          `json:"by,omitempty"` // what broke the tie, in Chinese
}

// OpenTie is a group of equals that cannot be ordered yet, and why.
type OpenTie struct {
	Rank    int      `json:"rank"`
	Tickets []string `json:"tickets"`
	Needs   error    `json:"-"` // regulation.silent, recruitment.tie.consent, .extra or .facts
}

// List is a post's list, and the ties that are still open.
type List struct {
	Places  []Place   `json:"places"`
	Open    []OpenTie `json:"open"`
	Ordered bool      `json:"ordered,omitempty"` // of lists ranked apart, the text says which takes its places first
}

// Settled is nil when no tie is open, else what the first open one needs.
func (l List) Settled() error {
	if len(l.Open) > 0 {
		return l.Open[0].Needs
	}
	return nil
}

// Rank orders one post's contenders by total, equals by the tie-break chain. A chain that ends leaves equal
// ranks; a step the text leaves open, a missing consent, mark or fact leaves the tie open and says so, and so
// does an extra question that ends the chain in equals. Where people exempt from a part meet others and the
// text does not say how, it is regulation.silent for total.merge; separate lists rank them apart: see
// MergeOf. The order of the contenders given does not matter.
func Rank(stage *regulation.RankStage, merge regulation.Value[string], contenders []Contender, ground Ground) (List, error) {
	lists, err := separate(merge, contenders)
	if err != nil {
		return List{}, err
	}
	all := List{Ordered: strings.HasPrefix(merge.V, "exempt_")}
	for _, l := range lists {
		r := ranking{ground: ground, chain: chainOf(stage), list: l.name}
		r.take(l.who)
		all.Places = append(all.Places, r.out.Places...)
		all.Open = append(all.Open, r.out.Open...)
	}
	return all, nil
}

// MergeOf is how the scales of a total meet, for Rank: of separate lists, also which takes its places first,
// where the text says so.
func MergeOf(stage *regulation.TotalStage) regulation.Value[string] {
	if stage == nil {
		return regulation.Value[string]{}
	}
	if stage.Merge.Known() && stage.Merge.V == "separate_lists" && stage.Share.Known() {
		return stage.Share
	}
	return stage.Merge
}

type named struct {
	name string
	who  []Contender
}

// separate splits the contenders by scale, if the text wants it so.
func separate(merge regulation.Value[string], contenders []Contender) ([]named, error) {
	var exempt, others []Contender
	for _, c := range contenders {
		if len(c.Exempt) > 0 {
			exempt = append(exempt, c)
		} else {
			others = append(others, c)
		}
	}
	switch {
	case len(exempt) == 0 || len(others) == 0, merge.Known() && merge.V == "one_list":
		return []named{{"", contenders}}, nil
	case merge.Known() && merge.V == "exempt_first":
		return []named{{"exempt", exempt}, {"", others}}, nil
	case merge.Known() && (merge.V == "separate_lists" || merge.V == "exempt_last"):
		return []named{{"", others}, {"exempt", exempt}}, nil
	}
	return nil, silence("total.merge")
}

// chainOf is the tie-break chain, each status a step of its own, so that a later status is asked about
// only where an earlier one does not tell people apart. A regulation that has no chain has said nothing.
func chainOf(stage *regulation.RankStage) []regulation.Tie {
	if stage == nil || len(stage.Ties) == 0 {
		return []regulation.Tie{{Unspecified: true}}
	}
	var chain []regulation.Tie
	for _, tie := range stage.Ties {
		if len(tie.Status) == 0 {
			chain = append(chain, tie)
		}
		for _, c := range tie.Status {
			chain = append(chain, regulation.Tie{Status: []regulation.Condition{c}})
		}
	}
	return chain
}

// ranking builds one list.
type ranking struct {
	ground Ground
	chain  []regulation.Tie
	list   string
	out    List
}

// take orders by total and hands each group of equals to the chain.
func (r *ranking) take(contenders []Contender) {
	sorted := slices.Clone(contenders)
	slices.SortFunc(sorted, func(a, b Contender) int {
		if c := b.Total.Cmp(a.Total); c != 0 {
			return c
		}
		return compareTickets(a.Ticket, b.Ticket)
	})
	for len(sorted) > 0 {
		n := 1
		for n < len(sorted) && sorted[n].Total.Equal(sorted[0].Total) {
			n++
		}
		r.split(sorted[:n], r.chain, "")
		sorted = sorted[n:]
	}
}

// split orders a group of equals by the chain's first step and each rest by the remaining steps.
func (r *ranking) split(group []Contender, chain []regulation.Tie, by string) {
	if len(group) == 1 || len(chain) == 0 {
		r.place(group, by)
		return
	}
	if chain[0].Consent != "" && r.ground.Consent == regulation.No && len(chain) > 1 {
		r.split(group, chain[1:], by) // refused: the next step decides
		return
	}
	keys, says, needs := r.keys(chain[0], group)
	if needs != nil {
		r.open(group, needs)
		r.place(group, by)
		return
	}
	sorted := byKey(group, keys)
	for len(sorted) > 0 {
		n := 1
		for n < len(sorted) && sorted[n].key.Equal(sorted[0].key) {
			n++
		}
		part := make([]Contender, 0, n)
		for _, k := range sorted[:n] {
			part = append(part, k.who)
		}
		told := by
		if n < len(group) {
			told = says
		}
		if needs := again(chain[0]); needs != nil && len(part) > 1 && len(chain) == 1 {
			r.open(part, needs)
		}
		r.split(part, chain[1:], told)
		sorted = sorted[n:]
	}
}

type keyed struct {
	who Contender
	key decimal.Decimal
}

// byKey sorts a group by key, highest first, then by ticket so that the output is always the same.
func byKey(group []Contender, keys []decimal.Decimal) []keyed {
	sorted := make([]keyed, 0, len(group))
	for i, c := range group {
		sorted = append(sorted, keyed{c, keys[i]})
	}
	slices.SortFunc(sorted, func(a, b keyed) int {
		if c := b.key.Cmp(a.key); c != 0 {
			return c
		}
		return compareTickets(a.who.Ticket, b.who.Ticket)
	})
	return sorted
}

// place writes a group down with one shared rank.
func (r *ranking) place(group []Contender, by string) {
	rank := len(r.out.Places) + 1
	for _, c := range group {
		r.out.Places = append(r.out.Places, Place{Ticket: c.Ticket, Post: c.Post, Path: c.Path, List: r.list,
			Rank: rank, Total: c.Total, By: by})
	}
}

func (r *ranking) open(group []Contender, needs error) {
	tie := OpenTie{Rank: len(r.out.Places) + 1, Needs: needs}
	for _, c := range group {
		tie.Tickets = append(tie.Tickets, c.Ticket)
	}
	r.out.Open = append(r.out.Open, tie)
}
