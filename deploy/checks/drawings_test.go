package checks_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/deploy/checks"
	"jinchu/policy/recruitment"
)

// drawings is the registry: a picture drawn from code is added here, and its frame to a README.
var drawings = []checks.Drawing{
	{Name: "house", Draw: func() string { return checks.DrawHouse(checks.Plan) }},
	{Name: "cycle", Draw: func() string { return recruitment.Cycle().Mermaid() }},
	{Name: "application", Draw: func() string { return recruitment.Application().Mermaid() }},
}

// Serial: with UPDATE=1 it rewrites the documents, which no other test may read meanwhile.
func TestDrawingsAreFresh(t *testing.T) {
	tree := house(t)
	if os.Getenv("UPDATE") == "1" {
		for doc, text := range checks.Redraw(tree, drawings) {
			require.NoError(t, os.WriteFile(filepath.Join(root, filepath.FromSlash(doc)), []byte(text), 0o644))
		}
		tree = house(t)
	}
	require.Empty(t, lines(checks.StaleDrawings(tree, drawings)))
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
