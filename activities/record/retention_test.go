package record_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/dossier"
	"jinchu/policy/fault"
	"jinchu/policy/retention"
)

var (
	hr       = record.Actor{Person: "county_hr"}
	director = record.Actor{Person: "county_director"}
)

// finished is a recruitment from plan to contract, closed, with its clock moved on.
func finished(t *testing.T, years int) *bench {
	t.Helper()
	b := told(t)
	b.engaged(1)
	b.contracted(1)
	b.cycle("county_hr", "close", record.Body{})
	b.later(years)
	return b
}

func (b *bench) retained(a record.Actor) (all []record.ClassView, err error) {
	err = b.store.Read(bg, func(tx store.Tx) error { all, err = b.desk.Retention(bg, tx, a); return err })
	return all, err
}

func (b *bench) keep(a record.Actor, r record.RetentionRuling) error {
	return b.store.Write(bg, func(tx store.Tx) error { return b.desk.RuleRetention(bg, tx, a, r) })
}

func (b *bench) propose(a record.Actor) (v record.RunView, err error) {
	err = b.store.Write(bg, func(tx store.Tx) error { v, err = b.desk.ProposeRun(bg, tx, a); return err })
	return v, err
}

func (b *bench) destroy(a record.Actor, no int64) (v record.RunView, err error) {
	err = b.store.Write(bg, func(tx store.Tx) error { v, err = b.desk.ConfirmRun(bg, tx, a, no); return err })
	return v, err
}

func (b *bench) later(years int) {
	b.t.Helper()
	b.write(func(tx store.Tx) error {
		now, err := tx.Now(bg)
		require.NoError(b.t, err)
		return tx.Advance(bg, now.AddDate(years, 0, 1))
	})
}

// ruled has the director rule for classes.
func (b *bench) ruled(years map[string]int) {
	b.t.Helper()
	for class, n := range years {
		require.NoError(b.t, b.keep(director, record.RetentionRuling{Class: class, Years: n, Approval: "演练档〔2024〕1号"}))
	}
}

func (b *bench) audited() store.Verified {
	b.t.Helper()
	v, err := b.store.VerifyAudit(bg, "")
	require.NoError(b.t, err)
	require.Empty(b.t, v.Broken)
	return v
}

func TestNothingIsDestroyedWithoutARuling(t *testing.T) {
	t.Parallel()
	b := finished(t, 50)
	all, err := b.retained(hr)
	require.NoError(t, err)
	require.Len(t, all, len(retention.Classes()))
	for _, c := range all {
		require.Nil(t, c.Ruled)
		require.Empty(t, c.Expired)
	}
	_, err = b.propose(hr)
	require.Equal(t, "retention.nothing", fault.CodeOf(err))
	require.Equal(t, "forbidden", fault.CodeOf(b.keep(hr, record.RetentionRuling{Class: "paper", Years: 3, Approval: "x"})))
	require.Equal(t, "retention.short", fault.CodeOf(b.keep(director, record.RetentionRuling{Class: "contract", Years: 1, Approval: "x"})))
	require.Equal(t, "retention.class", fault.CodeOf(b.keep(director, record.RetentionRuling{Class: "x", Years: 1, Approval: "x"})))
	for _, who := range []record.Actor{{Person: "auditor"}, {Person: "administrator"}, {}} {
		_, err := b.retained(who)
		require.Equal(t, "forbidden", fault.CodeOf(err))
	}
}

func TestWhatHasExpiredIsDestroyedByTwoAndTheChainsHold(t *testing.T) {
	t.Parallel()
	b := finished(t, 3)
	before := b.audited()
	b.ruled(map[string]int{"paper": 3, "accommodation": 1})
	run, err := b.propose(hr)
	require.NoError(t, err)
	require.Equal(t, before.Payloads+3, b.audited().Payloads, "proposing destroys nothing; two rulings and the proposal are noted")
	_, err = b.destroy(hr, run.No)
	require.Equal(t, "retention.same", fault.CodeOf(err))
	_, err = b.destroy(director, 7)
	require.Equal(t, "unknown", fault.CodeOf(err))
	done, err := b.destroy(director, run.No)
	require.NoError(t, err)
	require.Equal(t, run.Digest, done.Digest)
	require.Equal(t, "county_director", done.Confirmer)
	_, err = b.destroy(director, run.No)
	require.Equal(t, "retention.over", fault.CodeOf(err))
	after := b.audited()
	require.EqualValues(t, done.ByClass["paper"]+done.ByClass["accommodation"], done.Count)
	require.Positive(t, after.Destroyed)
	require.Equal(t, before.Payloads+4-after.Destroyed, after.Payloads)
	_, err = b.propose(hr)
	require.Equal(t, "retention.nothing", fault.CodeOf(err), "it is gone")
	b.goneFromTheRecord(after.Destroyed)
}

