package record

import (
	"context"
	"encoding/json"

	"github.com/shopspring/decimal"
)

// StandingView is where an application stood after a stage.
type StandingView struct {
	Application string              `json:"application"`
	Ticket      string              `json:"ticket"`
	Post        string              `json:"post"`
	Stage       int                 `json:"stage"`
	Total       decimal.NullDecimal `json:"total"`
	Rank        *int                `json:"rank"`
	Place       string              `json:"place,omitempty"`
	Arithmetic  json.RawMessage     `json:"arithmetic"`
}

// Standings lists the confirmed results of a cycle by stage and rank.
func (d *Desk) Standings(ctx context.Context, a Actor, cycle string) (views []StandingView, err error) {
	views = []StandingView{}
	err = d.reading(ctx, a, cycle, "read", func(c *contest) error {
		lines, err := c.lines(a)
		if err != nil {
			return err
		}
		all, err := c.tx.Standings(ctx, cycle)
		for _, s := range all {
			line, may := lines[s.Application]
			if !may {
				continue
			}
			views = append(views, StandingView{s.Application, line.Ticket, line.Post, s.Stage, s.Total, s.Rank, s.Place, s.Arithmetic})
		}
		return err
	})
	return views, err
}

// ScoreView is one mark.
type ScoreView struct {
	Application string              `json:"application"`
	Ticket      string              `json:"ticket"`
	Part        string              `json:"part"`
	Examiner    string              `json:"examiner,omitempty" doc:"seat on the panel; for those who organise and who may see raters"`
	No          int                 `json:"no"`
	Value       decimal.NullDecimal `json:"value" doc:"null: absent"`
	Replaced    bool                `json:"replaced"`
	Reason      string              `json:"reason,omitempty"`
	By          string              `json:"by,omitempty" doc:"person ID of who keyed it; for those who may see raters"`
}

// Scores lists all marks of a cycle, those replaced too.
func (d *Desk) Scores(ctx context.Context, a Actor, cycle string) (views []ScoreView, err error) {
	views = []ScoreView{}
	err = d.reading(ctx, a, cycle, "read", func(c *contest) error {
		lines, err := c.lines(a)
		if err != nil {
			return err
		}
		_, no := c.desk.allowed(ctx, c.tx, asking{Actor: a}, CycleKind, "lock_scores", c.cycle.Unit, cycle)
		known := map[string]bool{}
		all, err := c.tx.Scores(ctx, cycle, true)
		for _, s := range all {
			line, may := lines[s.Application]
			if !may {
				continue
			}
			v := ScoreView{s.Application, line.Ticket, s.Part, s.Examiner, s.No, s.Value, s.Replaced, s.Reason, s.KeyedBy}
			if !c.mayIn(a, readRaters, line.unit, known) {
				v.By = ""
				if no != nil {
					v.Examiner = ""
				}
			}
			views = append(views, v)
		}
		return err
	})
	return views, err
}
