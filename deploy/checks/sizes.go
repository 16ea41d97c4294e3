package checks

import (
	"fmt"
	"go/ast"
	"path"
	"sort"
	"strings"
)

// Ceilings in lines. What is longer is two things.
const (
	fileCeiling     = 400
	functionCeiling = 60
	workflowCeiling = 350
	templateCeiling = 150
	readmeCeiling   = 250
	frontCeiling    = 200 // the README at the root
	mainCeiling     = 30  // api and worker: no logic in a door
)

// Exception lifts one ceiling with a reason. The key is a path, or path#Function.
type Exception struct {
	Lines  int
	Reason string
}

// Exceptions is the one list of what may be longer.
var Exceptions = map[string]Exception{}

// Sizes finds files, functions, templates and READMEs above their ceiling, and exceptions that
// are no longer needed.
func Sizes(t *Tree) []Finding { return SizesWith(t, Exceptions) }

// SizesWith is Sizes under another list of exceptions.
func SizesWith(t *Tree, exceptions map[string]Exception) []Finding {
	m := measure{exceptions: exceptions, used: map[string]bool{}}
	for _, f := range t.Files {
		m.take(f.Path, f.Path, f.Lines, ceilingOf(f))
		for _, decl := range f.Syntax.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil {
				m.take(f.Path+"#"+fn.Name.Name, f.at(fn), f.length(fn), functionCeiling)
			}
		}
	}
	for _, p := range sorted(t.Text) {
		if ceiling := textCeiling(p); ceiling > 0 {
			m.take(p, p, lines(t.Text[p]), ceiling)
		}
	}
	return append(m.found, m.idle()...)
}

func ceilingOf(f File) int {
	switch {
	case f.Dir == "workflows" && !f.Test:
		return workflowCeiling
	case (f.Dir == "api" || f.Dir == "worker") && !f.Test:
		return mainCeiling
	}
	return fileCeiling
}

func textCeiling(p string) int {
	switch {
	case p == "README.md":
		return frontCeiling
	case path.Base(p) == "README.md":
		return readmeCeiling
	case strings.HasSuffix(p, ".html"):
		return templateCeiling
	}
	return 0
}

// length is the span of a function; in a test the table of its cases does not count, it is data.
func (f File) length(fn *ast.FuncDecl) int {
	n := f.span(fn)
	if !f.Test {
		return n
	}
	ast.Inspect(fn.Body, func(node ast.Node) bool {
		table, ok := node.(*ast.CompositeLit)
		if ok {
			n -= f.span(table) - 1
		}
		return !ok
	})
	return n
}

// span is the number of lines from func to its closing brace.
func (f File) span(n ast.Node) int {
	return f.set.Position(n.End()).Line - f.set.Position(n.Pos()).Line + 1
}

// measure compares lengths with ceilings and remembers which exceptions were needed.
type measure struct {
	exceptions map[string]Exception
	used       map[string]bool
	found      []Finding
}

func (m *measure) take(key, place string, length, ceiling int) {
	if length <= ceiling {
		return
	}
	if e, ok := m.exceptions[key]; ok && e.Reason != "" {
		m.used[key] = true
		ceiling = e.Lines
	}
	if length > ceiling {
		m.found = append(m.found, Finding{place, fmt.Sprintf("%s has %d lines, the ceiling is %d; split it, or give a reason in deploy/checks/sizes.go", key, length, ceiling)})
	}
}

func (m *measure) idle() []Finding {
	var found []Finding
	for _, key := range sorted(m.exceptions) {
		if !m.used[key] {
			found = append(found, Finding{key, "has an exception in deploy/checks/sizes.go that nothing needs, or that lacks its reason; take it out"})
		}
	}
	return found
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
