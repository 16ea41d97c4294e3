package record_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
)

// scan uploads a scan to a case.
func (b *bench) scan(of string) (id string) {
	b.t.Helper()
	b.write(func(tx store.Tx) error {
		u, err := b.desk.Upload(bg, tx, record.Actor{Person: "county_hr"}, of, "scan.pdf", bytes.NewReader([]byte("%PDF-1.4 演练")), 1000)
		id = u.ID
		return err
	})
	return id
}

// enters has a clerk enter an act from paper, and gives its first result.
func (b *bench) enters(clerk, role, kind, id, act string, body record.Body) store.Result {
	b.t.Helper()
	b.clerk, b.clerkRole = clerk, role
	defer func() { b.clerk = "" }()
	parent := ""
	if kind == record.ApplicationKind {
		parent = "c"
	}
	return b.try(role, kind, parent, id, act, body)
}

// onPaper is a body with a paper of today.
func (b *bench) onPaper(signer, of string, body record.Body) record.Body {
	b.t.Helper()
	body.Paper = &record.PaperBody{Signer: signer, Date: b.today(), Scan: b.scan(of)}
	return body
}

// papers are what was entered of a case.
func (b *bench) papers(reader, id string) []record.PaperView {
	b.t.Helper()
	all, err := b.desk.Papers(bg, record.Actor{Person: reader}, id)
	require.NoError(b.t, err)
	return all
}

func (b *bench) answers(a record.Actor, paper string, stands bool, reason string) string {
	b.t.Helper()
	return faultOf(b.store.Write(bg, func(tx store.Tx) error { return b.desk.AnswerPaper(bg, tx, a, paper, stands, reason) }))
}

func (b *bench) settles(person, paper, how, reason string) string {
	b.t.Helper()
	return faultOf(b.store.Write(bg, func(tx store.Tx) error {
		return b.desk.SettlePaper(bg, tx, record.Actor{Person: person}, paper, how, reason)
	}))
}

func faultOf(err error) string {
	if err == nil {
		return ""
	}
	return fault.CodeOf(err)
}

// approvedOnPaper has the plan approved on paper by the director, entered by the county's HR bureau.
func approvedOnPaper(t *testing.T) (b *bench, paper string) {
	t.Helper()
	b = newBench(t)
	b.whole()
	b.planned(post("P1", 1))
	b.cycle("county_hr", "submit", record.Body{})
	r := b.enters("hr_bureau", "county_director", record.CycleKind, "c", "agree", b.onPaper("county_director", "c", record.Body{Minutes: "演练〔2024〕1号"}))
	require.NoError(t, r.Fault())
	return b, b.papers("county_hr", "c")[0].ID
}

func TestAnActFromPaperIsTheSignersAndNamesTheClerk(t *testing.T) {
	t.Parallel()
	b, _ := approvedOnPaper(t)
	require.Equal(t, recruitment.Approved, b.at("c").State)
	p := b.papers("county_hr", "c")[0]
	require.Equal(t, "county_director", p.SignerRole)
	require.Equal(t, "hr_bureau", p.ClerkRole)
	require.Equal(t, []string{"standing", b.today(), b.today()}, []string{p.State, p.Signed, p.Entered})
	step := last(t, b.staff("c"), "approve")
	require.Equal(t, "县残联理事长", step.Who.Title)
	require.Contains(t, step.Paper.Says.Chinese, "由人社局于"+b.today()+"补录")
	require.Contains(t, step.Paper.Says.English, "standing")
	require.Contains(t, step.Policy.Line, "sign", "the line is that of the signer")
	audit := b.why(record.Actor{Person: "auditor"}, "c")
	require.Equal(t, "county_director", last(t, audit, "approve").By)
	require.Equal(t, "hr_bureau", last(t, audit, "enter_paper").By)
	require.Contains(t, last(t, audit, "enter_paper").Policy.Line, "enter_paper")
	inbox := b.inboxOf("county_director")
	require.Contains(t, inbox, "paper_entered", "the signer is told at once")
	b.write(func(tx store.Tx) error {
		told, err := tx.Take(bg, 10, record.PaperMessage)
		require.Len(t, told, 1)
		require.Equal(t, "county_director", told[0].Recipient)
		return err
	})
	b.cycle("county_hr", "publish", record.Body{})
	require.Contains(t, b.inboxOf("county_director"), "paper_entered", "it outlasts other acts")
	require.Equal(t, "paper.contester", b.answers(record.Actor{Person: "county_hr"}, p.ID, true, ""))
	require.Empty(t, b.answers(record.Actor{Person: "county_director"}, p.ID, true, ""))
	require.NotContains(t, b.inboxOf("county_director"), "paper_entered")
}

