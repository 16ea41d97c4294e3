package record_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/identity"
	"jinchu/policy/recruitment"
)

// today is the business date.
func (b *bench) today() (day string) {
	b.t.Helper()
	b.write(func(tx store.Tx) error {
		today, err := tx.Today(bg)
		day = today.String()
		return err
	})
	return day
}

// forward moves the business clock by days; nothing lapses by it.
func (b *bench) forward(days int) {
	b.t.Helper()
	b.write(func(tx store.Tx) error {
		now, err := tx.Now(bg)
		require.NoError(b.t, err)
		return tx.Advance(bg, now.AddDate(0, 0, days))
	})
}

// waiting is the step whose document waits to be served on an applicant.
func (b *bench) waiting(id string) int64 {
	b.t.Helper()
	view, err := b.desk.Application(bg, record.Actor{Person: "county_hr"}, id)
	require.NoError(b.t, err)
	require.Len(b.t, view.Serve, 1)
	return view.Serve[0].Step
}

// servedBy records a service and gives its fault's code.
func (b *bench) servedBy(person, id string, in record.Serving) (out record.Served, code string) {
	b.t.Helper()
	err := b.store.Write(bg, func(tx store.Tx) (err error) {
		out, err = b.desk.Serve(bg, tx, record.Actor{Person: person}, id, in)
		return err
	})
	if err != nil {
		code = fault.CodeOf(err)
		b.said = append(b.said, err.Error())
	}
	return out, code
}

// handed is a document handed over today.
func (b *bench) handed(step int64) record.Serving {
	return record.Serving{Step: step, Way: "handed_over", Day: b.today(), Told: &record.Told{}}
}

// served hands over what waits.
func (b *bench) served(id string) record.Served {
	b.t.Helper()
	out, code := b.servedBy("township_clerk", id, b.handed(b.waiting(id)))
	require.Empty(b.t, code)
	return out
}

// silent records that nothing was said.
func (b *bench) silent(person, id string) string {
	b.t.Helper()
	err := b.store.Write(bg, func(tx store.Tx) error {
		return b.desk.NoStatement(bg, tx, record.Actor{Person: person}, id, "查收件登记")
	})
	if err != nil {
		return fault.CodeOf(err)
	}
	return ""
}

// consents records a consent, or its withdrawal.
func (b *bench) consents(a record.Actor, id string, given bool) string {
	b.t.Helper()
	err := b.store.Write(bg, func(tx store.Tx) error {
		return b.desk.Consent(bg, tx, a, id, record.Consenting{Given: given, Channel: "receipt_page"})
	})
	if err != nil {
		return fault.CodeOf(err)
	}
	return ""
}

// accepts is the applicant opening a document.
func (b *bench) accepts(id string, step int64) (out record.Served, code string) {
	b.t.Helper()
	err := b.store.Write(bg, func(tx store.Tx) (err error) {
		out, err = b.desk.Accept(bg, tx, record.Actor{Application: id}, id, step, nil)
		return err
	})
	if err != nil {
		code = fault.CodeOf(err)
	}
	return out, code
}

// returned has one person's papers go back.
func returned(t *testing.T) *bench {
	t.Helper()
	b := reviewing(t, 1, nil)
	b.act("township_clerk", id(1), "return", record.Body{Reason: "缺证件复印件"})
	return b
}

func (b *bench) supplements(id string) (open []store.Deadline) {
	b.t.Helper()
	b.write(func(tx store.Tx) error {
		all, err := tx.DeadlinesOf(bg, id)
		for _, d := range all {
			if d.Name == "supplement_due" && d.State == "open" {
				open = append(open, d)
			}
		}
		return err
	})
	return open
}

func TestTheClockStartsAtServiceNotAtSending(t *testing.T) {
	t.Parallel()
	b := returned(t)
	require.Equal(t, []string{"serve@township_clerk"}, b.tasks(id(1)))
	require.Empty(t, b.supplements(id(1)), "nothing runs before the notice is served")
	b.forward(20)
	require.Equal(t, "service.unserved", b.noApplication("county_hr", id(1), "refuse", record.Body{Reason: "未补正"}).Code)
	require.Equal(t, "service.unserved", b.silent("township_clerk", id(1)))
	out := b.served(id(1))
	require.Equal(t, b.today(), out.Served)
	open := b.supplements(id(1))
	require.Len(t, open, 1)
	require.True(t, open[0].At.After(b.at("c").Created.AddDate(0, 0, 20)))
	require.Empty(t, b.tasks(id(1)))
	step := last(t, b.staff(id(1)), "serve")
	require.Equal(t, out.Served, step.Deadlines[0].Start, "the day of service, which does not count (民法典 art. 201)")
	require.Contains(t, step.Service.Says.Chinese, "直接送达")
	require.Contains(t, step.Service.Says.English, "was served on "+out.Served)
	require.NotEmpty(t, step.Could)
	_, code := b.servedBy("township_clerk", id(1), b.handed(step.Service.Step))
	require.Equal(t, "service.already", code)
}

