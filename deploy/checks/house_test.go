package checks_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"jinchu/deploy/checks"
)

// root is the module's root, seen from this package.
var root = filepath.Join("..", "..")

// house reads the real tree.
func house(t *testing.T) *checks.Tree {
	t.Helper()
	tree, err := checks.Read(os.DirFS(root))
	require.NoError(t, err)
	return tree
}

// built reads a tree made up for one test: path to content.
func built(t *testing.T, files map[string]string) *checks.Tree {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := checks.Read(fsys)
	require.NoError(t, err)
	return tree
}

// The house itself keeps every rule.
func TestHouseKeepsItsRules(t *testing.T) {
	t.Parallel()
	tree := house(t)
	require.NotEmpty(t, tree.Files)
	for _, guard := range checks.Guards() {
		t.Run(guard.Name, func(t *testing.T) {
			t.Parallel()
			require.Empty(t, lines(guard.Find(tree)))
		})
	}
}

// A tree that keeps every rule gives no finding, so that a bite below is due to the violation.
func TestGuardsLeaveASoundTreeAlone(t *testing.T) {
	t.Parallel()
	tree := built(t, sound(nil))
	for _, guard := range checks.Guards() {
		require.Empty(t, lines(guard.Find(tree)), guard.Name)
	}
}

func TestUnparsableFileIsNamed(t *testing.T) {
	t.Parallel()
	_, err := checks.Read(fstest.MapFS{"policy/org/org.go": {Data: []byte("package org\nfunc {")}})
	require.ErrorContains(t, err, "policy/org/org.go does not parse")
}

func TestIgnoredAndHiddenFilesAreNotRead(t *testing.T) {
	t.Parallel()
	tree := built(t, sound(map[string]string{
		".gitignore":               "/.jinchu/\n/scratch.go\n*.test\n",
		"scratch.go":               "package scratch",
		"policy/org.test":          "binary",
		".jinchu/x.go":             "package x",
		"policy/org/testdata/y.go": "package y",
	}))
	require.Equal(t, []string{"policy/fault"}, tree.Packages())
	require.NotContains(t, tree.Paths, "policy/org.test")
}

// sound is a small tree that keeps every rule, with files added or replaced.
func sound(more map[string]string) map[string]string {
	files := map[string]string{
		"go.mod":                "module jinchu\n\ngo 1.26.8\n\nrequire (\n\tgithub.com/labstack/echo/v4 v4.16.0\n\tgo.opentelemetry.io/otel v1.46.0 // indirect\n)\n",
		"README.md":             "# Jinchu\n\n[code](policy/fault)\n",
		"policy/fault/fault.go": "// Package fault knows how to say no. It may not know SQL.\npackage fault\n",
	}
	for name, text := range more {
		files[name] = text
	}
	return files
}

func lines(found []checks.Finding) []string {
	var all []string
	for _, f := range found {
		all = append(all, f.String())
	}
	return all
}
