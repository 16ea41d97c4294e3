package trial_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/documents"
	"jinchu/api/trial"
	"jinchu/policy/fault"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
	"jinchu/policy/regulation/library"
)

// ruled is QY18 with the values its notice leaves open written in, as after rulings.
func ruled(t *testing.T, changes ...string) *regulation.Regulation {
	t.Helper()
	text, ok := library.Text("qingyuan-2018")
	require.True(t, ok)
	text = strings.NewReplacer(append(changes,
		"source: QY18 笔试}\n      pass: unspecified", "source: QY18 笔试}\n      pass: 0",
		"ties: unspecified}", "ties: include}")...).Replace(text)
	reg, err := language.Parse("qingyuan-2018", []byte(text))
	require.NoError(t, err)
	return reg
}

func table(t *testing.T, text string) documents.Table {
	t.Helper()
	read, err := documents.Read(t.Context(), []byte(text), documents.CountyLimits)
	require.NoError(t, err)
	return read
}

const applicants = "ticket,post,path\nT1,p,disabled\nT2,p,disabled\nT3,p,disabled\nT4,p,disabled\nT5,p,disabled\n"

func rank(t *testing.T, reg *regulation.Regulation, scores string) (map[string]trial.Row, error) {
	t.Helper()
	got, err := trial.Rank(reg, table(t, applicants), table(t, scores), map[string]int{"p": 1})
	rows := map[string]trial.Row{}
	for _, row := range got.Rows {
		rows[row.Ticket] = row
	}
	return rows, err
}

func TestRankQY18(t *testing.T) {
	t.Parallel()
	rows, err := rank(t, ruled(t), "ticket,written,skills,interview\n"+
		"T1,71.5,60,83.25\n"+ // 72.75
		"T2,72.5,59,83.25\n"+ // skills below 60
		"T3,74.5,70,72.0\n"+ // 72.15
		"T4,50,90,90\n"+ // fourth of three
		"T5,absent,,\n")
	require.NoError(t, err)
	require.Equal(t, "72.75", rows["T1"].Total.String())
	require.Contains(t, rows["T1"].Arithmetic, "= 72.75")
	require.Equal(t, 1, rows["T1"].Rank)
	require.True(t, rows["T1"].In)
	require.Equal(t, 2, rows["T3"].Rank)
	require.False(t, rows["T3"].In)
	for _, ticket := range []string{"T2", "T4", "T5"} {
		require.Zero(t, rows[ticket].Rank, ticket)
		require.Len(t, rows[ticket].Why, 1, ticket)
		require.Nil(t, rows[ticket].Total, ticket)
	}
	require.Contains(t, rows["T5"].Why[0], "缺考")
}

func TestRankQY18TieGoesToTheHigherWritten(t *testing.T) {
	t.Parallel()
	rows, err := rank(t, ruled(t), "ticket,written,skills,interview\nT1,71.5,60,83.25\nT2,75.5,60,80.25\nT3,60,60,60\nT4,1,1,1\nT5,0,,\n")
	require.NoError(t, err)
	require.Equal(t, rows["T1"].Total.String(), rows["T2"].Total.String())
	require.True(t, rows["T2"].In)
	require.NotEmpty(t, rows["T2"].Tie)
}

func TestRankStopsWhereTheRegulationIsSilent(t *testing.T) {
	t.Parallel()
	text, _ := library.Text("qingyuan-2018")
	silent, err := language.Parse("qingyuan-2018", []byte(text))
	require.NoError(t, err)
	got, err := trial.Rank(silent, table(t, applicants), table(t, "ticket,written\nT1,1\nT2,1\nT3,1\nT4,1\nT5,1\n"), map[string]int{"p": 1})
	require.Equal(t, "regulation.silent", fault.CodeOf(err))
	require.Contains(t, err.Error(), "written.pass")
	require.Empty(t, got.Rows)
}

func TestRankNamesEveryWrongRow(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		applicants, scores, want string
	}{
		"missing column":  {"ticket,path\nT1,disabled\n", "ticket\n", "applicants:1: 表格缺少“post”一列"},
		"ticket twice":    {"ticket,post,path\nT1,p,disabled\nT1,p,disabled\n", "ticket\n", "applicants:3: 准考证号为空或重复"},
		"no such path":    {"ticket,post,path\nT1,p,friend\n", "ticket\n", "applicants:2: 报考类别不在本办法中。可用的是：disabled"},
		"unknown ticket":  {"ticket,post,path\nT1,p,disabled\n", "ticket,written\nT9,60\n", "scores:2: 成绩表中的准考证号"},
		"score is a word": {"ticket,post,path\nT1,p,disabled\n", "ticket,written\nT1,sixty\n", "scores:2: “笔试”的成绩不是数"},
		"score below 0":   {"ticket,post,path\nT1,p,disabled\n", "ticket,written\nT1,-1\n", "scores:2: “笔试”的成绩不是数"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := trial.Rank(ruled(t), table(t, c.applicants), table(t, c.scores), map[string]int{"p": 1})
			require.ErrorContains(t, err, c.want)
			require.Empty(t, got.Rows)
		})
	}
	_, err := trial.Rank(ruled(t), table(t, "ticket,post,path\nT1,elsewhere,disabled\n"), table(t, "ticket\n"), map[string]int{"p": 1})
	require.Equal(t, "trial.posts", fault.CodeOf(err))
}