func TestThatNothingWasSaidIsRecordedByANamedPerson(t *testing.T) {
	t.Parallel()
	b := returned(t)
	b.served(id(1))
	require.Equal(t, "recruitment.supplement.runs", b.silent("township_clerk", id(1)))
	b.lapse()
	require.Equal(t, []string{"supplement_due@township_clerk"}, b.tasks(id(1)))
	require.Equal(t, "service.silence", b.noApplication("county_hr", id(1), "refuse", record.Body{Reason: "逾期未补正"}).Code)
	require.Equal(t, "forbidden", b.silent("county_director", id(1)))
	require.Empty(t, b.silent("township_clerk", id(1)))
	require.Equal(t, "service.stated", b.silent("county_hr", id(1)), "once is enough")
	b.act("county_hr", id(1), "refuse", record.Body{Reason: "逾期未补正"})
	require.Equal(t, []string{"serve@county_hr"}, b.tasks(id(1)), "the refusal is to be served too")
	require.Equal(t, "记明没有补正或陈述", last(t, b.staff(id(1)), "record_no_statement").Label.Chinese)
	b.served(id(1))
	require.Empty(t, b.tasks(id(1)))
}

func TestWhoCorrectsThePapersNeedsNoNotice(t *testing.T) {
	t.Parallel()
	b := returned(t)
	step := b.waiting(id(1))
	b.act("applicant", id(1), "supplement", record.Body{Facts: good})
	require.NotContains(t, b.tasks(id(1)), "serve@township_clerk")
	require.Equal(t, "service.stated", b.silent("township_clerk", id(1)))
	out, code := b.servedBy("township_clerk", id(1), b.handed(step))
	require.Empty(t, code, "the proof may still come in")
	require.Empty(t, out.Ends)
	require.Empty(t, b.supplements(id(1)), "but nothing waits for it any more")
}

func TestPublicNoticeComesAfterTwoOtherTries(t *testing.T) {
	t.Parallel()
	b := returned(t)
	step := b.waiting(id(1))
	notice := record.Serving{Step: step, Way: "public_notice", Day: b.today(), Place: "县政府网站"}
	_, code := b.servedBy("county_hr", id(1), notice)
	require.Equal(t, "service.last", code)
	for _, way := range []string{"handed_over", "registered_mail"} {
		in := record.Serving{Step: step, Way: way, Day: b.today(), Failed: true, Reason: "查无此人"}
		_, code = b.servedBy("county_hr", id(1), in)
		require.Empty(t, code)
	}
	require.Equal(t, []string{"serve@township_clerk"}, b.tasks(id(1)), "a try is no service")
	out, code := b.servedBy("county_hr", id(1), notice)
	require.Empty(t, code)
	published, err := time.Parse(time.DateOnly, notice.Day)
	require.NoError(t, err)
	served, err := time.Parse(time.DateOnly, out.Served)
	require.NoError(t, err)
	require.GreaterOrEqual(t, served.Sub(published), 30*24*time.Hour, "民事诉讼法 art. 95")
	require.Greater(t, out.Ends, out.Served)
	require.Contains(t, last(t, b.staff(id(1)), "serve").Service.Says.Chinese, "第九十五条")
	require.True(t, last(t, b.staff(id(1)), "try_to_serve").Service.Failed)
}

func TestElectronicServiceIsByConsentAndByTheApplicantsOwnHand(t *testing.T) {
	t.Parallel()
	b := returned(t)
	step, own := b.waiting(id(1)), record.Actor{Application: id(1)}
	_, code := b.accepts(id(1), step)
	require.Equal(t, "service.consent", code)
	require.Equal(t, "forbidden", b.consents(record.Actor{Person: "county_director"}, id(1), true))
	require.Empty(t, b.consents(own, id(1), true))
	require.Empty(t, b.consents(own, id(1), false))
	_, code = b.accepts(id(1), step)
	require.Equal(t, "service.consent", code, "withdrawn")
	require.Empty(t, b.consents(own, id(1), true))
	_, err := b.desk.Application(bg, own, id(1))
	require.NoError(t, err)
	require.Empty(t, b.supplements(id(1)), "looking at the page serves nothing")
	out, code := b.accepts(id(1), step)
	require.Empty(t, code)
	require.Equal(t, b.today(), out.Served)
	require.Len(t, b.supplements(id(1)), 1)
	all, err := b.desk.Services(bg, own, id(1))
	require.NoError(t, err)
	require.Equal(t, "applicant", all[0].Role)
}

