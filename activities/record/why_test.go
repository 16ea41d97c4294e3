package record_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy/dossier"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// why asks, and holds what every answer must: nobody's data, and no person ID for those who do not verify the audit.
func (b *bench) why(a record.Actor, id string) record.Why {
	b.t.Helper()
	w, err := b.desk.Why(bg, a, id)
	require.NoError(b.t, err)
	text, err := json.Marshal(w)
	require.NoError(b.t, err)
	b.write(func(tx store.Tx) error {
		apps, err := tx.Applications(bg, "c", nil, "", 1000)
		b.private(string(text), apps)
		return err
	})
	if a.Person != "auditor" && a.Person != "archivist" {
		require.NotContains(b.t, string(text), `"by":`)
	}
	return w
}

func (b *bench) staff(id string) record.Why {
	b.t.Helper()
	return b.why(record.Actor{Person: "county_hr"}, id)
}

// last is the last step of an event.
func last(t *testing.T, w record.Why, event string) record.WhyStep {
	t.Helper()
	for _, s := range slices.Backward(w.Steps) {
		if s.Event == event {
			return s
		}
	}
	require.Fail(t, "no such step", event)
	return record.WhyStep{}
}

// pendingAct is what the answer says about an act.
func pendingAct(t *testing.T, w record.Why, act string) record.WhyAct {
	t.Helper()
	i := slices.IndexFunc(w.Pending.Acts, func(a record.WhyAct) bool { return a.Act == act })
	require.GreaterOrEqual(t, i, 0, act)
	return w.Pending.Acts[i]
}

func titles(roles []record.WhyRole) (all []string) {
	for _, r := range roles {
		all = append(all, r.Title)
	}
	return all
}

func TestAReviewIsExplainedByTheRulesItRestedOn(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	require.NoError(t, b.apply(1, "P1", good).Fault())
	require.NoError(t, b.apply(2, "P1", map[string]string{"certificate.valid": "no", "applicant.other.local": "yes"}).Fault())
	b.lapse()
	b.qualified(1)
	b.act("township_clerk", id(2), "pass_on", record.Body{})
	b.act("county_hr", id(2), "refuse", record.Body{Reason: "证件已失效"})

	require.Equal(t, "报名", last(t, b.staff(id(1)), "submit").Label.Chinese)
	yes := last(t, b.staff(id(1)), "qualify")
	require.Equal(t, "认定合格", yes.Label.Chinese)
	require.Equal(t, "县残联人事", yes.Who.Title)
	require.Equal(t, []string{"县残联人事"}, titles(yes.Could), "the last level decides")
	require.Contains(t, yes.Policy.Line, "qualify")
	require.True(t, yes.Policy.Current)
	require.Contains(t, yes.Rules[0].Rule, "乡镇经办人、县残联人事")
	require.Equal(t, "第八条", yes.Rules[0].Source)
	require.Len(t, yes.Would, 1)

	w := b.why(record.Actor{Application: id(2)}, id(2))
	no := last(t, w, "refuse")
	require.Equal(t, "证件已失效", no.Reason)
	i := slices.IndexFunc(no.Rules, func(r recruitment.Reason) bool { return r.Verdict == regulation.No })
	require.Equal(t, "第三条", no.Rules[i].Source)
	require.Contains(t, no.Would[0].Chinese, "持有有效的残疾人证")
	require.Contains(t, no.Would[0].English, "opposite finding")
	require.True(t, pendingAct(t, w, "appeal").May)
	grant := pendingAct(t, b.staff(id(1)), "withdraw")
	require.False(t, grant.May)
	require.Equal(t, "forbidden", grant.WhyNot.Code)
	require.Equal(t, "资格审查中", w.Pending.Cycle.Chinese)
	require.Equal(t, 1, w.Regulation.Version)
}

