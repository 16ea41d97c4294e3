package checks

import (
	"go/ast"
	"strings"
)

// serial, in a test's comment, says why it cannot run beside the others.
const serial = "Serial: "

// TestHabits finds tests that skip, sleep, look into the package they test, or stand in line
// without saying why.
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
		found = append(found, standing(f)...)
	}
	return found
}

// standing finds tests whose first line is not t.Parallel() and whose comment has no reason.
func standing(f File) []Finding {
	var found []Finding
	for _, decl := range f.Syntax.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || !isTest(fn) || parallel(fn.Body) || strings.Contains(fn.Doc.Text(), serial) {
			continue
		}
		found = append(found, Finding{f.at(fn), fn.Name.Name + " does not begin with t.Parallel(); begin with it, or say in its comment \"" + serial + "…\" with the reason"})
	}
	return found
}

// isTest: func TestX(t *testing.T). TestMain is none.
func isTest(fn *ast.FuncDecl) bool {
	return fn.Recv == nil && fn.Body != nil && strings.HasPrefix(fn.Name.Name, "Test") && fn.Name.Name != "TestMain" &&
		fn.Type.Params.NumFields() == 1
}

func parallel(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	first, ok := body.List[0].(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := first.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Parallel"
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
