package server_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
)

// year2027 is invented: the fixed holidays, and enough days besides.
const year2027 = "date,kind,name\n2027-01-01,off,元旦\n2027-02-06,off,春节\n2027-02-07,off,春节\n2027-02-08,off,春节\n" +
	"2027-02-09,off,春节\n2027-04-05,off,清明节\n2027-05-01,off,劳动节\n2027-05-02,off,劳动节\n2027-06-09,off,端午节\n" +
	"2027-09-15,off,中秋节\n2027-10-01,off,国庆节\n2027-10-02,off,国庆节\n2027-10-03,off,国庆节\n2027-10-09,work,国庆节\n"

// load sends the table of 2027.
func (c *counter) load(who, table string) answer {
	return c.ask(who, http.MethodPut, "/api/calendar/2027", []byte(table), "Content-Type", "text/csv", "Idempotency-Key", store.NewID())
}

func TestAnAdministratorLoadsANewYear(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	before := c.ask("county_hr", http.MethodGet, "/api/calendar", nil).must(200)
	require.NotContains(t, before.Body, "2027")
	c.load("county_hr", year2027).refused(403, "forbidden")
	c.load("administrator", strings.Replace(year2027, "2027-10-01,off", "2027-10-01,rest", 1)).refused(422, "calendar.table.kind")
	c.load("administrator", strings.Replace(year2027, "2027-10-01,off,国庆节\n", "", 1)).refused(422, "calendar.table.fixed")
	loaded := c.load("administrator", year2027).must(200)
	require.Contains(t, loaded.Body, "2027")
	after := c.ask("county_hr", http.MethodGet, "/api/calendar", nil).must(200)
	require.Equal(t, loaded.field("version"), after.field("version"))
	require.NotEqual(t, before.field("version"), after.field("version"))
	require.Equal(t, after.field("version"), c.load("administrator", year2027).must(200).field("version"), "the same again is no new version")
}