func TestADeadlineIsExplainedByHowItWasCounted(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	out := last(t, b.staff("c"), "publish")
	require.Equal(t, "本环节由谁办理：县残联人事", out.Rules[0].Rule)
	require.Equal(t, []string{"县残联人事"}, titles(out.Could))
	opened := out.Deadlines
	require.Len(t, opened, 1)
	d := opened[0]
	require.Equal(t, "第七条", d.Source)
	require.Equal(t, "5 working_days", d.Period)
	require.Equal(t, "2024-01-02", d.Start)
	require.Equal(t, "2024-01-09", d.Last)
	require.NotEmpty(t, d.Calendar)
	require.Contains(t, d.How.Chinese, "次日起算，满5个工作日")
	require.NotEmpty(t, b.staff("c").Pending.Deadlines)
	b.applied(1)
	b.act("township_clerk", id(1), "return", record.Body{Reason: "缺照片"})
	b.served(id(1))
	back := last(t, b.why(record.Actor{Application: id(1)}, id(1)), "serve")
	require.Equal(t, "补正期限", back.Deadlines[0].Label.Chinese)
	closed := last(t, b.staff("c"), "close_registration")
	require.Empty(t, closed.Could, "nobody decides it")
	require.Contains(t, closed.Who.Title, "期限")
}

func TestAResultIsExplainedByArithmeticTieAndMissingPoints(t *testing.T) {
	t.Parallel()
	b := tied(t, []int{80, 80, 70, 50})
	require.NoError(t, b.enter("score_keyer", "extra", b.of(1, "7"), b.of(2, "8")))
	b.confirm()
	first := last(t, b.staff(id(2)), "propose")
	require.Equal(t, "in", first.Result.Place)
	require.Contains(t, first.Result.Arithmetic, "80")
	require.Contains(t, first.Result.TieBy, "加试")
	require.Contains(t, first.Would[len(first.Would)-1].Chinese, "加试")
	require.Equal(t, "确认结果", first.Through.Chinese)
	require.Contains(t, first.Policy.Line, "confirm", "a mass move keeps the line of the act")
	third := last(t, b.why(record.Actor{Application: id(3)}, id(3)), "rank")
	require.Equal(t, "10", third.Result.Missing.String())
	require.Contains(t, third.Would[len(third.Would)-1].English, "10 below")
	choose := pendingAct(t, b.why(record.Actor{Application: id(3)}, id(3)), "choose")
	require.Equal(t, "store.shut", choose.WhyNot.Code, "the cycle does not stand there")
	require.Contains(t, last(t, b.staff(id(3)), "enter_scores").Policy.Line, "score_keyer")
	on := last(t, b.staff(id(3)), "confirm")
	require.Equal(t, "c", on.Case)
	require.Empty(t, on.Result.Event, "went on")
	require.Nil(t, on.Moved)
	out := last(t, b.staff(id(4)), "eliminate")
	require.Contains(t, out.Reason, "按规则")
	require.Equal(t, "50", out.Result.Score.String())
	require.NotEmpty(t, out.Would)
	require.Equal(t, map[string]int{"propose": 1, "rank": 2}, last(t, b.staff("c"), "confirm").Moved)
}

func TestARulingIsExplainedByItsPlaceAndReason(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit(`pass: {value: "60", source: 第九条}`, "pass: unspecified"))
	b.planned(post("P1", 1))
	open := b.staff("c").Pending.Open
	require.NotEmpty(t, open)
	b.cycle("county_hr", "submit", record.Body{})
	b.cycle("county_director", "rule", record.Body{Rulings: []record.Ruled{{Path: open[0].Path, Value: "60", Reason: "参照往年"}}})
	ruled := last(t, b.staff("c"), "rule")
	require.Len(t, ruled.Rulings, 1)
	require.Equal(t, open[0].Path, ruled.Rulings[0].Path)
	require.Equal(t, "60", ruled.Rulings[0].Value)
	require.Equal(t, "county_director", ruled.Rulings[0].Ruler)
	require.Equal(t, "参照往年", ruled.Rulings[0].Reason)
	require.Contains(t, ruled.Would[0].Chinese, "没有写明")
	require.Empty(t, b.staff("c").Pending.Open)
}

