package rehearsal_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jinchu/deploy/rehearsal"
)

func TestTheDigestChangesWithOneScoreByAHundredth(t *testing.T) {
	t.Parallel()
	e := endOf(t, "qingyuan-2018")
	before := e.Digest()
	more := e.Record.Scores[5].Value.Add(decimal.New(1, -2))
	e.Record.Scores[5].Value = &more
	require.NotEqual(t, before, e.Digest())
}

func TestTheDigestChangesWithOneWeight(t *testing.T) {
	t.Parallel()
	e := endOf(t, "qingyuan-2018")
	before := e.Digest()
	other := *e.Rules
	other.Weights = map[string]map[string]decimal.Decimal{"": maps.Clone(e.Rules.Weights[""])}
	other.Weights[""]["written"] = decimal.NewFromInt(31)
	e.Rules = &other
	require.NotEqual(t, before, e.Digest())
}

func TestTheDigestChangesWithTheSeed(t *testing.T) {
	t.Parallel()
	e := endOf(t, "qingyuan-2018")
	before := e.Digest()
	e.Config.Seed++
	require.NotEqual(t, before, e.Digest())
}

// Random names and the order of lists are no part of the end.
func TestTheDigestKnowsNoRandomNamesAndNoOrder(t *testing.T) {
	t.Parallel()
	e := endOf(t, "qingyuan-2018")
	before := e.Digest()
	for i := range e.Record.Applications {
		rename(e, i)
	}
	for i, j := 0, len(e.Record.Scores)-1; i < j; i, j = i+1, j-1 {
		e.Record.Scores[i], e.Record.Scores[j] = e.Record.Scores[j], e.Record.Scores[i]
	}
	require.Equal(t, before, e.Digest())
	require.NotContains(t, strings.Join(e.Canonical(), "\n"), "application:")
}

// rename gives an application another random name and another ticket wherever it stands.
func rename(e *rehearsal.Evidence, i int) {
	old, fresh := e.Record.Applications[i].ID, "other:"+e.Record.Applications[i].ID[len("application:"):]
	e.Record.Applications[i].ID, e.Record.Applications[i].Ticket = fresh, "X"+fresh
	e.Record.Numbers[fresh] = e.Record.Numbers[old]
	to := func(id *string) {
		if *id == old {
			*id = fresh
		}
	}
	for j := range e.Record.Scores {
		to(&e.Record.Scores[j].Application)
	}
	for j := range e.Record.Standings {
		to(&e.Record.Standings[j].Application)
	}
	for j := range e.Record.Decisions {
		to(&e.Record.Decisions[j].Case)
		to(&e.Record.Decisions[j].About)
	}
	for j := range e.Record.Contracts {
		to(&e.Record.Contracts[j].Application)
	}
	for j := range e.Record.Objections {
		to(&e.Record.Objections[j].Application)
	}
	for j := range e.Record.Audit.Items {
		to(&e.Record.Audit.Items[j].Case)
	}
}
