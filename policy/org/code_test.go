package org_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/org"
)

func TestCodeParts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text  string
		code  org.Code
		level org.Level
		kind  org.Kind
		short string
	}{
		"province":                            {"33", "330000000000", org.Province, org.KindProvince, "33"},
		"prefecture":                          {"3311", "331100000000", org.Prefecture, org.KindPrefecture, "3311"},
		"county 庆元县":                          {"331126", "331126000000", org.County, org.KindCounty, "331126"},
		"TJ-GS: street 001":                   {"331126001", "331126001000", org.Township, org.Street, "331126001"},
		"TJ-GS: street 099":                   {"331126099", "331126099000", org.Township, org.Street, "331126099"},
		"TJ-GS: town 100":                     {"331126100", "331126100000", org.Township, org.Town, "331126100"},
		"TJ-GS: township 200":                 {"331126200", "331126200000", org.Township, org.Rural, "331126200"},
		"TJ-GS: township 399":                 {"331126399", "331126399000", org.Township, org.Rural, "331126399"},
		"TJ-GS: quasi-township 400":           {"331126400", "331126400000", org.Township, org.Quasi, "331126400"},
		"TJ-GS: nobody has 600":               {"331126600", "331126600000", org.Township, "", "331126600"},
		"town without a county (441900)":      {"441900101", "441900101000", org.Township, org.Town, "441900101"},
		"community 001":                       {"331126100001", "331126100001", org.Village, org.Community, "331126100001"},
		"village 200":                         {"331126100200", "331126100200", org.Village, org.RuralVillage, "331126100200"},
		"quasi-village 400":                   {"331126100400", "331126100400", org.Village, org.QuasiVillage, "331126100400"},
		"WD: virtual village 498":             {"331126100498", "331126100498", org.Village, org.VirtualVillage, "331126100498"},
		"WD: virtual village 598":             {"331126400598", "331126400598", org.Village, org.VirtualVillage, "331126400598"},
		"blanks around a code of full length": {" 331126000000 ", "331126000000", org.County, org.KindCounty, "331126"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, err := org.ParseCode(c.text)
			require.NoError(t, err)
			require.Equal(t, c.code, code)
			require.Equal(t, c.level, code.Level())
			require.Equal(t, c.kind, code.Kind())
			require.Equal(t, c.short, code.Short())
			require.Equal(t, c.kind == org.VirtualVillage, code.Virtual())
		})
	}
}

func TestParseCodeRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "3", "33112", "33112600000", "3311260000000", "33112600000X", "３３１１２６", "000000000000",
		"001126000000", "330026000000", "丽水市庆元县", strings.Repeat("长", 40)} {
		_, err := org.ParseCode(text)
		require.Equal(t, "org.code", fault.CodeOf(err), text)
		require.Less(t, len([]rune(err.Error())), 100, "a wrong code is not repeated at length")
	}
}

func TestCodeAt(t *testing.T) {
	t.Parallel()
	village := org.Code("331126100201")
	for level, want := range map[org.Level]org.Code{org.Province: "330000000000", org.Prefecture: "331100000000",
		org.County: "331126000000", org.Township: "331126100000", org.Village: village} {
		require.Equal(t, want, village.At(level))
	}
}

func FuzzParseCode(f *testing.F) {
	for _, seed := range []string{"33", "331126000000", "441900101000", "33112６", "-1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		code, err := org.ParseCode(text)
		if err != nil {
			require.Equal(t, "org.code", fault.CodeOf(err))
			return
		}
		again, err := org.ParseCode(code.Short())
		require.NoError(t, err)
		require.Equal(t, code, again)
		require.Equal(t, code, code.At(code.Level()))
	})
}
