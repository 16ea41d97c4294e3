package language_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

func word(t *testing.T, name string) language.Word {
	t.Helper()
	for _, w := range language.Vocabulary() {
		if w.Name == name {
			return w
		}
	}
	require.Fail(t, "no such word", name)
	return language.Word{}
}

func TestWordSetEstablishesAFact(t *testing.T) {
	t.Parallel()
	var f regulation.Facts
	for name, cell := range map[string]string{"applicant.sex": "female", "applicant.birth": "1990-02-28",
		"applicant.education": "senior_high", "applicant.incumbent": "是", "applicant.skills": "computer|braille",
		"certificate.grade": "3", "unit.registered": "1500", "asOf": "2024-01-02", "applicant.student": "", "applicant.sanctioned": "从未", "applicant.cheated": "never"} {
		require.NoError(t, word(t, name).Set(&f, cell), name)
	}
	require.Equal(t, "female", *f.Applicant.Sex)
	require.Equal(t, regulation.Date("1990-02-28"), *f.Applicant.Birth)
	require.Equal(t, regulation.SeniorHigh, *f.Applicant.Education)
	require.True(t, *f.Applicant.Incumbent)
	require.Equal(t, []string{"computer", "braille"}, f.Applicant.Skills)
	require.Equal(t, 3, *f.Certificate.Grade)
	require.Equal(t, 1500, *f.Unit.Registered)
	require.Equal(t, regulation.Date("2024-01-02"), *f.AsOf)
	require.Nil(t, f.Applicant.Student)
	require.Empty(t, *f.Applicant.Sanctioned, "known not to have happened")
	require.Empty(t, *f.Applicant.Cheated)
	require.Nil(t, f.Supported)
}

func TestWordSetRefusesWithoutRepeatingTheCell(t *testing.T) {
	t.Parallel()
	for name, cell := range map[string]string{"applicant.birth": "1990-02-30", "asOf": "never", "applicant.education": "some",
		"applicant.incumbent": "perhaps", "certificate.grade": "three"} {
		var f regulation.Facts
		err := word(t, name).Set(&f, cell)
		require.Equal(t, "regulation.fact", fault.CodeOf(err), name)
		require.Contains(t, err.Error(), name)
		require.NotContains(t, err.Error(), cell)
	}
}
