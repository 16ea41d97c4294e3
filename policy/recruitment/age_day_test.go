package recruitment_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// The 40th birthday falls between the notice and the end of registration: which day counts decides.
func TestAgesCountOnTheDayTheTextNames(t *testing.T) {
	t.Parallel()
	cycle := &regulation.Cycle{Notice: ptr(regulation.Date("2024-03-01")), Opens: ptr(regulation.Date("2024-03-08")), Closes: ptr(regulation.Date("2024-03-14"))}
	for title, c := range map[string]struct {
		asOf    regulation.Value[regulation.Day]
		cycle   *regulation.Cycle
		want    regulation.Verdict
		missing []string
	}{
		"公告发布之日":                      {regulation.Give(regulation.NoticeDay), cycle, regulation.Yes, nil},
		"报名首日，生日当天":                   {regulation.Give(regulation.RegistrationOpens), cycle, regulation.No, nil},
		"报名截止之日":                      {regulation.Give(regulation.RegistrationCloses), cycle, regulation.No, nil},
		"printed":                     {regulation.Give(regulation.Day("2024-03-07")), cycle, regulation.Yes, nil},
		"not yet published":           {regulation.Give(regulation.NoticeDay), &regulation.Cycle{}, regulation.CannotTell, []string{"cycle.notice"}},
		"no cycle known":              {regulation.Give(regulation.RegistrationOpens), nil, regulation.CannotTell, []string{"cycle.registration_opens"}},
		"the text is silent":          {silent[regulation.Day](), cycle, regulation.CannotTell, []string{"ages.as_of"}},
		"absent: the day of the case": {regulation.Value[regulation.Day]{}, cycle, regulation.No, nil},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			facts := person("male", "1984-03-08", "2024-06-01")
			facts.Cycle = c.cycle
			reg := aged(regulation.Age{Phrase: "40周岁以下（不含）", Below: regulation.Give(40), AsOf: c.asOf})
			got, err := recruitment.Eligibility(reg, "disabled", facts, answers{})
			require.NoError(t, err)
			require.Equal(t, c.want, got.Verdict, got.Reasons)
			require.Equal(t, c.missing, got.Reasons[0].Missing)
		})
	}
}
