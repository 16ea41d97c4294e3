package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
)

func TestTheNoticeIsPublicAndSaysTheRules(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 2))
	notices, err := b.desk.Notices(bg, "c")
	require.NoError(t, err)
	require.Len(t, notices, 1)
	require.Contains(t, notices[0].Text, "P1 专职委员：2人")
	require.NotNil(t, notices[0].Ends)
	view := b.view()
	require.Equal(t, "2024-01-02", view.Facts["notice"])
	require.Equal(t, "2024-01-09", view.Facts["registration_closes"])
	require.Equal(t, []record.DeadlineView{{Name: "registration_closes", At: *notices[0].Ends, Calendar: view.Deadlines[0].Calendar, State: "open"}}, view.Deadlines)
}

func TestTheWindowOfNominationsIsRuledOnBeforeTheNotice(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit(registration, "- nomination: {by: [township_clerk]}"))
	b.planned(post("P1", 1))
	b.cycle("county_hr", "submit", record.Body{})
	b.cycle("county_director", "agree", record.Body{})
	f := b.no("county_hr", "publish", record.Body{})
	require.Equal(t, "recruitment.open", f.Code, "whom a nomination is given to ends nothing, so it stops nothing")
	require.Equal(t, "procedure[3].nomination.window", f.Place)
	b.cycle("county_director", "rule", rulings(ruled(f.Place, "{days: 10}", "惯例")))
	b.cycle("county_hr", "publish", record.Body{Text: "推荐通知"})
	require.Equal(t, "2024-01-12", b.view().Facts["registration_closes"])
	notices, err := b.desk.Notices(bg, "c")
	require.NoError(t, err)
	require.Equal(t, "推荐通知", notices[0].Text)
}

const registration = `- registration: {window: {value: {working_days: 5}, source: 第七条}, place: {value: 乡镇残联, source: 第七条}, ` +
	`fee: {value: "0", source: 第七条}, one_post: {value: true, source: 第七条}}`

func TestOnlyWhomTheNoticeIsGivenToPublishes(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("notice: {by: [county_hr]}", "notice: {by: [hr_bureau]}"))
	b.planned(post("P1", 1))
	b.cycle("county_hr", "submit", record.Body{})
	b.cycle("county_director", "agree", record.Body{})
	require.Equal(t, []string{"publish@hr_bureau"}, b.tasks("c"))
	require.Equal(t, "forbidden", b.no("county_hr", "publish", record.Body{}).Code)
	b.cycle("hr_bureau", "publish", record.Body{})
}

func TestAStageGivenToRolesThatCannotEndItStopsTheNotice(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("- written: {paper", "- written: {by: [city_federation, examiner], paper"))
	b.planned(post("P1", 1))
	b.cycle("county_hr", "submit", record.Body{})
	b.cycle("county_director", "agree", record.Body{})
	f := b.no("county_hr", "publish", record.Body{})
	require.Equal(t, "recruitment.stage.by", f.Code)
	require.Equal(t, "procedure[6].written.by", f.Place)
	require.Equal(t, "市残联、考官", f.Args["by"])
	require.Equal(t, []string{"recruitment.stage.by"}, b.blocked("publish"))
}

func TestAStageGivenToOneOrganiserIsTheirs(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole(edit("- review: {levels", "- review: {by: [hr_bureau, city_federation], levels"))
	b.published(post("P1", 1))
	b.applied(1)
	b.qualified(1)
	require.Equal(t, "forbidden", b.no("county_hr", "conclude", record.Body{}).Code)
	b.cycle("hr_bureau", "conclude", record.Body{})
}
