package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/recruitment"
)

// asks has person 1 ask for large print.
func (b *bench) asks() string {
	b.t.Helper()
	r := b.act("applicant", id(1), "request_accommodation", record.Body{Needs: []string{"large_print"}, Text: "视力残疾"})
	return answer[map[string]string](b, r)["accommodation"]
}

func accommodating(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.applied(1)
	b.qualified(1)
	return b
}

func TestARequestIsAnsweredOnceByThoseWhoMay(t *testing.T) {
	t.Parallel()
	b := accommodating(t)
	require.Equal(t, "value.missing", b.noApplication("applicant", id(1), "request_accommodation", record.Body{Text: " "}).Code)
	request := b.asks()
	require.Contains(t, b.tasks(id(1)), "grant_accommodation@county_hr")
	require.Equal(t, "value.missing", b.noApplication("county_hr", id(1), "grant_accommodation", record.Body{}).Code)
	require.Equal(t, "unknown", b.noApplication("county_hr", id(1), "grant_accommodation", record.Body{Request: "x"}).Code)
	require.Equal(t, "forbidden", b.noApplication("score_keyer", id(1), "grant_accommodation", record.Body{Request: request}).Code)
	b.act("county_hr", id(1), "grant_accommodation", record.Body{Request: request, Text: "大字试卷"})
	require.Empty(t, b.tasks(id(1)))
	require.Equal(t, "unknown", b.noApplication("county_hr", id(1), "refuse_accommodation", record.Body{Request: request, Reason: "又不给"}).Code)
}

func TestARefusedRequestHasAReasonAndIsReadByFew(t *testing.T) {
	t.Parallel()
	b := accommodating(t)
	request := b.asks()
	require.Equal(t, "act.reason", b.noApplication("county_hr", id(1), "refuse_accommodation", record.Body{Request: request}).Code)
	b.act("county_hr", id(1), "refuse_accommodation", record.Body{Request: request, Reason: "已有相同安排"})
	for actor, reads := range map[record.Actor]bool{
		{Application: id(1)}: true, {Person: "county_hr"}: true, {Person: "auditor"}: false, {Person: "township_clerk"}: false,
	} {
		view, err := b.desk.Application(bg, actor, id(1))
		require.NoError(t, err)
		require.Equal(t, "refused", view.Accommodations[0].State)
		require.Equal(t, reads, len(view.Accommodations[0].Request) > 0, "%v", actor)
		require.Equal(t, reads, len(view.Accommodations[0].Answer) > 0, "%v", actor)
	}
}

func TestTheStageWaitsForEveryRequest(t *testing.T) {
	t.Parallel()
	b := accommodating(t)
	request := b.asks()
	b.cycle("county_hr", "issue_tickets", record.Body{})
	b.concluded(1)
	require.Equal(t, recruitment.Accommodating, b.at("c").State)
	require.Equal(t, "recruitment.undecided", b.no("county_hr", "conclude", record.Body{}).Code)
	require.Equal(t, []string{"recruitment.undecided"}, b.blocked("conclude"))
	b.act("county_hr", id(1), "grant_accommodation", record.Body{Request: request})
	b.concluded(1)
}
