package checks

import (
	"go/ast"
	"strings"
)

// TestHabits finds tests that skip, sleep, or look into the package they test.
func TestHabits(t *Tree) []Finding {
	var found []Finding
	for _, f := range t.Files {
		if !f.Test {
			continue
		}
		if !strings.HasSuffix(f.Syntax.Name.Name, "_test") && !strings.HasSuffix(f.Path, "/export_test.go") {
			found = append(found, Finding{f.Path, "tests look from outside: package " + f.Syntax.Name.Name + "_test (what must be shown stands in export_test.go)"})
		}
		found = append(found, calls(f)...)
	}
	return found
}

// calls finds t.Skip and its sisters, and time.Sleep.
func calls(f File) []Finding {
	var found []Finding
	ast.Inspect(f.Syntax, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, _ := sel.X.(*ast.Ident)
		switch {
		case x == nil:
		case skips(x.Name, sel.Sel.Name):
			found = append(found, Finding{f.at(call), "a test is never skipped: it brings up what it needs, or it fails"})
		case x.Name == localName(f, "time") && sel.Sel.Name == "Sleep":
			found = append(found, Finding{f.at(call), "a test never sleeps: pass the time in, wait on a channel, or use require.Eventually"})
		}
		return true
	})
	return found
}

func skips(receiver, method string) bool {
	switch method {
	case "SkipNow", "Skipf":
		return true
	case "Skip":
		return contains([]string{"t", "b", "f", "tb", "s"}, receiver)
	}
	return false
}
