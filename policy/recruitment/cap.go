package recruitment

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"jinchu/policy/fault"
)

// OverCap lists who of the path is beyond the limit, in rank order over all posts: by total, then by the
// rank at the post. Equals of different posts across the limit are told apart as the text says: with lots,
// the first drawn stays first, but nobody passes somebody ranked before them at their own post. Until they
// are told apart, nobody is over and the tie names exactly those it depends on; it needs a ruling where the
// text is silent, else the draw.
func OverCap(in []Place, limit Limit) ([]Place, *OpenTie) {
	held := slices.DeleteFunc(slices.Clone(in), func(p Place) bool { return p.Path != limit.Path })
	if len(held) <= limit.Count {
		return nil, nil
	}
	slices.SortFunc(held, func(a, b Place) int {
		return cmp.Or(b.Total.Cmp(a.Total), compareTickets(a.Post, b.Post), compareTickets(a.List, b.List), a.Rank-b.Rank,
			compareTickets(a.Ticket, b.Ticket))
	})
	from, to := equals(held, limit.Count)
	stay, unsure, over := parted(held[from:to], limit.Count-from)
	seats := limit.Count - from - len(stay)
	if needs := limit.needs(unsure, seats); needs != nil {
		return nil, &OpenTie{Rank: from + len(stay) + 1, Tickets: ticketsOf(unsure), Needs: needs}
	}
	drawn := inTurn(unsure, limit.Lots)
	return slices.Concat(drawn[min(len(drawn), seats):], over, held[to:]), nil
}

// equals are the bounds of those who have the total of the first beyond the limit; none of them within it
// leaves nothing to part.
func equals(held []Place, count int) (from, to int) {
	from, to = count, count
	for from > 0 && held[from-1].Total.Equal(held[count].Total) {
		from--
	}
	for to < len(held) && held[to].Total.Equal(held[count].Total) {
		to++
	}
	return from, to
}

// parted splits equals by what their own posts already say: those who stay whoever comes first, those for
// whom it depends, and those who are over in any case.
func parted(equals []Place, seats int) (stay, unsure, over []Place) {
	for _, p := range equals {
		before, after := 0, 0
		for _, o := range equals {
			switch {
			case !sameList(p, o):
			case o.Rank < p.Rank:
				before++
			case o.Rank > p.Rank:
				after++
			}
		}
		switch {
		case len(equals)-after <= seats:
			stay = append(stay, p)
		case before >= seats:
			over = append(over, p)
		default:
			unsure = append(unsure, p)
		}
	}
	return stay, unsure, over
}

func sameList(a, b Place) bool { return a.Post == b.Post && a.List == b.List }

// needs is what must be known before equals across the limit can be told apart.
func (l Limit) needs(equals []Place, seats int) error {
	if len(equals) == 0 {
		return nil
	}
	if !l.Ties.Known() {
		return silence("caps." + l.Path + ".ties")
	}
	drawn := map[int]bool{}
	for _, p := range equals {
		if lot, ok := l.Lots[p.Ticket]; ok {
			drawn[lot] = true
		}
	}
	if len(drawn) < len(equals) {
		return fault.New("recruitment.tie.cap", "path", l.Path, "count", seats, "tickets", strings.Join(ticketsOf(equals), "、"))
	}
	return nil
}

// inTurn orders equals by lot: of those whom nobody of their own post still stands before, the first drawn.
func inTurn(equals []Place, lots map[string]int) []Place {
	left, ordered := slices.Clone(equals), make([]Place, 0, len(equals))
	slices.SortFunc(left, func(a, b Place) int { return lots[a.Ticket] - lots[b.Ticket] })
	for len(left) > 0 {
		i := slices.IndexFunc(left, func(p Place) bool {
			return !slices.ContainsFunc(left, func(o Place) bool { return sameList(p, o) && o.Rank < p.Rank })
		})
		ordered = append(ordered, left[i])
		left = slices.Delete(left, i, i+1)
	}
	return ordered
}

// stopped is what people equal across a cap leave of the seats. Where two of them are an open tie of their
// own post's list, what that tie needs comes first.
func stopped(tie OpenTie, lists map[string]List) (Seats, error) {
	for _, post := range slices.Sorted(maps.Keys(lists)) {
		for _, own := range lists[post].Open {
			both := slices.DeleteFunc(slices.Clone(own.Tickets), func(t string) bool { return !slices.Contains(tie.Tickets, t) })
			if len(both) > 1 {
				return Seats{}, own.Needs
			}
		}
	}
	return Seats{Open: []OpenTie{tie}}, tie.Needs
}

// ticketsOf names people in the order of their tickets.
func ticketsOf(places []Place) []string {
	tickets := make([]string, 0, len(places))
	for _, p := range places {
		tickets = append(tickets, p.Ticket)
	}
	slices.SortFunc(tickets, compareTickets)
	return tickets
}
