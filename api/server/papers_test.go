package server_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/api/server"
	"jinchu/policy/identity"
)

// direct decides without procedures.
type direct struct {
	store *store.Store
	desk  *record.Desk
}

func (d direct) Act(ctx context.Context, c store.Command) (store.Result, error) {
	if _, err := d.store.OpenCommand(ctx, c); err != nil {
		return store.Result{}, err
	}
	return d.desk.Decide(ctx, c.Key)
}

func (d direct) Advance(ctx context.Context, to time.Time) error {
	return d.store.Write(ctx, func(tx store.Tx) error { return tx.Advance(ctx, to) })
}

// recruiting is a counter that recruits, with a cycle whose notice is out.
func recruiting(t *testing.T) (c *counter, cycle string) {
	t.Helper()
	c = staffed(t)
	desk := c.config.Desk
	desk.Cases = record.New(c.record)
	desk.Engine, desk.Receipts = direct{c.record, desk.Cases}, desk.Cases
	c.config.Desk = desk
	c.http = server.Handler(c.config)
	text, err := os.ReadFile("../../activities/record/testdata/whole.yaml")
	require.NoError(t, err)
	c.ask("county_hr", http.MethodPost, "/api/regulations", dict{"text": string(text)}).must(201)
	c.ask("county_director", http.MethodPost, "/api/regulations/whole/1/adopt", nil).must(200)
	opened := c.ask("county_hr", http.MethodPost, "/api/cycles", dict{"regulation": "whole", "title": "演练批次", "unit": county,
		"posts": []dict{{"code": "P1", "name": "专职委员", "unit": town, "class": "township", "headcount": 1}}}, "Idempotency-Key", "open").must(201)
	cycle = opened.field("id")
	for i, step := range [][2]string{{"county_hr", "submit"}, {"county_director", "agree"}, {"county_hr", "publish"}} {
		c.ask(step[0], http.MethodPost, "/api/cycles/"+cycle+"/acts/"+step[1], dict{"seen": i + 1}, "Idempotency-Key", step[1]).must(200)
	}
	return c, cycle
}

func TestAnActThatIsNoneIsNoMatterOfRole(t *testing.T) {
	t.Parallel()
	c, cycle := recruiting(t)
	none := c.ask("county_hr", http.MethodPost, "/api/cycles/"+cycle+"/acts/dance", dict{"seen": 4}, "Idempotency-Key", "dance").refused(404, "unknown")
	require.Contains(t, none.field("title"), "办理事项")
	shape := c.ask("county_hr", http.MethodPost, "/api/cycles", []int{}, "Idempotency-Key", "list").refused(422, "request.shape")
	require.Contains(t, shape.field("title"), "逐项见下")
	require.Contains(t, shape.field("detail"), "each field below")
}

// paper is a row of the table: name, numbers, path, post and a fact.
func paper(t *testing.T, n int) string {
	t.Helper()
	number, err := identity.NewRehearsalID(990101, 1980, time.Month(1+n%12), 1+n%28, n)
	require.NoError(t, err)
	certificate, err := identity.NewDisabilityCertificate(number, identity.Physical, 3, 0)
	require.NoError(t, err)
	return fmt.Sprintf("甲某%d号,%s,%s,10000000000,disabled,P1,yes\n", n, number.Reveal(), certificate.Reveal())
}

const papersHeading = "姓名,公民身份号码,残疾人证号,电话,报考类别,岗位代码,certificate.valid\n"

func TestPaperApplicationsAreImportedAllOrNone(t *testing.T) {
	t.Parallel()
	c, cycle := recruiting(t)
	path := "/api/cycles/" + cycle + "/applications/import"
	good := papersHeading + paper(t, 1) + paper(t, 2)
	c.ask("", http.MethodPost, path, []byte(good)).refused(401, "store.session")
	c.ask("county_director", http.MethodPost, path, []byte(good)).refused(403, "forbidden")
	wrong := papersHeading + paper(t, 1) + strings.Replace(paper(t, 2), ",P1,", ",P9,", 1) + paper(t, 1)
	f := c.ask("township_clerk", http.MethodPost, path, []byte(wrong)).refused(422, "import.rows")
	require.Contains(t, f.Body, `"place":"row 3: 岗位代码"`)
	require.Contains(t, f.Body, `"place":"row 4: 公民身份号码"`)
	require.NotContains(t, f.Body, "甲某")
	table := c.ask("township_clerk", http.MethodPost, path, []byte(wrong), "Accept", "text/csv")
	require.Contains(t, table.Body, "3,岗位代码,unknown")
	c.ask("township_clerk", http.MethodPost, path, []byte(strings.Replace(good, "certificate.valid", "applicant.luck", 1))).refused(422, "import.column.unknown")

	taken := c.ask("township_clerk", http.MethodPost, path, []byte(good)).must(200)
	require.Contains(t, taken.Body, `"entered":2`)
	list := c.ask("county_hr", http.MethodGet, "/api/cycles/"+cycle+"/applications", nil).must(200)
	require.Equal(t, 2, strings.Count(list.Body, `"state":"submitted"`))
	again := c.ask("township_clerk", http.MethodPost, path, []byte(good)).refused(422, "import.rows")
	require.Equal(t, 2, strings.Count(again.Body, "store.application.twice"))
}
