package rehearsal

import (
	"context"
	"errors"
	"slices"
	"strings"
)

// plan rules on what the text leaves open, overrides what the lint holds against it, then submits.
func (p *player) plan(ctx context.Context, c Cycle) (bool, error) {
	if err := p.tryBefore(ctx, c); err != nil {
		return false, err
	}
	if did, err := p.rule(ctx, c); did || err != nil {
		return did, err
	}
	if did, err := p.override(ctx, c); did || err != nil {
		return did, err
	}
	return p.orOpen(c)(p.submit(ctx, c))
}

// rule makes the rulings of the library that are not on record, in the order of its file: what one ruler decides
// in a row is one act.
func (p *player) rule(ctx context.Context, c Cycle) (bool, error) {
	offer, ok := offered(c.Next, "rule")
	if !ok || !p.cfg.Rulings {
		return false, nil
	}
	batch, ruler := p.batch(c.Rulings)
	if len(batch) == 0 {
		return false, nil
	}
	_, err := p.do(ctx, act{kind: "cycles", id: c.ID, name: "cycle", unit: c.Unit, seen: c.Seq, offer: offer, roles: []string{ruler},
		body: map[string]any{"rulings": batch}})
	return p.moved(err)
}

// batch is the next run of rulings of one ruler.
func (p *player) batch(made []Ruling) ([]Ruling, string) {
	var batch []Ruling
	ruler := ""
	for _, one := range p.files {
		if slices.ContainsFunc(made, func(r Ruling) bool { return r.Path == one.Path }) {
			continue
		}
		if ruler == "" {
			ruler = one.Ruler
		}
		if one.Ruler != ruler {
			break
		}
		batch = append(batch, Ruling{Path: one.Path, Value: one.Value, Reason: one.Reason})
	}
	return batch, ruler
}

// override lets a finding stand, by whoever may and with a reason.
func (p *player) override(ctx context.Context, c Cycle) (bool, error) {
	offer, ok := offered(c.Next, "rule")
	for _, f := range c.Lint {
		if !ok || f.Severity != "error" || f.Overridden {
			continue
		}
		if f.MayOverride == "" {
			return false, errors.Join(ErrStuck, errors.New("nobody may override "+f.Code+" at "+f.Path))
		}
		_, err := p.do(ctx, act{kind: "cycles", id: c.ID, name: "cycle", unit: c.Unit, seen: c.Seq, offer: offer, roles: []string{f.MayOverride},
			body: map[string]any{"overrides": []map[string]string{{"code": f.Code, "path": f.Path, "reason": "演练：照原文记录，知悉与法律不一致"}}}})
		return p.moved(err)
	}
	return false, nil
}

// submit submits, and shows that doing it twice is doing it once.
func (p *player) submit(ctx context.Context, c Cycle) (bool, error) {
	return p.cycleAct(ctx, c, "submit", nil)
}

// approve goes along the route, whoever's turn it is.
func (p *player) approve(ctx context.Context, c Cycle) (bool, error) {
	if did, err := p.rule(ctx, c); did || err != nil {
		return did, err
	}
	if did, err := p.recite(ctx, c); did || err != nil {
		return did, err
	}
	if did, err := p.orOpen(c)(p.walk(ctx, c, nil)); did || err != nil {
		return did, err
	}
	return false, p.open1(c)
}

// publish publishes; a value nobody ruled on stops it.
func (p *player) publish(ctx context.Context, c Cycle) (bool, error) {
	if did, err := p.rule(ctx, c); did || err != nil {
		return did, err
	}
	if did, err := p.override(ctx, c); did || err != nil {
		return did, err
	}
	if err := p.open1(c); err != nil {
		return false, err
	}
	return p.orOpen(c)(p.cycleAct(ctx, c, "publish", nil))
}

// open1 is the first value still open when nobody will rule on it.
func (p *player) open1(c Cycle) error {
	if p.cfg.Rulings || len(c.Open) == 0 {
		return nil
	}
	return &openValue{c.Open[0]}
}

// orOpen reads a refusal for want of a ruling as the open value it names.
func (p *player) orOpen(c Cycle) func(bool, error) (bool, error) {
	return func(did bool, err error) (bool, error) {
		if code := codeOf(err); err != nil && !p.cfg.Rulings && strings.HasPrefix(code, "regulation.") {
			if open := p.open1(c); open != nil {
				return false, open
			}
		}
		return did, err
	}
}
