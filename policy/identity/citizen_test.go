package identity_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/identity"
)

// Numbers of nobody: the first two are the printed examples of GB 11643-1999.
const (
	printedWoman = "11010519491231002X"
	printedMan   = "440524188001010014"
	inventedMan  = "990001198507150019"
)

func TestParseCitizenID(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		sex  identity.Sex
		born time.Time
	}{
		"GB 11643 annex: check character X":    {printedWoman, identity.Female, day(1949, 12, 31)},
		"GB 11643 annex: born 1880":            {printedMan, identity.Male, day(1880, 1, 1)},
		"g.1: X after a man's sequence":        {"34052419800101001X", identity.Male, day(1980, 1, 1)},
		"small x as people type it":            {strings.ToLower(printedWoman), identity.Female, day(1949, 12, 31)},
		"blanks and full-width digits, pasted": {"\t１１０１０５１９４９１２３１００２ｘ ", identity.Female, day(1949, 12, 31)},
		"leap day that exists":                 {with("11010520000229001"), identity.Male, day(2000, 2, 29)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			id, err := identity.ParseCitizenID(c.text, identity.Production)
			require.NoError(t, err)
			require.Equal(t, c.sex, id.Sex())
			require.Equal(t, c.born, day(id.Birth()))
			require.False(t, id.Invented())
			require.Len(t, id.Reveal(), 18)
		})
	}
}

func TestParseCitizenIDRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, code string }{
		"empty":                           {"", "identity.citizen.length"},
		"15-digit number of old":          {"110105491231002", "identity.citizen.legacy"},
		"17 characters":                   {printedMan[:17], "identity.citizen.length"},
		"19 characters":                   {printedMan + "1", "identity.citizen.length"},
		"a spreadsheet's 1.10105E+17":     {"1.10105194912310E+", "identity.citizen.character"},
		"X before the last place":         {"1101051949123100X2", "identity.citizen.character"},
		"letter O for nought":             {"11O10519491231002X", "identity.citizen.character"},
		"Arabic-Indic digits":             {"١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "identity.citizen.character"},
		"no province 99":                  {inventedMan, "identity.citizen.rehearsal"},
		"no province 10":                  {with("10010519491231002"), "identity.citizen.address"},
		"residence card for foreigners":   {with("91115619850715001"), "identity.citizen.address"},
		"30 February":                     {with("11010519800230001"), "identity.citizen.birth"},
		"29 February of a common year":    {with("11010519000229001"), "identity.citizen.birth"},
		"month 13":                        {with("11010519801301001"), "identity.citizen.birth"},
		"year 0000":                       {with("11010500000101001"), "identity.citizen.birth"},
		"GB 11643 4.2.4: wrong check":     {"110105194912310021", "identity.citizen.checksum"},
		"GB 11643 4.2.4: two digits swap": {"11010519491213002X", "identity.citizen.checksum"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			id, err := identity.ParseCitizenID(c.text, identity.Production)
			require.Equal(t, c.code, fault.CodeOf(err))
			require.True(t, id.IsZero())
			if c.text != "" {
				require.NotContains(t, err.Error(), c.text)
			}
		})
	}
}

// GB 11643-1999 4.2.4 (ISO 7064 MOD 11-2) finds every single wrong digit and every swap of two
// neighbours.
func TestChecksumFindsEverySlip(t *testing.T) {
	t.Parallel()
	for i := range printedMan {
		for d := '0'; d <= '9'; d++ {
			if wrong := printedMan[:i] + string(d) + printedMan[i+1:]; wrong != printedMan {
				_, err := identity.ParseCitizenID(wrong, identity.Rehearsal)
				require.Error(t, err, i)
			}
		}
		if i > 0 && printedMan[i] != printedMan[i-1] {
			swapped := printedMan[:i-1] + printedMan[i:i+1] + printedMan[i-1:i] + printedMan[i+1:]
			_, err := identity.ParseCitizenID(swapped, identity.Rehearsal)
			require.Error(t, err, i)
		}
	}
}

func TestChecksumWantsSeventeenDigits(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", printedMan[:16], printedMan, "1101051949123100X"} {
		_, ok := identity.Checksum(text)
		require.False(t, ok, text)
	}
}

func TestInventedNumbersBelongToRehearsals(t *testing.T) {
	t.Parallel()
	id, err := identity.NewRehearsalID(990001, 1985, time.July, 15, 1)
	require.NoError(t, err)
	require.True(t, id.Invented())
	require.Equal(t, identity.Male, id.Sex())
	again, err := identity.ParseCitizenID(id.Reveal(), identity.Rehearsal)
	require.NoError(t, err)
	require.Equal(t, id, again)
	_, err = identity.ParseCitizenID(id.Reveal(), identity.Production)
	require.Equal(t, "identity.citizen.rehearsal", fault.CodeOf(err))
	_, err = identity.ParseCitizenID(printedMan, identity.Rehearsal)
	require.NoError(t, err, "a rehearsal reads ordinary numbers too")
}

func TestNewRehearsalIDRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		address, year   int
		month           time.Month
		dayOf, sequence int
		code            string
	}{
		"an assigned address": {331126, 1985, 7, 15, 1, "identity.citizen.address"},
		"too long an address": {9900010, 1985, 7, 15, 1, "identity.citizen.address"},
		"31 June":             {990001, 1985, 6, 31, 1, "identity.citizen.birth"},
		"negative day":        {990001, 1985, 6, -1, 1, "identity.citizen.birth"},
		"five-digit year":     {990001, 10985, 6, 1, 1, "identity.citizen.birth"},
		"sequence 1000":       {990001, 1985, 7, 15, 1000, "value.wrong"},
	} {
		_, err := identity.NewRehearsalID(c.address, c.year, c.month, c.dayOf, c.sequence)
		require.Equal(t, c.code, fault.CodeOf(err), name)
	}
}

// The zero value says nothing and does not panic.
func TestZeroCitizenID(t *testing.T) {
	t.Parallel()
	var id identity.CitizenID
	year, month, dayOf := id.Birth()
	require.Zero(t, year+int(month)+dayOf)
	require.Empty(t, id.Sex())
	require.Empty(t, id.Reveal())
	require.Empty(t, id.Masked())
	require.False(t, id.Invented())
}

func day(year int, month time.Month, dayOf int) time.Time {
	return time.Date(year, month, dayOf, 0, 0, 0, 0, time.UTC)
}

// with adds the check character, so that a case is wrong in one way only.
func with(first17 string) string {
	check, ok := identity.Checksum(first17)
	if !ok {
		panic(first17)
	}
	return first17 + string(check)
}
