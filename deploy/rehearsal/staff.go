package rehearsal

import (
	"context"
	"slices"
)

// townRoles are held in one township; a rehearsal has one sign-in for each, and its posts may lie in many.
var townRoles = []string{"township_clerk", "township_chair", "township_leader"}

// staff lets the one who holds a role of townships hold it wherever the cycle has posts, as a county does that puts
// one person in for several: the administrator proposes, the director confirms.
func (p *player) staff(ctx context.Context, posts []Post) error {
	for _, role := range townRoles {
		held := p.api.holders(role, "")
		missing := func(post Post) bool {
			return !slices.ContainsFunc(held, func(s session) bool { return s.covers(role, post.Unit) })
		}
		if len(held) == 0 || !slices.ContainsFunc(posts, missing) {
			continue
		}
		if err := p.assign(ctx, held[0], role); err != nil {
			return err
		}
	}
	return nil
}

func (p *player) assign(ctx context.Context, who session, role string) error {
	var made struct {
		ID string `json:"id"`
	}
	body := map[string]any{"person": who.person, "role": role, "unit": p.unit, "from": p.cfg.From}
	if err := p.post(ctx, "administrator", "", "/api/assignments", body, &made); err != nil {
		return err
	}
	if err := p.post(ctx, "county_director", "", "/api/assignments/"+made.ID+"/confirm", nil, nil); err != nil {
		return err
	}
	for i := range p.api.sessions {
		if p.api.sessions[i].token == who.token {
			p.api.sessions[i].assigned = append(p.api.sessions[i].assigned, assignment{role, p.unit})
		}
	}
	return nil
}
