// Package checks knows how the house is built: which package stands on which floor, what each
// may import, how long things may be, and which drawings the documents carry. It reads the
// files themselves and reports what breaks a rule. It may not know what the packages do, and
// it never asks the go command: that answer would come out of a cache.
package checks

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"sort"
	"strconv"
	"strings"
)

// Module is the module path all packages of the house begin with.
const Module = "jinchu"

// Finding is one broken rule: where, and what is wrong together with what to do instead.
type Finding struct {
	Place string // path, or path:line
	Says  string // the rule, and what to do
}

// String is "place: says".
func (f Finding) String() string { return f.Place + ": " + f.Says }

// Guard is one rule of the house: a name and the function that finds what breaks it.
type Guard struct {
	Name string
	Find func(*Tree) []Finding
}

// Guards lists every rule that needs nothing but the tree. Drawings have their own registry.
func Guards() []Guard {
	return []Guard{
		{"top level", TopLevel}, {"floors", Floors}, {"barred imports", BarredImports},
		{"barred names", BarredNames}, {"engine links", EngineLinks},
		{"package comments", PackageComments}, {"sizes", Sizes}, {"modules", Modules},
		{"test habits", TestHabits}, {"links", Links},
	}
}

// File is one Go file.
type File struct {
	Path, Dir string // slash-separated, from the module's root
	Test      bool   // named *_test.go
	Syntax    *ast.File
	Lines     int
	set       *token.FileSet
}

// Tree is the house as read: parsed Go files and the text of every other file.
type Tree struct {
	Files []File
	Text  map[string]string // path to content of the documents, templates and go.mod
	Paths []string          // every file path, in order
}

// Read parses every file under the root that git would keep. It fails on a Go file that does
// not parse, naming it.
func Read(root fs.FS) (*Tree, error) {
	t := &Tree{Text: map[string]string{}}
	ignored := readIgnore(root)
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case p != "." && (passedOver(d) || ignored(p)):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		}
		t.Paths = append(t.Paths, p)
		return t.take(root, p)
	})
	return t, err
}

// passedOver: folders the go command passes over as well.
func passedOver(d fs.DirEntry) bool {
	n := d.Name()
	return d.IsDir() && (strings.HasPrefix(n, ".") || strings.HasPrefix(n, "_") || n == "testdata" || n == "node_modules")
}

func (t *Tree) take(root fs.FS, p string) error {
	if !kept(p) {
		return nil
	}
	text, err := fs.ReadFile(root, p)
	if err != nil {
		return err
	}
	if !strings.HasSuffix(p, ".go") {
		t.Text[p] = string(text)
		return nil
	}
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, p, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("%s does not parse: %w", p, err)
	}
	t.Files = append(t.Files, File{
		Path: p, Dir: path.Dir(p), Test: strings.HasSuffix(p, "_test.go"),
		Syntax: syntax, Lines: lines(string(text)), set: set,
	})
	return nil
}

// kept tells which files a rule looks into.
func kept(p string) bool {
	switch path.Ext(p) {
	case ".go", ".md", ".html", ".mod":
		return true
	}
	return false
}

// readIgnore understands the two forms .gitignore uses here: /anchored paths and name globs.
func readIgnore(root fs.FS) func(string) bool {
	text, _ := fs.ReadFile(root, ".gitignore")
	patterns := strings.Fields(string(text))
	return func(p string) bool {
		for _, pattern := range patterns {
			anchored := strings.HasPrefix(pattern, "/")
			pattern = strings.Trim(pattern, "/")
			name := path.Base(p)
			if anchored {
				name = p
			}
			if hit, _ := path.Match(pattern, name); hit {
				return true
			}
		}
		return false
	}
}

// Packages groups the files by folder, in order.
func (t *Tree) Packages() []string {
	seen := map[string]bool{}
	var dirs []string
	for _, f := range t.Files {
		if !seen[f.Dir] {
			seen[f.Dir] = true
			dirs = append(dirs, f.Dir)
		}
	}
	sort.Strings(dirs)
	return dirs
}

// at is the place of a node in the file.
func (f File) at(n ast.Node) string {
	return fmt.Sprintf("%s:%d", f.Path, f.set.Position(n.Pos()).Line)
}

// imports maps every imported path to its import line.
func (f File) imports() map[string]*ast.ImportSpec {
	all := map[string]*ast.ImportSpec{}
	for _, spec := range f.Syntax.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			all[p] = spec
		}
	}
	return all
}

// ours strips the module name from an import path of the house.
func ours(imported string) (dir string, ok bool) {
	if imported == Module {
		return ".", true
	}
	return strings.CutPrefix(imported, Module+"/")
}

// under tells whether a path is the one named, or stands below it when the name ends in "/...".
func under(p, pattern string) bool {
	if root, tree := strings.CutSuffix(pattern, "/..."); tree {
		return p == root || strings.HasPrefix(p, root+"/")
	}
	return p == pattern
}

func underAny(p string, patterns []string) bool {
	for _, pattern := range patterns {
		if under(p, pattern) {
			return true
		}
	}
	return false
}

func lines(text string) int {
	n := strings.Count(text, "\n")
	if text != "" && !strings.HasSuffix(text, "\n") {
		n++
	}
	return n
}