func (b *bench) inboxOf(person string) (codes []string) {
	b.t.Helper()
	b.write(func(tx store.Tx) error {
		held, err := tx.Holds(bg, person)
		require.NoError(b.t, err)
		page, err := tx.InboxOf(bg, store.Question{Person: person, Held: held, Limit: 100})
		for _, one := range page.Lines {
			codes = append(codes, one.Code)
		}
		return err
	})
	return codes
}

func TestWhoMayEnterFromPaper(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.planned(post("P1", 1))
	b.forward(3)
	b.cycle("county_hr", "submit", record.Body{})
	submitted := b.today()
	b.forward(2)
	good := b.onPaper("county_director", "c", record.Body{Minutes: "x"})
	with := func(change func(*record.PaperBody)) record.Body {
		body, paper := good, *good.Paper
		change(&paper)
		body.Paper = &paper
		return body
	}
	for name, c := range map[string]struct {
		clerk, role string
		body        record.Body
		code        string
	}{
		"no right to enter":            {"auditor", "county_director", good, "forbidden"},
		"the signer has no such right": {"hr_bureau", "examiner", with(func(p *record.PaperBody) { p.Signer = "examiner" }), "forbidden"},
		"not the role of the signer":   {"hr_bureau", "county_director", with(func(p *record.PaperBody) { p.Signer = "examiner" }), "forbidden"},
		"the clerk signed":             {"hr_bureau", "hr_bureau", with(func(p *record.PaperBody) { p.Signer = "hr_bureau" }), "paper.clerk"},
		"the clerk submitted the plan": {"county_hr", "county_director", good, "paper.clerk"},
		"nobody of that name":          {"hr_bureau", "county_director", with(func(p *record.PaperBody) { p.Signer = "nobody" }), "paper.signer"},
		"an applicant on a cycle":      {"hr_bureau", "county_director", with(func(p *record.PaperBody) { p.Signer = "applicant" }), "paper.signer"},
		"dated before the submission":  {"hr_bureau", "county_director", with(func(p *record.PaperBody) { p.Date = "2024-01-01" }), "paper.date"},
		"dated tomorrow":               {"hr_bureau", "county_director", with(func(p *record.PaperBody) { p.Date = "2030-01-01" }), "paper.date"},
		"no scan":                      {"hr_bureau", "county_director", with(func(p *record.PaperBody) { p.Scan = "none" }), "paper.scan"},
	} {
		before := b.at("c")
		r := b.enters(c.clerk, c.role, record.CycleKind, "c", "agree", c.body)
		require.Error(t, r.Fault(), name)
		require.Equal(t, c.code, fault.CodeOf(r.Fault()), name)
		require.Equal(t, before, b.at("c"), name)
	}
	dated := with(func(p *record.PaperBody) { p.Date = submitted })
	require.NoError(t, b.enters("hr_bureau", "county_director", record.CycleKind, "c", "agree", dated).Fault())
	all, err := b.desk.Decisions(bg, record.Actor{Person: "county_director"}, "c")
	require.NoError(t, err)
	require.Equal(t, submitted, all[len(all)-1].Date, "the date of the paper decides, the date of entry is kept beside it")
	require.Equal(t, b.today(), b.papers("county_hr", "c")[0].Entered)
}

func TestAContestedEntryHoldsUpWhatRestsOnIt(t *testing.T) {
	t.Parallel()
	b, paper := approvedOnPaper(t)
	director := record.Actor{Person: "county_director"}
	require.Equal(t, "act.reason", b.answers(director, paper, false, " "))
	require.Empty(t, b.answers(director, paper, false, "不是我签的"))
	require.Equal(t, "paper.state", b.answers(director, paper, true, ""))
	require.Equal(t, "paper.contested", b.no("county_hr", "publish", record.Body{}).Code)
	require.Contains(t, b.inboxOf("discipline_office"), "settle_paper")
	require.Equal(t, "forbidden", b.settles("county_hr", paper, record.Uphold, "查过"))
	require.Equal(t, "paper.settler", b.settles("county_director", paper, record.Uphold, "查过"))
	require.Equal(t, "act.reason", b.settles("discipline_office", paper, record.Uphold, ""))
	require.Equal(t, "paper.state", b.settles("discipline_office", paper, record.PutRight, "查过"))
	require.Empty(t, b.settles("discipline_office", paper, record.Uphold, "笔迹经本人当面辨认"))
	require.NotContains(t, b.inboxOf("discipline_office"), "settle_paper")
	step := last(t, b.staff("c"), "settle_paper")
	require.Equal(t, "upheld", step.Paper.State)
	require.True(t, step.Withheld, "the reason may speak of people")
	require.Empty(t, b.papers("county_hr", "c")[0].Settlement)
	require.NotEmpty(t, b.papers("discipline_office", "c")[0].Settlement)
	b.cycle("county_hr", "publish", record.Body{})
}

