package recruitment

import (
	"slices"

	"github.com/shopspring/decimal"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// Post is one post of the cycle with its people: Headcount in all, or fixed buckets by path.
type Post struct {
	ID        string
	Headcount int
	ByPath    map[string]int // {disabled: 5, relative: 1}; where given it decides
}

// Limit is how many people of a path may be in over the whole scope of a cap.
type Limit struct {
	Path  string `json:"path"`
	Count int    `json:"count"`
	Rule  string `json:"rule"`           // the arithmetic: 13×20% = 2.6 → 2
	Soft  bool   `json:"soft,omitempty"` // 原则上: a named person may let more in, with reason
	From  string `json:"from,omitempty"` // article or place

	Ties regulation.Value[string] `json:"-"` // how equals across the limit are told apart
	Lots map[string]int           `json:"-"` // what was drawn between them, 1 for the first
}

// Capped is somebody who would be in but for a cap.
type Capped struct {
	Place
	Limit Limit `json:"limit"`
}

// Seats is who is in, post by post in the order given, and who waits. All of it is a proposal.
type Seats struct {
	In     []Place  `json:"in"`
	Wait   []Place  `json:"wait"`   // the rest, in rank order
	Capped []Capped `json:"capped"` // over a cap, in rank order
	Vacant []string `json:"vacant"` // post, or post/path, once for each place nobody took

	Open []OpenTie `json:"open,omitempty"` // equals across a cap that are not told apart yet; nobody is in then
}

// CapCount is the number a cap allows out of a total: the stated count where the text gives one, else the
// percentage rounded as declared. HZ16: 20 % of 13 is 2.6, floor is 2. Undeclared rounding that would
// matter, or an open percentage, is regulation.silent.
func CapCount(limit regulation.Cap, of int) (Limit, error) {
	out := Limit{Path: limit.Path, Soft: limit.InPrinciple || limit.Percent.InPrinciple || limit.Count.InPrinciple, From: limit.Source, Ties: limit.Ties}
	if limit.Count.Known() {
		out.Count, out.Rule = limit.Count.V, decimal.NewFromInt(int64(limit.Count.V)).String()+"人"
		return out, nil
	}
	at := "caps." + limit.Path
	if !limit.Percent.Known() {
		return out, silence(at + ".percent")
	}
	total := decimal.NewFromInt(int64(of))
	exact := total.Mul(limit.Percent.V).Shift(-2)
	count, err := declared(exact, limit.Rounding.V, limit.Rounding.Known(), 0, at+".rounding")
	out.Count = int(count.IntPart())
	out.Rule = total.String() + "×" + limit.Percent.V.String() + "% = " + exact.String() + " → " + count.String()
	return out, err
}

// WhoIsIn gives the places of all posts to their lists in rank order, bucket by bucket where a post has
// buckets by path, then takes back what is over a cap in rank order over all posts and gives that place
// to the post's next person of another path. People who share a rank across the last place stop it:
// recruitment.tie.place. An open tie of a list that reaches a place stops it with what the tie needs, and
// so do equals across a cap: see OverCap; then only Open is given.
func WhoIsIn(posts []Post, lists map[string]List, limits []Limit) (Seats, error) {
	var out Seats
	barred := map[string]bool{}
	for _, post := range posts {
		if err := out.fill(post, lists[post.ID], barred); err != nil {
			return Seats{}, err
		}
	}
	for _, limit := range limits {
		over, tie := OverCap(out.In, limit)
		if tie != nil {
			return stopped(*tie, lists)
		}
		barred[limit.Path] = true
		for _, p := range over {
			if err := out.replace(p, limit, posts, lists, barred); err != nil {
				return Seats{}, err
			}
		}
	}
	out.queue(posts, lists)
	return out, nil
}

// bucket is a number of places open to one path, or to all.
type bucket struct {
	path   string
	places int
}

func buckets(post Post) []bucket {
	if len(post.ByPath) == 0 {
		return []bucket{{"", post.Headcount}}
	}
	var all []bucket
	for path, n := range post.ByPath {
		all = append(all, bucket{path, n})
	}
	slices.SortFunc(all, func(a, b bucket) int { return compareTickets(a.path, b.path) })
	return all
}

func (s *Seats) fill(post Post, list List, barred map[string]bool) error {
	for _, b := range buckets(post) {
		queue := s.free(list, b, barred)
		took := min(b.places, len(queue))
		if err := decided(list, queue, took); err != nil {
			return err
		}
		s.In = append(s.In, queue[:took]...)
		for range b.places - took {
			s.Vacant = append(s.Vacant, seat(post, b))
		}
	}
	return nil
}

// free lists who may take a place of the bucket, in rank order.
func (s *Seats) free(list List, b bucket, barred map[string]bool) []Place {
	var queue []Place
	for _, p := range list.Places {
		if (b.path == "" || p.Path == b.path) && !barred[p.Path] && !s.has(p.Ticket) {
			queue = append(queue, p)
		}
	}
	return queue
}

func (s *Seats) has(ticket string) bool {
	return slices.ContainsFunc(s.In, func(p Place) bool { return p.Ticket == ticket }) ||
		slices.ContainsFunc(s.Capped, func(c Capped) bool { return c.Ticket == ticket })
}

// decided refuses a line that runs through people who share a rank, with what their tie needs if it is open.
func decided(list List, queue []Place, took int) error {
	if took <= 0 || took >= len(queue) {
		return nil
	}
	last, next := queue[took-1], queue[took]
	switch {
	case last.List != next.List && list.Ordered:
		return nil
	case last.List != next.List:
		return silence("total.share") // the text ranks two lists apart and must say which takes its places first
	}
	if last.Rank != next.Rank {
		return nil
	}
	for _, tie := range list.Open {
		if slices.Contains(tie.Tickets, last.Ticket) {
			return tie.Needs
		}
	}
	return fault.New("recruitment.tie.place")
}

// replace takes a person over a cap out and lets the next of another path in.
func (s *Seats) replace(p Place, limit Limit, posts []Post, lists map[string]List, barred map[string]bool) error {
	s.In = slices.DeleteFunc(s.In, func(in Place) bool { return in.Ticket == p.Ticket })
	s.Capped = append(s.Capped, Capped{p, limit})
	post := posts[slices.IndexFunc(posts, func(post Post) bool { return post.ID == p.Post })]
	b := bucket{places: 1}
	if len(post.ByPath) > 0 {
		b.path = p.Path // a place kept for the path stays empty rather than go to another
	}
	queue := s.free(lists[post.ID], b, barred)
	took := min(1, len(queue))
	if err := decided(lists[post.ID], queue, took); err != nil {
		return err
	}
	s.In = append(s.In, queue[:took]...)
	if took == 0 {
		s.Vacant = append(s.Vacant, seat(post, b))
	}
	return nil
}

// queue lists everybody who is neither in nor over a cap, post by post.
func (s *Seats) queue(posts []Post, lists map[string]List) {
	for _, post := range posts {
		for _, p := range lists[post.ID].Places {
			if !s.has(p.Ticket) {
				s.Wait = append(s.Wait, p)
			}
		}
	}
}

func seat(post Post, b bucket) string {
	if b.path == "" {
		return post.ID
	}
	return post.ID + "/" + b.path
}
