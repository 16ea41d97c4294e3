package boot_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/policy/calendar"
	"jinchu/worker/boot"
)

func TestReconciliationBeginsOnceANight(t *testing.T) {
	t.Parallel()
	at := func(day, hour, minute int) time.Time {
		return time.Date(2024, 3, day, hour, minute, 0, 0, calendar.Zone)
	}
	for _, c := range []struct {
		why       string
		now, last time.Time
		hour      int
		want      bool
	}{
		{"before the hour", at(2, 2, 59), at(1, 9, 0), 3, false},
		{"at the hour", at(2, 3, 0), at(1, 9, 0), 3, true},
		{"the hour as UTC has it", at(2, 3, 0).UTC(), at(1, 9, 0).UTC(), 3, true},
		{"begun already", at(2, 3, 5), at(2, 3, 0), 3, false},
		{"by hand in the evening does not stand for the night", at(3, 3, 0), at(2, 22, 0), 3, true},
		{"missed while nothing ran", at(9, 1, 0), at(2, 3, 0), 3, true},
		{"the last hour of the day", at(2, 23, 0), at(1, 23, 0), 23, true},
		{"midnight", at(2, 0, 0), at(1, 0, 0), 0, true},
		{"never", at(9, 3, 0), at(1, 3, 0), -1, false},
	} {
		require.Equal(t, c.want, boot.Due(c.now, c.last, c.hour), c.why)
	}
}
