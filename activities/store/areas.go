package store

import (
	"context"
	"time"
)

// Distances between areas, as the policy lines call them.
const (
	Own       = "own"
	Below     = "below"
	Above     = "above"
	Elsewhere = "elsewhere"
)

// Between tells where a unit lies, seen from each of several others, on a day: own, below, above or
// elsewhere. It walks up from both ends alone, so it costs the depth of the tree, never its size; a
// unit that does not hold on that day lies elsewhere.
func (t Tx) Between(ctx context.Context, from []string, to string, on time.Time) (map[string]string, error) {
	lines, err := t.lines(ctx, append([]string{to}, from...), on)
	if err != nil {
		return nil, err
	}
	distances := make(map[string]string, len(from))
	for _, f := range from {
		switch {
		case f == to:
			distances[f] = Own
		case lines[to][f]:
			distances[f] = Below
		case lines[f][to]:
			distances[f] = Above
		default:
			distances[f] = Elsewhere
		}
	}
	return distances, nil
}

// lines lists all units above each of the given ones, itself included.
func (t Tx) lines(ctx context.Context, codes []string, on time.Time) (map[string]map[string]bool, error) {
	rows, err := list[struct{ Start, Code string }](ctx, t, `
		with recursive up (start, code, parent) as (
			select code, code, parent
			from   unit
			where  county      = $1
			and    code        = any($2)
			and    valid_from <= $3::date
			and    (valid_to  is null or valid_to > $3::date)
			union
			select up.start, u.code, u.parent
			from   up
			join   unit u on u.county = $1 and u.code = up.parent
			where  u.valid_from <= $3::date
			and    (u.valid_to  is null or u.valid_to > $3::date)
		)
		select start, code
		from   up`, t.realm.County, codes, on)
	lines := map[string]map[string]bool{}
	for _, r := range rows {
		if lines[r.Start] == nil {
			lines[r.Start] = map[string]bool{}
		}
		lines[r.Start][r.Code] = true
	}
	return lines, err
}
