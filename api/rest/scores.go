package rest

import (
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/documents"
	"jinchu/activities/record"
	"jinchu/policy/fault"
)

// ScoresInput is a batch of marks of one part.
type ScoresInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Part   string        `json:"part" enum:"written,skills,interview,extra,lots,cap_lots" doc:"extra: 加试；lots: 同岗位同分抽签的签号；cap_lots: 类别名额线上抽签的签号"`
		Scores []record.Mark `json:"scores" minItems:"1" maxItems:"20000"`
	}
}

// Entered counts what was kept.
type Entered struct {
	Entered int `json:"entered"`
}

// EnteredOutput answers with it.
type EnteredOutput struct{ Body Entered }

// ScoreSheetInput is a table of marks.
type ScoreSheetInput struct {
	SheetInput
	ID   string `path:"id" maxLength:"64"`
	Part string `query:"part" enum:"written,skills,interview,extra,lots,cap_lots" required:"true"`
}

func (c *counter) registerScores(api huma.API) {
	handle(api, answering(needs(operation(http.MethodPut, "/api/cycles/{id}/scores", "enter-scores", "考试", "登分；同一成绩再登一次不算更正 · enter scores; the same again is no change"), "cycle", "enter_scores"), http.StatusOK), c.enterScores)
	handle(api, needs(needs(operation(http.MethodGet, "/api/cycles/{id}/scores", "list-scores", "考试", "全部成绩，含更正前的 · all scores, those replaced too"), "cycle", "read"), "application", "read"), c.listScores)
	handle(api, needs(sheetOperation("/api/cycles/{id}/scores/import", "import-scores", "考试", "导入成绩：ticket,examiner,score,reason · import scores, all rows or none"), "cycle", "enter_scores"), c.importScores)
}

func (c *counter) enterScores(ctx context.Context, in *ScoresInput) (*EnteredOutput, error) {
	who, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	err = c.Cases.EnterScores(ctx, who.actor(), in.ID, in.Body.Part, in.Body.Scores)
	return &EnteredOutput{Body: Entered{len(in.Body.Scores)}}, err
}

func (c *counter) listScores(ctx context.Context, in *ByCycle) (*ListOf[record.ScoreView], error) {
	all, err := c.Cases.Scores(ctx, callerOf(ctx).actor(), in.ID)
	return listOf(all), err
}

func (c *counter) importScores(ctx context.Context, in *ScoreSheetInput) (*EnteredOutput, error) {
	who, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	s, err := readSheet(ctx, in.RawBody, []string{"ticket", "score"}, []string{"examiner", "reason"})
	if err != nil {
		return nil, inForm(ctx, err, in.Accept)
	}
	marks := make([]record.Mark, 0, len(s.Rows))
	for _, row := range s.Rows {
		marks = append(marks, markOf(row))
	}
	err = s.placed(c.Cases.EnterScores(ctx, who.actor(), in.ID, in.Part, marks))
	return &EnteredOutput{Body: Entered{len(marks)}}, inForm(ctx, err, in.Accept)
}

// placed gives faults that name a mark the row it came from.
func (s *sheet) placed(err error) error {
	if err == nil {
		return nil
	}
	for _, f := range fault.All(err) {
		i := -1
		if _, none := fmt.Sscanf(f.Place, "scores[%d]", &i); none != nil || i < 0 || i >= len(s.Rows) {
			return err
		}
		s.wrong(s.Rows[i], "score", f)
	}
	return s.err()
}

// markOf reads a row; 缺考 or absent is an absence.
func markOf(row documents.Row) record.Mark {
	m := record.Mark{Ticket: row.Cells["ticket"], Examiner: row.Cells["examiner"], Value: row.Cells["score"], Reason: row.Cells["reason"]}
	if m.Value == "absent" || m.Value == "缺考" {
		m.Value, m.Absent = "", true
	}
	return m
}
