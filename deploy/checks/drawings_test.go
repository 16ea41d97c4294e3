package checks_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/deploy/checks"
	"jinchu/policy"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// drawings is the registry: a picture drawn from code is added here, and its frame to a README.
func drawings(tree *checks.Tree) []checks.Drawing {
	return append(pictures, checks.Drawing{Name: "vocabulary", Draw: func() string { return checks.DrawVocabulary(tree, words()) }})
}

var pictures = []checks.Drawing{
	{Name: "house", Draw: func() string { return checks.DrawHouse(checks.Plan) }},
	{Name: "cycle", Draw: func() string { return recruitment.Cycle().Mermaid() }},
	{Name: "application", Draw: func() string { return recruitment.Application().Mermaid() }},
	{Name: "permissions", Draw: permissions},
	{Name: "keys", Draw: keys},
}

func permissions() string {
	current, err := policy.New(policy.Lines())
	if err != nil {
		return err.Error()
	}
	return current.Draw()
}

// keys draws the keys of a regulation file, a row each.
func keys() string {
	var b strings.Builder
	b.WriteString("| where 所在 | key 键 | takes 写法 | 名称 |\n|---|---|---|---|\n")
	for _, k := range language.Keys() {
		row := strings.ReplaceAll("`"+k.Where+"` ; `"+k.Name+"` ; `"+k.Takes+"` ; "+k.Chinese, "|", "\\|")
		b.WriteString("| " + strings.ReplaceAll(row, " ; ", " | ") + " |\n")
	}
	return b.String()
}

func words() []checks.Word {
	var all []checks.Word
	for _, w := range language.Vocabulary() {
		all = append(all, checks.Word{Name: w.Name, Type: w.Type, Chinese: regulation.NameOf(w.Name)})
	}
	return all
}

// Serial: with UPDATE=1 it rewrites the documents, which no other test may read meanwhile.
func TestDrawingsAreFresh(t *testing.T) {
	tree := house(t)
	if os.Getenv("UPDATE") == "1" {
		for doc, text := range checks.Redraw(tree, drawings(tree)) {
			require.NoError(t, os.WriteFile(filepath.Join(root, filepath.FromSlash(doc)), []byte(text), 0o644))
		}
		tree = house(t)
	}
	require.Empty(t, lines(checks.StaleDrawings(tree, drawings(tree))))
}

func TestStaleDrawingsBite(t *testing.T) {
	t.Parallel()
	two := []checks.Drawing{{Name: "house", Draw: func() string { return "now\n" }}}
	open, end := "<!-- drawing:house -->\n", "<!-- /drawing -->\n"
	for name, c := range map[string]struct{ doc, says string }{
		"fresh":     {open + "now\n" + end, ""},
		"spoken of": {"write `<!-- drawing:NAME -->` there\n\n" + open + "now\n" + end, ""},
		"stale":     {open + "then\n" + end, `README.md: drawing "house" is stale; run UPDATE=1`},
		"left open": {open + "now\n", "README.md: opens a drawing and does not close it"},
		"unknown":   {open + "now\n" + end + "<!-- drawing:cellar -->\n" + end, `README.md: nobody draws "cellar"`},
		"not shown": {"nothing\n", "house: is drawn but shown nowhere"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := checks.StaleDrawings(built(t, map[string]string{"README.md": c.doc}), two)
			if c.says == "" {
				require.Empty(t, lines(found))
				return
			}
			require.NotEmpty(t, found)
			require.Contains(t, found[0].String(), c.says)
		})
	}
}

func TestRedrawWritesOnlyWhatIsStale(t *testing.T) {
	t.Parallel()
	tree := built(t, map[string]string{
		"README.md":     "before\n<!-- drawing:house -->\nthen\n<!-- /drawing -->\nafter\n",
		"docs/fresh.md": "<!-- drawing:house -->\nnow\n<!-- /drawing -->\n",
	})
	changed := checks.Redraw(tree, []checks.Drawing{{Name: "house", Draw: func() string { return "now\n" }}})
	require.Equal(t, map[string]string{"README.md": "before\n<!-- drawing:house -->\nnow\n<!-- /drawing -->\nafter\n"}, changed)
}

func TestHousePictureStandsOnTheGround(t *testing.T) {
	t.Parallel()
	picture := checks.DrawHouse([]checks.Floor{
		{Name: "ground", Says: "words", Rooms: []checks.Room{{Package: "policy/org"}, {Package: "policy/fault"}}},
		{Name: "roof", Says: "proofs", Rooms: []checks.Room{{Package: "deploy/local"}}},
	})
	require.Regexp(t, "(?s)^```text\nroof +deploy/local +proofs\nground +policy/org · fault +words\n```\n$", picture)
}

func TestVocabularyTellsWhatStandsBesideEachWord(t *testing.T) {
	t.Parallel()
	tree := built(t, map[string]string{"policy/regulation/facts.go": "package regulation\n\n" +
		"type Facts struct {\n\tAsOf *Date `cel:\"asOf\" zh:\"计算基准日\"` // asOf: the day of counting\n" +
		"\tApplicant *Applicant `cel:\"applicant\"` // applicant\n}\n\n" +
		"type Applicant struct {\n\tSex *string `cel:\"sex\" zh:\"性别\"` // applicant.sex: male | female\n" +
		"\tMajor *string `cel:\"major\" zh:\"专业\"` // applicant.major\n}\n"})
	require.Equal(t, "| word 词 | type | 名称 | meaning |\n|---|---|---|---|\n"+
		"| `asOf` | date | 计算基准日 | the day of counting |\n| `applicant.sex` | string | 性别 | male \\| female |\n| `applicant.major` | string | 专业 |  |\n",
		checks.DrawVocabulary(tree, []checks.Word{{"asOf", "date", "计算基准日"}, {"applicant.sex", "string", "性别"}, {"applicant.major", "string", "专业"}}))
}
