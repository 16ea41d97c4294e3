package library_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
	"jinchu/policy/regulation/library"
)

// regulationOf parses a file of the library.
func regulationOf(t *testing.T, name string) *regulation.Regulation {
	t.Helper()
	text, ok := library.Text(name)
	require.True(t, ok, name)
	reg, err := language.Parse(name+".yaml", []byte(text))
	require.NoError(t, err)
	return reg
}

func TestNamesListTheFifteenFiles(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"beijing-2010", "county-2009", "dachong-2021", "dangyang-2022", "home", "huicheng-2016",
		"jimei-2017", "jimei-2024", "qingyuan-2018", "shaanxi-2012", "shangdu-2021", "tongan", "xian", "xiqu-2021", "yanlian-routes"}, library.Names())
}

func TestUnknownNamesHaveNoText(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "none", "../home", "rulings/home", "home.yaml"} {
		_, ok := library.Text(name)
		require.False(t, ok, name)
		_, ok = library.Rulings(name)
		require.False(t, ok, name)
	}
}

func TestEveryFileParsesStrictly(t *testing.T) {
	t.Parallel()
	for _, name := range library.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reg := regulationOf(t, name)
			require.Equal(t, name, reg.ID)
			require.NotEmpty(t, reg.Title)
			require.NotEmpty(t, reg.Source.Key)
		})
	}
}

// The example a newcomer copies must be read, and leave open only what it says is open.
func TestTheExampleOfTheReadmeIsRight(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(page), "```yaml\n")
	require.True(t, found)
	example, _, found := strings.Cut(rest, "```")
	require.True(t, found)
	reg, err := language.Parse("README.md", []byte(example))
	require.NoError(t, err)
	_, err = language.Compile(reg)
	require.NoError(t, err)
	var open []string
	for _, o := range language.Unspecified(reg) {
		open = append(open, o.Path)
	}
	require.Equal(t, []string{"procedure[2].written.pass", "substitution", "contract"}, open)
}
