package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/recruitment"
)

func TestACycleClosesWhenEverybodyHasAContract(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.proposed(90, 80)
	require.Equal(t, "act.state", b.no("county_hr", "close", record.Body{}).Code)
	b.engaged(1)
	require.Equal(t, "recruitment.undecided", b.no("county_hr", "close", record.Body{}).Code)
	require.Equal(t, []string{"recruitment.undecided"}, b.blocked("close"))
	b.contracted(1)
	b.cycle("county_hr", "close", record.Body{})
	require.Equal(t, recruitment.Closed, b.at("c").State)
	require.Equal(t, []string{recruitment.Contracted, recruitment.Ended}, b.states(2))
	require.Empty(t, append(b.tasks("c"), b.tasks(id(2))...))
	require.Equal(t, "act.state", b.no("county_director", "cancel", record.Body{Reason: "晚了"}).Code)
}

func TestAReserveListOutlivesTheCycleWhileItIsValid(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("pool: {value: ranking", "pool: {value: reserve_list"))
	b.published(post("P1", 1))
	b.proposed(90, 80)
	b.engaged(1)
	b.contracted(1)
	b.cycle("county_hr", "close", record.Body{})
	require.Equal(t, recruitment.Reserved, b.at(id(2)).State)
	b.act("county_hr", id(2), "close", record.Body{Reason: "名单到期"})
	require.Equal(t, recruitment.Ended, b.at(id(2)).State)
}

func TestACancelledCycleEndsEverybodyAndWithdrawsTheDeadlines(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	require.NoError(t, b.apply(1, "P1", good).Fault())
	require.NoError(t, b.apply(2, "P1", nil).Fault())
	b.lapse()
	b.act("township_clerk", id(2), "return", record.Body{Reason: "缺材料"})
	b.served(id(2))
	require.Equal(t, "act.reason", b.no("county_director", "cancel", record.Body{}).Code)
	require.Equal(t, "forbidden", b.no("county_hr", "cancel", record.Body{Reason: "x"}).Code)
	b.cycle("county_director", "cancel", record.Body{Reason: "编制冻结"})
	require.Equal(t, []string{recruitment.Ended, recruitment.Ended}, b.states(2))
	view, err := b.desk.Application(bg, record.Actor{Application: id(2)}, id(2))
	require.NoError(t, err)
	require.Equal(t, "cancelled", view.Deadlines[0].State)
	decisions, err := b.desk.Decisions(bg, record.Actor{Person: "county_director"}, "c")
	require.NoError(t, err)
	require.Contains(t, decisions[len(decisions)-1].Reason, "编制冻结")
}

func TestACycleIsCancelledWhileItWaitsForItsWindow(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.cycle("county_director", "cancel", record.Body{Reason: "编制冻结"})
	require.Equal(t, "cancelled", b.view().Deadlines[0].State)
	require.Empty(t, b.tasks("c"))
}