func TestHealthStaysOutAndASubstituteAndAContractAreExplained(t *testing.T) {
	t.Parallel()
	b := offered(t)
	b.act("county_hr", id(1), "fail_medical", record.Body{Reason: "视力不合格"})
	for who, told := range map[record.Actor]bool{{Application: id(1)}: true, {Person: "county_director"}: true, {Person: "township_leader"}: true,
		{Person: "township_clerk"}: false, {Person: "auditor"}: false, {Person: "archivist"}: false} {
		failed := last(t, b.why(who, id(1)), "fail_medical")
		require.Equal(t, told, failed.Reason == "视力不合格", who.Person)
		require.Equal(t, !told, failed.Withheld, who.Person)
	}
	_, files := b.exported(record.Actor{Person: "county_director"}, id(1), record.DossierWish{Open: true})
	require.NotContains(t, files[dossier.WhyFile]+files[dossier.PageFile]+files[dossier.RecordFile], "视力不合格")
	require.Contains(t, b.staff("c").Pending.Blocked, blockedBy(t, b, "recruitment.substitute.due"))
	b.substituted()
	in := last(t, b.staff(id(2)), "propose")
	require.Contains(t, in.Reason, "递补")
	require.Equal(t, "启动递补", in.Through.Chinese)
	b.engaged(2)
	b.contracted(2)
	w := b.staff(id(2))
	require.Contains(t, last(t, w, "hire").Reason, "决定录用")
	signed := last(t, w, "countersign")
	require.Equal(t, "第十五条", signed.Rules[0].Source)
	require.Equal(t, []string{"县残联理事长"}, titles(signed.Could))
	require.Equal(t, "第十三条", last(t, b.staff("c"), "hire").Rules[0].Source)
	b.cycle("county_hr", "close", record.Body{Reason: "办结"})
	require.True(t, b.staff("c").Pending.Over)
}

// blockedBy finds what blocks with a code.
func blockedBy(t *testing.T, b *bench, code string) record.Blocked {
	t.Helper()
	all := b.view().Blocked
	i := slices.IndexFunc(all, func(x record.Blocked) bool { return x.Code == code })
	require.GreaterOrEqual(t, i, 0)
	return all[i]
}

func TestWhoeverMayNotActIsToldWhyNot(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.planned(post("P1", 1))
	b.write(func(tx store.Tx) error { // the same person keeps the papers and directs
		return tx.Assign(bg, store.Assignment{ID: "both", Person: "county_hr", Role: "county_director", Unit: county, From: begin.AddDate(-1, 0, 0)})
	})
	b.cycle("county_hr", "submit", record.Body{})
	same := pendingAct(t, b.staff("c"), "agree")
	require.Equal(t, "approval.self", same.WhyNot.Code)
	other := pendingAct(t, b.why(record.Actor{Person: "county_director"}, "c"), "agree")
	require.True(t, other.May)
	turn := pendingAct(t, b.why(record.Actor{Person: "personnel_authority"}, "c"), "agree")
	require.Equal(t, "approval.turn", turn.WhyNot.Code, "the rules give it to the director")
	require.Contains(t, turn.WhyNot.Title, "县残联理事长")
	require.NotEmpty(t, turn.WhyNot.Detail)
	for actor, code := range map[record.Actor]string{{}: "forbidden", {Person: "administrator"}: "forbidden", {Person: "score_keyer"}: "forbidden", {Application: id(1)}: "forbidden"} {
		_, err := b.desk.Why(bg, actor, "c")
		require.Equal(t, code, fault.CodeOf(err), "%v", actor)
	}
	_, err := b.desk.Why(bg, record.Actor{Person: "auditor"}, "nothing")
	require.Equal(t, "unknown", fault.CodeOf(err))
}

func TestWhoActedIsNamedOnlyToTheAuditAndAStandInSaysForWhom(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.write(func(tx store.Tx) error {
		if err := tx.AddPerson(bg, store.Person{ID: "deputy", SignIn: "deputy", Name: "测试代理"}, ""); err != nil {
			return err
		}
		return tx.Assign(bg, store.Assignment{ID: "acting", Person: "deputy", Role: "county_director", Unit: county,
			From: begin.AddDate(0, -1, 0), ActingFor: "county_director"})
	})
	command := store.Command{Key: "acting", Case: "c", Kind: record.CycleKind, Seen: b.at("c").Seq, Actor: "deputy", Role: "county_director",
		Unit: county, Act: "cancel", Body: json.RawMessage(`{"reason":"岗位撤销"}`)}
	_, err := b.store.OpenCommand(bg, command)
	require.NoError(t, err)
	r, err := b.desk.Decide(bg, "acting")
	require.NoError(t, err)
	require.NoError(t, r.Fault())
	audit := last(t, b.why(record.Actor{Person: "auditor"}, "c"), "cancel")
	require.Equal(t, "deputy", audit.By)
	require.Equal(t, "county_director", audit.For.By)
	plain := last(t, b.staff("c"), "cancel")
	require.Empty(t, plain.By)
	require.Equal(t, "县残联理事长", plain.For.Title)
	require.Equal(t, county, plain.For.Unit)
	require.Equal(t, "岗位撤销", plain.Reason)
	require.Equal(t, begin.Format(time.DateOnly), plain.Date)
}