// goneFromTheRecord looks for what was destroyed in every way it can be read.
func (b *bench) goneFromTheRecord(destroyed int) {
	b.t.Helper()
	r, files := b.exported(hr, "c", record.DossierWish{})
	require.Equal(b.t, destroyed, r.Destroyed)
	require.NotContains(b.t, files, "documents/u1.jpg")
	require.Contains(b.t, files[dossier.PageFile], "已到期销毁")
	_, own := b.exported(hr, id(2), record.DossierWish{})
	require.Contains(b.t, own[dossier.PageFile], "依据已到期销毁")
	for name, text := range files {
		for _, secret := range []string{"甲某2号", person(b.t, 2).IDNumber, "放大卷", "照片", "身份证"} {
			require.NotContains(b.t, text, secret, name)
		}
	}
	require.Contains(b.t, files[dossier.RecordFile], "甲某1号", "a contract that may still be needed names its person")
	conn, err := pgx.Connect(bg, b.url)
	require.NoError(b.t, err)
	defer func() { require.NoError(b.t, conn.Close(bg)) }()
	var left, refused int
	require.NoError(b.t, conn.QueryRow(bg, `select count(*) filter (where sealed_body <> ''), count(*) from command where case_id = 'a2' and state = 'refused'`).Scan(&left, &refused))
	require.Equal(b.t, []int{0, 1}, []int{left, refused}, "what was asked for in vain is gone too")
	b.write(func(tx store.Tx) error {
		_, err := tx.Upload(bg, "u1")
		require.NoError(b.t, err)
		c, err := b.store.Command(bg, "key-5") // the first application
		require.NoError(b.t, err)
		require.JSONEq(b.t, `{}`, string(c.Body))
		return err
	})
}

func TestAContractKeepsItsPersonUntilItsOwnTimeIsOver(t *testing.T) {
	t.Parallel()
	b := finished(t, 3)
	b.ruled(map[string]int{"paper": 1, "contract": 2})
	kinds := func() map[string]int {
		all, err := b.retained(hr)
		require.NoError(t, err)
		counted := map[string]int{}
		for _, c := range all {
			for what, n := range c.Expired {
				counted[c.Code+" "+what] += n
			}
		}
		return counted
	}
	require.Equal(t, 2, kinds()["paper application"], "the term of one year and two more are over")
	b.ruled(map[string]int{"contract": 10})
	require.Equal(t, 1, kinds()["paper application"])
	require.Zero(t, kinds()["contract payload"])
	b.later(8)
	require.Equal(t, 2, kinds()["paper application"])
	require.Positive(t, kinds()["contract payload"])
}

// What the list says is held against the rules again by the database itself, when it is carried out.
func TestAListThatNoLongerHoldsIsNotCarriedOut(t *testing.T) {
	t.Parallel()
	b := finished(t, 3)
	b.ruled(map[string]int{"paper": 3})
	run, err := b.propose(hr)
	require.NoError(t, err)
	b.ruled(map[string]int{"paper": 30})
	_, err = b.destroy(director, run.No)
	require.Equal(t, "retention.changed", fault.CodeOf(err))
	b.ruled(map[string]int{"paper": 3})
	b.write(func(tx store.Tx) error {
		return tx.Move(bg, []store.Move{{Case: id(2), Event: "remind", State: b.at(id(2)).State, Actor: "machine", Role: "machine"}})
	})
	_, err = b.destroy(director, run.No)
	require.Equal(t, "retention.changed", fault.CodeOf(err), "the case has moved since")
	require.Zero(t, b.audited().Destroyed)
}

func TestAFinishedCaseOfARunningCycleIsKept(t *testing.T) {
	t.Parallel()
	b := told(t)
	b.engaged(1)
	b.contracted(1)
	b.later(50)
	b.ruled(map[string]int{"paper": 1})
	_, err := b.propose(hr)
	require.Equal(t, "retention.nothing", fault.CodeOf(err))
}

func TestProofsOfServiceAndWhyPapersWereContestedGoWithTheirClass(t *testing.T) {
	t.Parallel()
	b, paper := approvedOnPaper(t)
	require.Empty(t, b.answers(record.Actor{Person: "county_director"}, paper, false, "不是本人所签"))
	require.Empty(t, b.settles("discipline_office", paper, "uphold", "笔迹一致，维持"))
	b.cycle("discipline_office", "recuse", record.Body{Person: "auditor", Ground: "kin", Reason: "表亲"})
	b.cycle("county_director", "cancel", record.Body{Reason: "演练"})
	b.later(5)
	b.ruled(map[string]int{"service": 3, "approval": 3})
	run, err := b.propose(hr)
	require.NoError(t, err)
	what := map[string]int{}
	for _, i := range run.Items {
		what[i.What]++
	}
	require.Equal(t, []int{1, 1}, []int{what["paper"], what["recusal"]})
	_, err = b.destroy(director, run.No)
	require.NoError(t, err)
	conn, err := pgx.Connect(bg, b.url)
	require.NoError(t, err)
	defer func() { require.NoError(t, conn.Close(bg)) }()
	var left int
	require.NoError(t, conn.QueryRow(bg, `select (select count(*) from paper where sealed_contest <> '' or sealed_settlement <> '')
		+ (select count(*) from recusal where sealed_text <> '')`).Scan(&left))
	require.Zero(t, left)
	p := b.papers("county_hr", "c")[0]
	require.Equal(t, "upheld", p.State, "that it was contested and upheld stays")
	_, err = b.propose(hr)
	require.Equal(t, "retention.nothing", fault.CodeOf(err), "it is gone")
}
