package record

import "github.com/shopspring/decimal"

// WhyResult is the person's own row of confirmed results.
type WhyResult struct {
	Event      string           `json:"event" doc:"empty: the person went on"`
	Post       string           `json:"post"`
	Score      *decimal.Decimal `json:"score,omitempty"`
	Total      *decimal.Decimal `json:"total,omitempty"`
	Rank       int              `json:"rank,omitempty"`
	List       string           `json:"list,omitempty"`
	Place      string           `json:"place,omitempty"`
	Arithmetic string           `json:"arithmetic,omitempty"`
	TieBy      string           `json:"tie_by,omitempty"`
	Missing    *decimal.Decimal `json:"missing,omitempty" doc:"points behind the last who has a place of the post"`
}

// results explain a step by confirmed results: to the cycle how many they moved, to a person the own row.
func (y *inquiry) results(s *WhyStep, k recall) error {
	if k.Record.Proposals != nil {
		s.Moved = map[string]int{}
		for _, row := range k.Record.Proposals.Rows {
			event := row.Event
			if event == "" {
				event = "goes_on"
			}
			s.Moved[event]++
		}
	}
	if k.Through == nil || k.Through.Act != "confirm" {
		return nil
	}
	row, err := y.rowOf(k.Through.Seq)
	if err == nil && row != nil {
		y.explainRow(s, k.Through.Seq, *row)
	}
	return err
}

// explainRow adds a person's row to the step that it explains.
func (y *inquiry) explainRow(s *WhyStep, seq int64, row Proposal) {
	r := WhyResult{Event: row.Event, Post: row.Post, Score: row.Score, Total: row.Total, Rank: row.Rank, List: row.List, Place: row.Place,
		Arithmetic: row.Arithmetic, TieBy: row.TieBy}
	r.Missing = missing(row, y.lists[seq])
	s.Result, s.Rules = &r, append(s.Rules, row.Reasons...)
	s.Would = append(would(s.Rules, nil), wouldRank(r)...)
}

// rowOf is the person's row in the results that a step of the cycle confirmed; nil where there is none.
func (y *inquiry) rowOf(seq int64) (*Proposal, error) {
	if _, read := y.lists[seq]; !read {
		rows, err := y.confirmedAt(seq)
		if err != nil {
			return nil, err
		}
		y.lists[seq] = rows
	}
	for _, row := range y.lists[seq] {
		if row.Application == y.at.ID {
			return &row, nil
		}
	}
	return nil, nil // whoever was out before has no row
}

// confirmedAt are all rows that a step of the cycle confirmed, as they were sealed.
func (y *inquiry) confirmedAt(seq int64) ([]Proposal, error) {
	audit, err := y.tx.AuditOf(y.ctx, y.cycle.ID)
	if err != nil {
		return nil, err
	}
	for _, e := range audit {
		if e.Seq != seq || e.Event != "confirm" {
			continue
		}
		k, err := y.recalled(y.cycle.ID, e.No)
		if err != nil || k.Record.Proposals == nil {
			return nil, err
		}
		return k.Record.Proposals.Rows, nil
	}
	return nil, nil
}

// missing is how many points were missing to a place, where that is simple: the person has none, nothing
// but the total stood in the way, and all places of the post are one list.
func missing(row Proposal, all []Proposal) *decimal.Decimal {
	if row.Total == nil || row.Place != "wait" && row.Place != "called" || row.List != "" {
		return nil
	}
	var last *decimal.Decimal
	for _, other := range all {
		switch {
		case other.Post != row.Post || other.Total == nil:
		case other.List != "" || other.Place == "capped":
			return nil
		case other.Place == "in" && (last == nil || other.Total.LessThan(*last)):
			last = other.Total
		}
	}
	if last == nil || last.LessThan(*row.Total) {
		return nil
	}
	short := last.Sub(*row.Total)
	return &short
}
