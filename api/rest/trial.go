package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/documents"
	"jinchu/api/trial"
	"jinchu/policy/fault"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
	"jinchu/policy/regulation/library"
)

// TrialSource is the regulation of a trial: a library file by name, or a text of one's own.
type TrialSource struct {
	Library string `json:"library,omitempty" doc:"name of a library file" example:"qingyuan-2018"`
	Text    string `json:"text,omitempty" maxLength:"1000000" doc:"a regulation file (YAML), instead of a library name"`
	Rulings string `json:"rulings,omitempty" maxLength:"1000000" doc:"a rulings file (YAML) on what the regulation leaves open"`
}

// open reads the regulation.
func (s TrialSource) open() (*regulation.Regulation, error) {
	name, text := "regulation", s.Text
	if text == "" {
		known, ok := library.Text(s.Library)
		if !ok {
			return nil, fault.New("trial.file").At("library")
		}
		name, text = s.Library, known
	}
	return trial.Open(name, []byte(text), []byte(s.Rulings))
}

// TrialOpenInput asks what a regulation leaves open.
type TrialOpenInput struct{ Body TrialSource }

// TrialOpenOutput lists open values with the role that may rule.
type TrialOpenOutput struct{ Body []regulation.Open }

// TrialCheckInput is a table of applicants.
type TrialCheckInput struct {
	Body struct {
		TrialSource
		Applicants []byte `json:"applicants" doc:"CSV (UTF-8) or .xlsx, base64; columns: ticket, path, and words of the vocabulary"`
	}
}

// TrialCheckOutput is each applicant's verdict with reasons.
type TrialCheckOutput struct{ Body []trial.Checked }

// TrialRankInput is applicants, scores and headcounts.
type TrialRankInput struct {
	Body struct {
		TrialSource
		Applicants []byte         `json:"applicants" doc:"CSV or .xlsx, base64; columns: ticket, post, path, exempt"`
		Scores     []byte         `json:"scores" doc:"CSV or .xlsx, base64; columns: ticket, written, skills, interview"`
		Posts      map[string]int `json:"posts" doc:"headcount by post"`
	}
}

// TrialRankOutput is the ranking with the arithmetic of every row.
type TrialRankOutput struct{ Body trial.Ranking }

// TrialQuotaInput is a table of units.
type TrialQuotaInput struct {
	Body struct {
		TrialSource
		Units []byte `json:"units" doc:"CSV or .xlsx, base64; columns: unit, and words of the vocabulary"`
	}
}

// TrialQuotaOutput is each unit's posts.
type TrialQuotaOutput struct{ Body []trial.Quotum }

// registerTrial opens trial calculation to anyone who can reach the counter: it reads and writes nothing.
func registerTrial(api huma.API) {
	handle(api, trialOperation("open", "规则没有写明、须先裁定的事项 · what a regulation leaves open"), trialOpen)
	handle(api, trialOperation("check", "试算资格，逐人列出理由 · who may apply, with reasons"), trialCheck)
	handle(api, trialOperation("rank", "试算总成绩与排名，逐行列出算式 · totals and ranks, with the arithmetic"), trialRank)
	handle(api, trialOperation("quota", "试算各单位岗位数 · posts per unit"), trialQuota)
}

func trialOperation(name, summary string) huma.Operation {
	return open(huma.Operation{OperationID: "trial-" + name, Method: http.MethodPost, Path: "/api/trial/" + name,
		Summary: summary, Tags: []string{"试算"}, MaxBodyBytes: bodyLimit, DefaultStatus: http.StatusOK})
}

// bodyLimit is two tables of the largest size, as base64.
const bodyLimit = 48 << 20

func trialOpen(_ context.Context, in *TrialOpenInput) (*TrialOpenOutput, error) {
	reg, err := in.Body.open()
	if err != nil {
		return nil, err
	}
	return &TrialOpenOutput{Body: language.Unspecified(reg)}, nil
}

func trialCheck(ctx context.Context, in *TrialCheckInput) (*TrialCheckOutput, error) {
	reg, err := in.Body.open()
	if err != nil {
		return nil, err
	}
	applicants, err := documents.Read(ctx, in.Body.Applicants, documents.CountyLimits)
	if err != nil {
		return nil, err
	}
	checked, err := trial.Check(reg, applicants)
	return &TrialCheckOutput{Body: checked}, err
}

func trialRank(ctx context.Context, in *TrialRankInput) (*TrialRankOutput, error) {
	reg, err := in.Body.open()
	if err != nil {
		return nil, err
	}
	applicants, err := documents.Read(ctx, in.Body.Applicants, documents.CountyLimits)
	if err != nil {
		return nil, err
	}
	scores, err := documents.Read(ctx, in.Body.Scores, documents.CountyLimits)
	if err != nil {
		return nil, err
	}
	ranking, err := trial.Rank(reg, applicants, scores, in.Body.Posts)
	return &TrialRankOutput{Body: ranking}, err
}

func trialQuota(ctx context.Context, in *TrialQuotaInput) (*TrialQuotaOutput, error) {
	reg, err := in.Body.open()
	if err != nil {
		return nil, err
	}
	units, err := documents.Read(ctx, in.Body.Units, documents.CountyLimits)
	if err != nil {
		return nil, err
	}
	quota, err := trial.Quota(reg, units)
	return &TrialQuotaOutput{Body: quota}, err
}
