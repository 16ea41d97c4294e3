package rehearsal

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// leave is how many days the head is away for whom somebody stands in.
const leave = 40

// office is a part that is played by whoever holds a role; n is the place among several.
type office struct {
	role string
	n    int
}

// offices are the parts that stand as the county has them; leaders and clerks are those of the townships with posts.
var offices = map[string]office{"hr": {"county_hr", 0}, "finance": {"finance", 0}, "discipline": {"discipline_office", 0}, "bureau": {"hr_bureau", 0},
	"director": {"county_director", 0}, "personnel": {"personnel_authority", 0}, "city": {"city_federation", 0}, "keyer": {"score_keyer", 0},
	"leader1": {"township_leader", 0}, "leader2": {"township_leader", 1}, "leader3": {"township_leader", 2}, "clerk1": {"township_clerk", 0}, "clerk2": {"township_clerk", 1}}

// understudies are parts for people of townships without posts, who are appointed for the rehearsal: a second
// person of an office, or one who stands in for its head.
var understudies = []struct {
	part, role string
	acting     string // the part they stand in for
}{{"deputy", "finance", ""}, {"second", "personnel_authority", ""}, {"standin", "county_director", "director"}}

// castWords gives the parts of the script to people: who holds an office, and understudies, appointed as a county
// does it. One that stands in is so for a time.
func (p *player) castWords(ctx context.Context, posts []Post) error {
	if scripts[p.cfg.Regulation] == nil {
		return nil
	}
	p.cast = map[string]session{}
	for part, o := range offices {
		unit := p.unit
		if strings.HasPrefix(o.role, "township") {
			unit = townships(posts)[o.n]
		}
		held := p.api.holders(o.role, unit)
		if len(held) == 0 {
			return fmt.Errorf("%w: nobody signed in holds the role %s", ErrStuck, o.role)
		}
		p.cast[part] = held[0]
	}
	free := p.idle(posts)
	if len(free) < len(understudies) {
		return fmt.Errorf("%w: %d people without another part are needed to speak every word, there are %d", ErrStuck, len(understudies), len(free))
	}
	for i, u := range understudies {
		p.cast[u.part] = free[i]
		if err := p.appoint(ctx, free[i], u.role, u.acting); err != nil {
			return err
		}
	}
	return nil
}

// townships are those of the posts, in order, each once.
func townships(posts []Post) []string {
	var all []string
	for _, post := range posts {
		if !slices.Contains(all, post.Unit) {
			all = append(all, post.Unit)
		}
	}
	return all
}

// idle are people of townships without posts, whom nothing in the cycle concerns.
func (p *player) idle(posts []Post) []session {
	return slices.DeleteFunc(p.api.holders("township_finance", ""), func(s session) bool {
		return slices.ContainsFunc(posts, func(post Post) bool { return s.covers("township_finance", post.Unit) })
	})
}

// appoint gives somebody an office, or lets them stand in for who holds it: the administrator proposes, the
// director confirms.
func (p *player) appoint(ctx context.Context, who session, role, acting string) error {
	var made struct {
		ID string `json:"id"`
	}
	body := map[string]any{"person": who.person, "role": role, "unit": p.unit, "from": p.cfg.From}
	if acting != "" {
		body["acting_for"] = p.cast[acting].person
		if from, ok := civil(p.cfg.From); ok {
			body["to"] = from.AddDate(0, 0, leave).Format(time.DateOnly)
		}
	}
	if err := p.post(ctx, "administrator", "", "/api/assignments", body, &made); err != nil {
		return err
	}
	return p.post(ctx, "county_director", "", "/api/assignments/"+made.ID+"/confirm", nil, nil)
}
