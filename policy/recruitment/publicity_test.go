package recruitment_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

func TestPublicityFor(t *testing.T) {
	t.Parallel()
	days := func(n int) regulation.Value[regulation.Period] { return regulation.Give(regulation.Period{Days: n}) }
	working := func(n int) regulation.Value[regulation.Period] {
		return regulation.Give(regulation.Period{WorkingDays: n})
	}
	for title, c := range map[string]struct {
		stage *regulation.PublicityStage
		n     int
		want  regulation.Period
		code  string
	}{
		"QD-XZ: the shorter of 7 to 15": {&regulation.PublicityStage{Period: days(7), UpTo: days(15)}, 0, regulation.Period{Days: 7}, ""},
		"QD-XZ: ten":                    {&regulation.PublicityStage{Period: days(7), UpTo: days(15)}, 10, regulation.Period{Days: 10}, ""},
		"QD-XZ: the longest":            {&regulation.PublicityStage{Period: days(7), UpTo: days(15)}, 15, regulation.Period{Days: 15}, ""},
		"QD-XZ: sixteen":                {&regulation.PublicityStage{Period: days(7), UpTo: days(15)}, 16, regulation.Period{}, "recruitment.publicity.days"},
		"QD-XZ: six":                    {&regulation.PublicityStage{Period: days(7), UpTo: days(15)}, 6, regulation.Period{}, "recruitment.publicity.days"},
		"less than nothing":             {&regulation.PublicityStage{Period: days(7), UpTo: days(15)}, -1, regulation.Period{}, "recruitment.publicity.days"},
		"working days stay working":     {&regulation.PublicityStage{Period: working(5), UpTo: working(7)}, 6, regulation.Period{WorkingDays: 6}, ""},
		"months stay months":            {&regulation.PublicityStage{Period: regulation.Give(regulation.Period{Months: 1}), UpTo: regulation.Give(regulation.Period{Months: 2})}, 2, regulation.Period{Months: 2}, ""},
		"years stay years":              {&regulation.PublicityStage{Period: regulation.Give(regulation.Period{Years: 1})}, 1, regulation.Period{Years: 1}, ""},
		"HB11: no range, as it says":    {&regulation.PublicityStage{Period: working(7)}, 7, regulation.Period{WorkingDays: 7}, ""},
		"HB11: no range, nothing else":  {&regulation.PublicityStage{Period: working(7)}, 8, regulation.Period{}, "recruitment.publicity.days"},
		"the text is silent":            {&regulation.PublicityStage{Period: silent[regulation.Period]()}, 0, regulation.Period{}, "regulation.silent"},
		"there is no such stage":        {nil, 7, regulation.Period{}, "regulation.silent"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			got, err := recruitment.PublicityFor(c.stage, c.n)
			require.Equal(t, c.code, fault.CodeOf(err))
			require.Equal(t, c.want, got)
		})
	}
	_, err := recruitment.PublicityFor(&regulation.PublicityStage{Period: working(5), UpTo: working(7)}, 9)
	require.ErrorContains(t, err, "公示期按规则为5至7个工作日")
}