func TestAStruckEntryOfACycleIsPutRightByAPerson(t *testing.T) {
	t.Parallel()
	b, paper := approvedOnPaper(t)
	require.Empty(t, b.answers(record.Actor{Person: "county_director"}, paper, false, "不是我签的"))
	require.Empty(t, b.settles("discipline_office", paper, record.Strike, "笔迹不符"))
	require.Equal(t, recruitment.Approved, b.at("c").State, "nothing happens by itself")
	require.Contains(t, b.inboxOf("county_director"), "put_right")
	require.Equal(t, "struck", last(t, b.staff("c"), "approve").Paper.State)
	require.Empty(t, b.settles("discipline_office", paper, record.PutRight, "已重新报批"))
	require.NotContains(t, b.inboxOf("county_director"), "put_right")
}

func TestAStruckReviewIsPutBackWithItsTurn(t *testing.T) {
	t.Parallel()
	b := reviewing(t, 1, good)
	r := b.enters("county_hr", "township_clerk", record.ApplicationKind, id(1), "pass_on", b.onPaper("township_clerk", id(1), record.Body{}))
	require.NoError(t, r.Fault())
	require.Contains(t, b.tasks(id(1)), "qualify@county_hr")
	paper := b.papers("county_hr", id(1))[0].ID
	require.Empty(t, b.answers(record.Actor{Person: "township_clerk"}, paper, false, "没有签过"))
	require.Empty(t, b.settles("discipline_office", paper, record.Strike, "属实"))
	require.Equal(t, recruitment.Submitted, b.at(id(1)).State)
	require.Equal(t, []string{"pass_on@township_clerk"}, b.tasks(id(1)), "a struck signature gives nobody the next turn")
	require.Equal(t, "forbidden", b.noApplication("county_hr", id(1), "qualify", record.Body{}).Code)
	b.qualified(1)
}

func TestAnApplicantsPaperIsShownAndContestedWithTheReceipt(t *testing.T) {
	t.Parallel()
	b := returned(t)
	b.served(id(1))
	own := record.Actor{Application: id(1)}
	r := b.enters("county_hr", "applicant", record.ApplicationKind, id(1), "withdraw", b.onPaper("applicant", id(1), record.Body{}))
	require.NoError(t, r.Fault())
	require.Equal(t, recruitment.Withdrawn, b.at(id(1)).State)
	view, err := b.desk.Application(bg, own, id(1))
	require.NoError(t, err)
	require.Len(t, view.Papers, 1)
	require.True(t, view.Papers[0].Mine)
	var whole bytes.Buffer
	require.NoError(t, b.desk.Fetch(bg, own, view.Papers[0].Scan, func(store.Upload) io.Writer { return &whole }))
	require.Contains(t, whole.String(), "%PDF")
	require.Equal(t, "forbidden", faultOf(b.desk.Fetch(bg, record.Actor{Person: "auditor"}, view.Papers[0].Scan, func(store.Upload) io.Writer { return io.Discard })))
	require.Empty(t, b.answers(own, view.Papers[0].ID, false, "没有要求撤回"), "also where the case is over")
	require.Empty(t, b.settles("discipline_office", view.Papers[0].ID, record.Strike, "属实"))
	require.Equal(t, recruitment.Withdrawn, b.at(id(1)).State)
	require.Contains(t, b.inboxOf("county_director"), "put_right", "nothing automatic: a person decides how")
}

func TestAClerkCountsAsADoer(t *testing.T) {
	t.Parallel()
	b := reviewing(t, 1, map[string]string{"certificate.valid": "no"})
	b.write(func(tx store.Tx) error {
		return tx.Assign(bg, store.Assignment{ID: "twice", Person: "county_director", Role: "county_hr", Unit: county, From: begin.AddDate(-1, 0, 0)})
	})
	b.act("township_clerk", id(1), "pass_on", record.Body{})
	r := b.enters("county_director", "county_hr", record.ApplicationKind, id(1), "refuse", b.onPaper("county_hr", id(1), record.Body{Reason: "证件失效"}))
	require.NoError(t, r.Fault())
	b.act("applicant", id(1), "appeal", record.Body{Reason: "证件有效"})
	require.Equal(t, "recruitment.same.person", b.noApplication("county_director", id(1), "uphold", record.Body{Reason: "维持"}).Code)
	b.act("discipline_office", id(1), "uphold", record.Body{Reason: "维持"})
}
