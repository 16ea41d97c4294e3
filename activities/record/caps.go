package record

import (
	"slices"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

// limits are the caps as counts, with what was drawn between equals across them.
func (c *contest) limits() ([]recruitment.Limit, error) {
	if len(c.reg.Caps) == 0 {
		return nil, nil
	}
	lots, err := c.capLots()
	if err != nil {
		return nil, err
	}
	var all []recruitment.Limit
	for _, limit := range c.reg.Caps {
		of := 0
		for _, p := range c.posts {
			of += p.Headcount
		}
		if limit.Of == "county_posts" {
			n, known := c.row.Facts["county_posts"].(float64)
			if !known {
				return nil, fault.New("recruitment.county.posts")
			}
			of = int(n)
		}
		count, err := recruitment.CapCount(limit, of)
		if err != nil {
			return nil, err
		}
		count.Lots = lots
		all = append(all, count)
	}
	return all, nil
}

// capLots are the numbers drawn at the caps, by ticket.
func (c *contest) capLots() (map[string]int, error) {
	apps, err := c.applications()
	if err != nil {
		return nil, err
	}
	marks, err := c.inForce(capPart)
	lots := map[string]int{}
	for _, a := range apps {
		if lot, drawn := marks[scoreKey{application: a.ID}]; drawn && lot.Valid {
			lots[keyOf(a)] = int(lot.Decimal.IntPart())
		}
	}
	return lots, err
}

// left are the caps as those who hold places leave them.
func (c *contest) left() ([]recruitment.Limit, error) {
	limits, err := c.limits()
	if err != nil || len(limits) == 0 {
		return nil, err
	}
	live, err := c.in(liveStates...)
	for i := range limits {
		for _, a := range live {
			if a.Path == limits[i].Path && limits[i].Count > 0 {
				limits[i].Count--
			}
		}
	}
	return limits, err
}

// capped are the paths whose cap is reached, each with those who may still come in.
type capped map[string][]string

// shuts tells whether somebody may not come in because of a cap.
func (full capped) shuts(a store.Application) bool {
	rest, is := full[a.Path]
	return is && !slices.Contains(rest, keyOf(a))
}

// reached notes the caps that people who would come in go beyond, and tells whether there is any: then
// somebody of another path comes in instead.
func (full capped) reached(next []recruitment.Place, limits []recruitment.Limit) (bool, error) {
	beyond := false
	for _, limit := range limits {
		over, tie := recruitment.OverCap(next, limit)
		if tie != nil {
			return false, tie.Needs
		}
		if len(over) == 0 {
			continue
		}
		beyond, full[limit.Path] = true, []string{}
		for _, p := range next {
			if p.Path == limit.Path && !slices.ContainsFunc(over, func(o recruitment.Place) bool { return o.Ticket == p.Ticket }) {
				full[limit.Path] = append(full[limit.Path], p.Ticket)
			}
		}
	}
	return beyond, nil
}
