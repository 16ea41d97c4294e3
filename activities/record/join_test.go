package record_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/dossier"
	"jinchu/policy/recruitment"
)

// loose uploads a scan that belongs to no case yet.
func (b *bench) loose(by string) (id string) {
	b.t.Helper()
	b.write(func(tx store.Tx) error {
		u, err := b.desk.Upload(bg, tx, record.Actor{Person: by}, "", "scan.pdf", bytes.NewReader([]byte("%PDF-1.4 演练")), 1000)
		id = u.ID
		return err
	})
	return id
}

// onceDone enters what was done on a day on paper, and gives the code of a refusal.
func (b *bench) onceDone(signer, act, date string, body record.Body) string {
	b.t.Helper()
	body.Paper = &record.PaperBody{Signer: signer, Date: date, Scan: b.scan("c")}
	return faultOf(b.enters("hr_bureau", signer, record.CycleKind, "c", act, body).Fault())
}

// begun is a cycle whose plan was signed in the November before, entered from paper.
func begun(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	b.whole()
	plan := opening(post("P1", 1))
	plan.Paper = &record.PaperBody{Signer: "county_hr", Date: "2023-11-20", Scan: b.loose("hr_bureau")}
	b.clerk, b.clerkRole = "hr_bureau", "county_hr"
	r := b.try("county_hr", record.CycleKind, "", "c", "open", plan)
	b.clerk = ""
	require.NoError(t, r.Fault())
	return b
}

func TestACycleBegunOnPaperJoinsWhereItStands(t *testing.T) {
	t.Parallel()
	b := begun(t)
	require.Equal(t, "paper.date", b.onceDone("county_hr", "submit", "2023-11-19", record.Body{}), "before the plan")
	require.Equal(t, "paper.date", b.onceDone("county_hr", "submit", "2024-01-03", record.Body{}), "in the future")
	require.Empty(t, b.onceDone("county_hr", "submit", "2023-11-21", record.Body{}))
	require.Equal(t, "paper.date", b.onceDone("county_director", "agree", "2023-11-20", record.Body{}), "before it was submitted")
	require.Empty(t, b.onceDone("county_director", "agree", "2023-11-24", record.Body{Minutes: "演练〔2023〕9号"}))
	require.Empty(t, b.onceDone("county_hr", "publish", "2023-12-01", record.Body{}))
	require.Equal(t, recruitment.Announced, b.at("c").State)

	papers := b.papers("county_hr", "c")
	require.Len(t, papers, 4)
	require.Equal(t, []string{"open", "2023-11-20", b.today()}, []string{papers[0].Act, papers[0].Signed, papers[0].Entered})
	w := b.staff("c")
	require.Equal(t, "县残联人事", last(t, w, "open").Who.Title)
	require.Contains(t, last(t, w, "open").Paper.Says.Chinese, "2023-11-20")
	b.write(func(tx store.Tx) error {
		row, err := tx.Cycle(bg, "c")
		require.Equal(t, []any{"2023-12-01", "2023-12-02"}, []any{row.Facts["notice"], row.Facts["registration_opens"]})
		closed, _ := row.Facts["registration_closes"].(string)
		require.Less(t, closed, b.today(), "the time to apply was over before the cycle joined")
		return err
	})

	require.Equal(t, "recruitment.papers.only", faultOf(b.apply(1, "P1", good).Fault()))
	form := func(n int, date, by string) store.Result {
		s := record.Submission{Path: "disabled", Post: "P1", Person: person(t, n), Facts: good,
			Paper: &record.PaperBody{Signer: "applicant", Date: date, Scan: b.loose(by)}}
		b.clerk, b.clerkRole = by, "applicant"
		defer func() { b.clerk = "" }()
		return b.try("applicant", record.ApplicationKind, "c", id(n), "submit", s)
	}
	require.Equal(t, "paper.date", faultOf(form(1, "2023-12-30", "township_clerk").Fault()), "handed in too late")
	require.Equal(t, "paper.date", faultOf(form(1, "2023-12-01", "township_clerk").Fault()), "before the time began")
	require.Equal(t, "forbidden", faultOf(form(1, "2023-12-04", "hr_bureau").Fault()), "who may not enter papers of applications")
	require.NoError(t, form(1, "2023-12-04", "township_clerk").Fault())
	require.NoError(t, form(2, "2023-12-05", "county_hr").Fault())

	mine := b.why(record.Actor{Application: id(1)}, id(1))
	require.Equal(t, "报考人本人", last(t, mine, "submit").Who.Title)
	require.Contains(t, last(t, mine, "submit").Paper.Says.Chinese, "2023-12-04")
	require.Empty(t, b.answers(record.Actor{Application: id(1)}, b.papers("county_hr", id(1))[0].ID, true, ""), "the applicant stands by it")

	b.lapse()
	require.Equal(t, recruitment.Reviewing, b.at("c").State, "the rest runs here")
	b.qualified(2)
	b.seated()
	_, files := b.exported(record.Actor{Person: "county_hr"}, "c", record.DossierWish{})
	require.Contains(t, files[dossier.RecordFile], "2023-12-04")
}

func TestAPaperOpensNothingForWhoeverHasNoRight(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	open := func(signer, clerk, scan string) string {
		plan := opening(post("P1", 1))
		plan.Paper = &record.PaperBody{Signer: signer, Date: "2023-11-20", Scan: scan}
		b.clerk, b.clerkRole = clerk, "county_hr"
		defer func() { b.clerk = "" }()
		return faultOf(b.try("county_hr", record.CycleKind, "", "c", "open", plan).Fault())
	}
	require.Equal(t, "forbidden", open("county_hr", "township_clerk", b.loose("township_clerk")), "the clerk may not enter papers of cycles")
	require.Equal(t, "forbidden", open("finance", "hr_bureau", b.loose("hr_bureau")), "the signer could not open a cycle")
	require.Equal(t, "paper.clerk", open("hr_bureau", "hr_bureau", b.loose("hr_bureau")))
	require.Equal(t, "paper.scan", open("county_hr", "hr_bureau", b.loose("county_hr")), "another's scan")
	require.Equal(t, "paper.scan", open("county_hr", "hr_bureau", "none"))
	require.Equal(t, "paper.signer", open("nobody", "hr_bureau", b.loose("hr_bureau")))
	require.Empty(t, b.at("c").State)
}
