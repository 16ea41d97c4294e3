package trial_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/api/trial"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
	"jinchu/policy/regulation/library"
)

func fromLibrary(t *testing.T, name string) *regulation.Regulation {
	t.Helper()
	text, ok := library.Text(name)
	require.True(t, ok)
	reg, err := language.Parse(name, []byte(text))
	require.NoError(t, err)
	return reg
}

// JM17: the paths, and what is not given is unknown, never no.
func TestCheckGivesThreeAnswers(t *testing.T) {
	t.Parallel()
	reg := fromLibrary(t, "xiqu-2021")
	got, err := trial.Check(reg, table(t, "ticket,path,applicant.birth,applicant.criminal_record\n"+
		"T1,disabled,1979-01-01,no\n"+ // born before the printed window
		"T2,disabled,,no\n"))
	require.NoError(t, err)
	require.Len(t, got, 2)
	require.Equal(t, regulation.No, got[0].Verdict)
	require.Equal(t, regulation.CannotTell, got[1].Verdict)
	require.NotEmpty(t, got[0].Reasons)
}

func TestCheckNamesEveryWrongCell(t *testing.T) {
	t.Parallel()
	reg := fromLibrary(t, "xiqu-2021")
	_, err := trial.Check(reg, table(t, "ticket,path,applicant.birth,applicant.student\nT1,disabled,1990-13-01,no\nT2,friend,,\nT3,disabled,,perhaps\n"))
	require.ErrorContains(t, err, "applicants:2:")
	require.ErrorContains(t, err, "applicants:3:")
	require.ErrorContains(t, err, "applicants:4:")
	require.NotContains(t, err.Error(), "1990-13-01")
	_, err = trial.Check(reg, table(t, "ticket,path,applicant.brith\nT1,disabled,1990-01-01\n"))
	require.ErrorContains(t, err, "applicant.brith")
}

// XA17: 1,499 → 1, 1,500 → 2; 19 → the text does not say, 20 → 1.
func TestQuotaXA17(t *testing.T) {
	t.Parallel()
	got, err := trial.Quota(fromLibrary(t, "xian"), table(t, "unit,unit.level,unit.registered\nA,township,1499\nB,township,1500\nC,village,19\nD,village,20\n"))
	require.NoError(t, err)
	posts := map[string]any{}
	for _, q := range got {
		posts[q.Unit] = nil
		if q.Posts != nil {
			posts[q.Unit] = *q.Posts
		}
		require.NotEmpty(t, q.Reason)
	}
	require.Equal(t, map[string]any{"A": 1, "B": 2, "C": nil, "D": 1}, posts)
}