// TestToldInTheirOwnWay: of somebody who does not see, the helper is named; nothing that is open shows why.
func TestToldInTheirOwnWay(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	who := person(t, 1)
	number, err := identity.ParseCitizenID(who.IDNumber, identity.Rehearsal)
	require.NoError(t, err)
	certificate, err := identity.NewDisabilityCertificate(number, identity.Vision, 1, 0)
	require.NoError(t, err)
	who.Certificate = certificate.Reveal()
	r := b.try("applicant", record.ApplicationKind, "c", id(1), "submit", record.Submission{Path: "disabled", Post: "P1", Person: who})
	require.NoError(t, r.Fault())
	b.lapse()
	b.act("township_clerk", id(1), "return", record.Body{Reason: "缺证件复印件"})
	in := b.handed(b.waiting(id(1)))
	_, code := b.servedBy("township_clerk", id(1), in)
	require.Equal(t, "service.told", code)
	in.Told = &record.Told{Also: true, Way: "逐字朗读", Helper: "协助人霁"}
	out, code := b.servedBy("township_clerk", id(1), in)
	require.Empty(t, code)
	for reader, sees := range map[string]bool{"township_clerk": true, "county_hr": true, "county_director": false, "auditor": false} {
		v, err := b.desk.Service(bg, record.Actor{Person: reader}, out.ID)
		require.NoError(t, err)
		text, err := json.Marshal(v)
		require.NoError(t, err)
		require.Equal(t, sees, strings.Contains(string(text), "协助人霁"), reader)
	}
	text, err := json.Marshal(b.staff(id(1)))
	require.NoError(t, err)
	require.NotContains(t, string(text), "朗读")
	require.NotContains(t, string(text), "协助人霁")
}

func TestWhatMayBeServedAndByWhom(t *testing.T) {
	t.Parallel()
	b := returned(t)
	in := b.handed(b.waiting(id(1)))
	for _, person := range []string{"county_director", "auditor", "administrator", "examiner"} {
		_, code := b.servedBy(person, id(1), in)
		require.Equal(t, "forbidden", code, person)
	}
	for step, code := range map[int64]string{1: "service.document", 99: "service.document"} {
		in.Step = step
		_, got := b.servedBy("township_clerk", id(1), in)
		require.Equal(t, code, got, "the applicant's own step is no document for the applicant")
	}
	_, code := b.servedBy("county_hr", "c", in)
	require.Equal(t, "unknown", code)
	in = b.handed(b.waiting(id(1)))
	in.Scan = "none"
	_, code = b.servedBy("township_clerk", id(1), in)
	require.Equal(t, "paper.scan", code)
	in = b.handed(b.waiting(id(1)))
	in.Day = "2024-13-01"
	_, code = b.servedBy("township_clerk", id(1), in)
	require.NotEmpty(t, code)
	require.Equal(t, recruitment.Returned, b.at(id(1)).State)
	require.Equal(t, []string{"serve@township_clerk"}, b.tasks(id(1)), "nothing of it is kept")
}

// TestPapersReturnedBeforeServiceCountedKeepTheirDate: what an earlier version opened runs on as it was.
func TestPapersReturnedBeforeServiceCountedKeepTheirDate(t *testing.T) {
	t.Parallel()
	b := reviewing(t, 1, nil)
	at := b.at(id(1))
	due := begin.AddDate(0, 2, 0)
	b.write(func(tx store.Tx) error {
		return tx.Move(bg, []store.Move{{Case: id(1), Event: "return", State: recruitment.Returned, Stage: at.Stage, Actor: "township_clerk", Role: "township_clerk",
			Opens: []store.Due{{Name: "supplement_due", At: due, Calendar: "x"}}}})
	})
	view, err := b.desk.Application(bg, record.Actor{Person: "county_hr"}, id(1))
	require.NoError(t, err)
	require.Empty(t, view.Serve)
	out, code := b.servedBy("township_clerk", id(1), b.handed(at.Seq+1))
	require.Empty(t, code)
	require.Empty(t, out.Ends)
	require.Len(t, b.supplements(id(1)), 1)
	require.True(t, due.Equal(b.supplements(id(1))[0].At))
	b.lapse()
	require.Empty(t, b.silent("township_clerk", id(1)))
	b.act("county_hr", id(1), "refuse", record.Body{Reason: "逾期未补正"})
}
