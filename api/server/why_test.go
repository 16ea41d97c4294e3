package server_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/identity"
)

func TestACaseIsExplainedToItsPeopleAndToNobodyElse(t *testing.T) {
	t.Parallel()
	c, cycle := recruiting(t)
	person := c.join("auditor", "auditor", county)
	number, err := identity.NewRehearsalID(990101, 1980, time.May, 5, 7)
	require.NoError(t, err)
	certificate, err := identity.NewDisabilityCertificate(number, identity.Physical, 3, 0)
	require.NoError(t, err)
	sent := c.ask("", http.MethodPost, "/api/cycles/"+cycle+"/applications", dict{"path": "disabled", "post": "P1",
		"person": dict{"name": "甲某七号", "id_number": number.Reveal(), "certificate": certificate.Reveal()},
		"facts":  dict{"certificate.valid": "yes"}}, "Idempotency-Key", "apply").must(201)
	application := sent.field("id")
	c.tokens["applicant"] = sent.field("access")

	why := func(who, id string) answer { return c.ask(who, http.MethodGet, "/api/cases/"+id+"/why", nil) }
	for _, who := range []string{"applicant", "township_clerk", "county_hr", "auditor"} {
		a := why(who, application).must(200)
		require.NotContains(t, a.Body, "甲某七号", who)
		require.NotContains(t, a.Body, number.Reveal(), who)
		var w record.Why
		a.into(&w)
		require.Equal(t, "submit", w.Steps[0].Event)
		require.NotEmpty(t, w.Steps[0].Policy.Line)
		require.Contains(t, w.Steps[0].Would[0].Chinese, "还无法判断", "nobody knows yet where the person lives")
		require.Equal(t, who == "auditor", strings.Contains(a.Body, `"by":`), who)
	}
	var own record.Why
	why("applicant", application).into(&own)
	for _, act := range own.Pending.Acts {
		require.Equal(t, !act.May, act.WhyNot != nil)
		require.Equal(t, act.Act == "withdraw" || act.Act == "request_accommodation", act.May, act.Act)
	}
	plan := why("auditor", cycle).must(200)
	require.NotContains(t, plan.Body, person)
	require.Contains(t, plan.Body, "第六条", "the route of approval")
	why("", application).refused(403, "forbidden")
	why("", cycle).refused(403, "forbidden")
	why("applicant", cycle).refused(403, "forbidden")
	why("administrator", application).refused(403, "forbidden")
	why("auditor", "nothing").refused(404, "unknown")
}
