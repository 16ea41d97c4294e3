package identity_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/identity"
)

func TestParseDisabilityCertificate(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text     string
		category identity.Category
		grade    identity.Grade
		reissue  int
		severe   bool
	}{
		"first issue, physical, grade 3":         {printedMan + "43", identity.Physical, 3, 0, false},
		"character 18 is X":                      {printedWoman + "11", identity.Vision, 1, 0, true},
		"hearing is 2, not 1":                    {printedWoman + "22", identity.Hearing, 2, 0, true},
		"first re-issue B1: 22 characters":       {printedMan + "64B1", identity.Mental, 4, 1, false},
		"second re-issue B2, small letter":       {printedWoman + "71b2", identity.Multiple, 1, 2, true},
		"tenth re-issue B10: 23 characters":      {printedMan + "51B10", identity.Intellectual, 1, 10, true},
		"blanks around and full-width character": {" " + printedMan + "３４ ", identity.Speech, 4, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, err := identity.ParseDisabilityCertificate(c.text, identity.Production)
			require.NoError(t, err)
			require.Equal(t, c.category, d.Category())
			require.Equal(t, c.grade, d.Grade())
			require.Equal(t, c.severe, d.Grade().Severe())
			require.Equal(t, c.reissue, d.Reissue())
			again, err := identity.ParseDisabilityCertificate(d.Reveal(), identity.Production)
			require.NoError(t, err)
			require.Equal(t, d, again)
		})
	}
}

func TestParseDisabilityCertificateRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, code string }{
		"empty":                              {"", "identity.certificate.short"},
		"the ID alone":                       {printedMan, "identity.certificate.short"},
		"19 characters":                      {printedMan + "4", "identity.certificate.short"},
		"g.2: 21 characters":                 {printedMan + "431", "identity.certificate.twentyone"},
		"g.2: 21 characters, B without 1":    {printedMan + "43B", "identity.certificate.twentyone"},
		"22 digits":                          {printedMan + "4311", "identity.certificate.reissue"},
		"re-issue B0":                        {printedMan + "43B0", "identity.certificate.reissue"},
		"re-issue B01":                       {printedMan + "43B01", "identity.certificate.reissue"},
		"re-issue B100":                      {printedMan + "43B100", "identity.certificate.reissue"},
		"category 0":                         {printedMan + "03", "identity.certificate.category"},
		"category 8, the seventh-class myth": {printedMan + "83", "identity.certificate.category"},
		"category is a letter":               {printedMan + "A3", "identity.certificate.category"},
		"GB/T 26341: no grade 0":             {printedMan + "40", "identity.certificate.grade"},
		"GB/T 26341: no fifth hearing grade": {printedMan + "25", "identity.certificate.grade"},
		"checksum of the ID within":          {"440524188001010015" + "43", "identity.citizen.checksum"},
		"an invented person in production":   {inventedMan + "43", "identity.citizen.rehearsal"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, err := identity.ParseDisabilityCertificate(c.text, identity.Production)
			require.Equal(t, c.code, fault.CodeOf(err))
			require.True(t, d.IsZero())
			require.Empty(t, d.Reveal())
		})
	}
}

// g.2: the number changes with the grade and with every re-issue; the key does not.
func TestKeyIsTheID(t *testing.T) {
	t.Parallel()
	first, err := identity.ParseDisabilityCertificate(printedMan+"43", identity.Production)
	require.NoError(t, err)
	later, err := identity.ParseDisabilityCertificate(printedMan+"42B1", identity.Production)
	require.NoError(t, err)
	require.NotEqual(t, first, later)
	require.True(t, first.ID() == later.ID())
	require.Len(t, map[identity.CitizenID]bool{first.ID(): true, later.ID(): true}, 1)
}

func TestNewDisabilityCertificateRefuses(t *testing.T) {
	t.Parallel()
	holder := citizen(t, printedMan)
	for code, make := range map[string]func() (identity.DisabilityCertificate, error){
		"value.missing": func() (identity.DisabilityCertificate, error) {
			return identity.NewDisabilityCertificate(identity.CitizenID{}, 1, 1, 0)
		},
		"identity.certificate.category": func() (identity.DisabilityCertificate, error) {
			return identity.NewDisabilityCertificate(holder, -1, 1, 0)
		},
		"identity.certificate.grade": func() (identity.DisabilityCertificate, error) {
			return identity.NewDisabilityCertificate(holder, 1, 5, 0)
		},
		"identity.certificate.reissue": func() (identity.DisabilityCertificate, error) {
			return identity.NewDisabilityCertificate(holder, 1, 1, 100)
		},
	} {
		_, err := make()
		require.Equal(t, code, fault.CodeOf(err))
	}
}

func TestCategoryNames(t *testing.T) {
	t.Parallel()
	for c, name := range map[identity.Category]string{0: "", 1: "视力", 2: "听力", 3: "言语", 4: "肢体", 5: "智力", 6: "精神", 7: "多重", 8: ""} {
		require.Equal(t, name, c.Name())
	}
}

func TestSoldierCertificate(t *testing.T) {
	t.Parallel()
	holder := citizen(t, printedMan)
	s, err := identity.NewSoldierCertificate(holder, " 军j000001 ", 10)
	require.NoError(t, err)
	require.Equal(t, holder, s.ID())
	require.Equal(t, identity.SoldierGrade(10), s.Grade())
	require.Equal(t, "军J000001", s.Reveal())
	for name, c := range map[string]struct {
		holder identity.CitizenID
		number string
		grade  identity.SoldierGrade
		code   string
	}{
		"no holder":         {identity.CitizenID{}, "军J000001", 5, "value.missing"},
		"number too short":  {holder, "军J1", 5, "identity.soldier.number"},
		"number with signs": {holder, "军J-00001", 5, "identity.soldier.number"},
		"grade 0":           {holder, "军J000001", 0, "identity.soldier.grade"},
		"grade 11":          {holder, "军J000001", 11, "identity.soldier.grade"},
	} {
		refused, err := identity.NewSoldierCertificate(c.holder, c.number, c.grade)
		require.Equal(t, c.code, fault.CodeOf(err), name)
		require.True(t, refused.IsZero(), name)
	}
}

func citizen(t *testing.T, number string) identity.CitizenID {
	t.Helper()
	id, err := identity.ParseCitizenID(number, identity.Rehearsal)
	require.NoError(t, err)
	return id
}
