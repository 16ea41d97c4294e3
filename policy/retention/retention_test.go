package retention_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/procedure"
	"jinchu/policy/recruitment"
	"jinchu/policy/retention"
)

// Whatever is recorded has a class: a new event of a state table needs its word in classes.csv.
func TestEveryEventHasAClass(t *testing.T) {
	t.Parallel()
	held := 0
	for _, table := range []procedure.Table{recruitment.Cycle(), recruitment.Application()} {
		known := map[string]bool{"open": table.Code == "cycle", "submit": true, "enter_scores": true} // marks are entered for many at once, and stand in each chain
		for _, beside := range []string{"serve", "try_to_serve", "consent", "record_no_statement", "enter_paper", "contest_paper", "stand_by_paper",
			"settle_paper", "strike_paper", "put_right"} {
			known[beside] = true // service and entries from paper stand beside the events of the tables
			require.NotEmpty(t, retention.Holding(table.Code, beside), "%s/%s has no class of records", table.Code, beside)
		}
		for _, act := range append(table.Acts, table.Verbs...) {
			known[act.Code] = true
			require.NotEmpty(t, retention.Holding(table.Code, act.Code), "%s/%s has no class of records", table.Code, act.Code)
		}
		for _, c := range retention.Classes() {
			for _, event := range c.Events(table.Code) {
				require.True(t, known[event], "%s holds %s/%s, which is no event", c.Code, table.Code, event)
				held++
			}
		}
	}
	require.Greater(t, held, 50)
	require.NotEmpty(t, retention.Holding("cycle", "open"))
	for _, name := range []string{"application", "accommodation", "objection", "upload"} {
		require.NotEmpty(t, retention.HoldingTable(name), name)
	}
}

// 劳动合同法 art. 50: texts of contracts that are over are kept for two years at the least. No other law
// gives a number, and none is made up here.
func TestOnlyALawGivesANumber(t *testing.T) {
	t.Parallel()
	for _, c := range retention.Classes() {
		require.Nil(t, c.Years, c.Code)
		require.Contains(t, c.Source, "条", c.Code)
		if c.Code != "contract" {
			require.Zero(t, c.AtLeast, c.Code)
		}
	}
	contract, err := retention.Of("contract")
	require.NoError(t, err)
	require.Equal(t, retention.ContractOver, contract.From)
	require.Equal(t, "retention.short", fault.CodeOf(contract.Permits(1)))
	require.NoError(t, contract.Permits(2))
	require.True(t, strings.Contains(contract.Source, "劳动合同法第五十条"))
	_, err = retention.Of("nothing")
	require.Equal(t, "retention.class", fault.CodeOf(err))
}

func TestAWrongFileIsRefused(t *testing.T) {
	t.Parallel()
	const heading = "class, zh, en, years, at_least, from, source, holds\n"
	good := heading + "a, 甲, a, 3, 2, cycle_over, 某法第一条, cycle/open|table:upload\n"
	all, err := retention.Read([]byte(good))
	require.NoError(t, err)
	require.Equal(t, 3, *all[0].Years)
	require.True(t, all[0].HoldsTable("upload"))
	require.False(t, all[0].HoldsTable("objection"))
	for _, c := range []struct{ old, put string }{
		{heading, ""}, {"years", "year"}, {"3, 2", "three, 2"}, {"3, 2", "-1, 0"}, {"3, 2", ", 2"}, {"3, 2", "3, x"}, {"3, 2", "1, 2"},
		{"cycle_over", "never"}, {"某法第一条", ""}, {"cycle/open", "open"}, {"cycle/open", "cycle/"}, {"table:upload", "table:person"},
		{"table:upload", "cycle/open"}, {"甲", ""}, {"cycle/open|table:upload", ""}, {"a, 甲", "甲"},
	} {
		_, err := retention.Read([]byte(strings.Replace(good, c.old, c.put, 1)))
		require.Error(t, err, "%q for %q", c.put, c.old)
	}
	_, err = retention.Read([]byte(good + "a, 乙, b, 3, 2, cycle_over, 某法第一条, cycle/close\n"))
	require.ErrorContains(t, err, "twice")
}
