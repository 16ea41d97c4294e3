package language_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"jinchu/policy/regulation/language"
)

var update = flag.Bool("update", false, "write the golden files")

const golden = "testdata/regulation.schema.json"

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(language.Schema()))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("regulation.json", doc))
	s, err := c.Compile("regulation.json")
	require.NoError(t, err)
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, text []byte) error {
	t.Helper()
	data, err := yaml.YAMLToJSON(text)
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	return s.Validate(doc)
}

func TestSchemaIsTheGoldenFile(t *testing.T) {
	t.Parallel()
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(golden, language.Schema(), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), string(language.Schema()), "run the test with -update and read the difference")
}

func TestSchemaAcceptsWhatTheParserAccepts(t *testing.T) {
	t.Parallel()
	s := schema(t)
	require.NoError(t, validate(t, s, []byte(example)))
	files, err := filepath.Glob("../library/*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		require.NoError(t, validate(t, s, text), file)
	}
}

func TestSchemaRefuses(t *testing.T) {
	t.Parallel()
	s := schema(t)
	for name, text := range map[string]string{
		"unknown key":       "titel: x\n",
		"unknown stage":     "procedure: [writen]\n",
		"key of the stage":  "procedure: [{notice: {full: 100}}]\n",
		"two kinds":         "procedure: [{written: {}, skills: {}}]\n",
		"ratio as a number": "procedure: [{opening: {posts_to_people: 3}}]\n",
		"closed word":       "posts: [{class: a, level: villge}]\n",
		"wrong type":        "posts: township\n",
		"two units":         "contract: {term: {days: 1, years: 1}}\n",
	} {
		require.Error(t, validate(t, s, []byte(head+text)), name)
	}
}
