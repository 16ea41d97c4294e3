package identity_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/identity"
)

// Whatever is typed: no panic; a known code or a number that reads back as itself; no refusal
// that repeats what was typed.
func FuzzParseCitizenID(f *testing.F) {
	for _, seed := range []string{"", printedWoman, printedMan, inventedMan, "110105491231002", "１１０１０５１９４９１２３１００２ｘ", "x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, realm := range []identity.Realm{identity.Production, identity.Rehearsal} {
			id, err := identity.ParseCitizenID(text, realm)
			if err != nil {
				refusedQuietly(t, text, err)
				continue
			}
			again, err := identity.ParseCitizenID(id.Reveal(), realm)
			require.NoError(t, err)
			require.Equal(t, id, again)
			require.False(t, realm == identity.Production && id.Invented())
			check, ok := identity.Checksum(id.Reveal()[:17])
			require.True(t, ok && check == id.Reveal()[17])
		}
	})
}

func FuzzParseDisabilityCertificate(f *testing.F) {
	for _, seed := range []string{"", printedWoman + "11", printedMan + "43B1", printedMan + "431", printedMan + "4é", inventedMan + "72B99"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := identity.ParseDisabilityCertificate(text, identity.Rehearsal)
		if err != nil {
			refusedQuietly(t, text, err)
			return
		}
		require.NotEmpty(t, d.Category().Name())
		require.NotEqual(t, 21, len(d.Reveal()))
		require.True(t, strings.HasPrefix(d.Reveal(), d.ID().Reveal()))
		again, err := identity.ParseDisabilityCertificate(d.Reveal(), identity.Rehearsal)
		require.NoError(t, err)
		require.Equal(t, d, again)
	})
}

func refusedQuietly(t *testing.T, text string, err error) {
	t.Helper()
	require.True(t, fault.Known(fault.CodeOf(err)))
	if len([]rune(text)) > 6 {
		require.NotContains(t, err.Error(), text)
	}
}
