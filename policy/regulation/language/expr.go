package language

import (
	"sort"
	"strconv"
	"strings"
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

const (
	costLimit   = 20_000 // far above any honest rule, far below a millisecond
	lengthLimit = 2_000  // characters of one condition
)

var shared = sync.OnceValues(environment)

// condition is one expression, checked and ready.
type condition struct {
	program cel.Program
	keys    map[string][]string // map words and the constant keys asked of them
	words   map[string]bool     // words the expression mentions
}

// exprFault is a fault with its offset in the expression, from 0.
type exprFault struct {
	column int
	fault  *fault.Fault
}

// compile checks one expression; all faults of it are returned.
func compile(text string) (*condition, []exprFault) {
	env, err := shared()
	if err != nil {
		return nil, []exprFault{{0, fault.New("internal").Because(err)}}
	}
	if len(text) > lengthLimit {
		return nil, []exprFault{{0, fault.New("regulation.expr.costly")}}
	}
	parsed, issues := env.Parse(text)
	if issues.Err() != nil {
		return nil, issueFaults(issues)
	}
	if bad := wrongWords(parsed.NativeRep()); len(bad) > 0 {
		return nil, bad
	}
	checked, issues := env.Check(parsed)
	if issues.Err() != nil {
		return nil, issueFaults(issues)
	}
	if checked.OutputType() != cel.BoolType {
		return nil, []exprFault{{0, fault.New("regulation.expr.result", "got", typeName(checked.OutputType().String()))}}
	}
	return plan(env, checked)
}

func plan(env *cel.Env, checked *cel.Ast) (*condition, []exprFault) {
	program, err := env.Program(checked, cel.EvalOptions(cel.OptPartialEval), cel.CostLimit(costLimit))
	if err != nil {
		return nil, []exprFault{{0, fault.New("regulation.expr", "why", err.Error())}}
	}
	c := &condition{program: program, keys: map[string][]string{}, words: map[string]bool{}}
	root := checked.NativeRep().Expr()
	ast.PostOrderVisit(root, ast.NewExprVisitor(func(e ast.Expr) { c.note(e) }))
	return c, nil
}

// note remembers the words and map keys an expression mentions.
func (c *condition) note(e ast.Expr) {
	if e.Kind() == ast.IdentKind {
		c.words[e.AsIdent()] = true
	}
	if e.Kind() == ast.SelectKind && e.AsSelect().Operand().Kind() == ast.IdentKind {
		operand := e.AsSelect().Operand().AsIdent()
		c.keys[operand] = append(c.keys[operand], e.AsSelect().FieldName())
	}
	if e.Kind() == ast.CallKind && e.AsCall().FunctionName() == "_[_]" {
		args := e.AsCall().Args()
		if args[0].Kind() == ast.IdentKind && args[1].Kind() == ast.LiteralKind {
			if key, ok := args[1].AsLiteral().Value().(string); ok {
				c.keys[args[0].AsIdent()] = append(c.keys[args[0].AsIdent()], key)
			}
		}
	}
}

func unknownWord(word string) *fault.Fault {
	known := append(wordNames(), "completed_years", "within_years", "inside", "dec", "applicant.age(asOf)")
	for name := range levels {
		known = append(known, name)
	}
	sort.Strings(known)
	suggestion := near(word, known)
	if suggestion == "" {
		root, _, _ := strings.Cut(word, ".")
		suggestion = few(startingWith(known, root+"."))
	}
	if suggestion == "" {
		suggestion = `applicant.other["…"]`
	}
	return fault.New("regulation.expr.word", "word", word, "write", suggestion)
}

// few are the first of many words: all of a person's would fill the screen.
func few(words []string) string {
	const enough = 6
	if len(words) > enough {
		return strings.Join(words[:enough], ", ") + ", …"
	}
	return strings.Join(words, ", ")
}

func startingWith(words []string, prefix string) []string {
	var out []string
	for _, w := range words {
		if strings.HasPrefix(w, prefix) {
			out = append(out, w)
		}
	}
	return out
}

// wrongWords finds inexact numbers, decimals that are none, and dotted words the vocabulary lacks.
func wrongWords(a *ast.AST) []exprFault {
	var out []exprFault
	known := map[string]bool{}
	for _, w := range vocabulary {
		known[w.Name] = true
	}
	inner := map[int64]bool{} // operands of a longer dotted word
	column := func(e ast.Expr) int { return max(a.SourceInfo().GetStartLocation(e.ID()).Column(), 0) }
	ast.PreOrderVisit(a.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		switch e.Kind() {
		case ast.LiteralKind:
			if d, ok := e.AsLiteral().(types.Double); ok {
				out = append(out, exprFault{column(e), fault.New("regulation.expr.double", "literal", strconv.FormatFloat(float64(d), 'f', -1, 64))})
			}
		case ast.CallKind:
			out = append(out, wrongDecimal(e, column)...)
		case ast.SelectKind:
			inner[e.AsSelect().Operand().ID()] = true
			word, ok := dotted(e)
			if ok && !inner[e.ID()] && isRoot(word) && !known[word] && !known[word[:strings.LastIndex(word, ".")]] && !isGroup(word) {
				out = append(out, exprFault{column(e) - len(word) + len(lastKey(word)), unknownWord(word)})
			}
		}
	}))
	for i := range out {
		out[i].column = max(out[i].column, 0)
	}
	return out
}

func wrongDecimal(e ast.Expr, column func(ast.Expr) int) []exprFault {
	call := e.AsCall()
	switch call.FunctionName() {
	case "double":
		return []exprFault{{column(e), fault.New("regulation.expr.double", "literal", "double(…)")}}
	case "dec":
		if len(call.Args()) == 1 && call.Args()[0].Kind() == ast.LiteralKind {
			if s, ok := call.Args()[0].AsLiteral().Value().(string); ok && !decimalForm.MatchString(s) {
				return []exprFault{{column(call.Args()[0]), fault.New("regulation.type", "key", "dec", "want", "十进制数 decimal", "got", s, "write", `dec("12.5")`)}}
			}
		}
	}
	return nil
}

// dotted writes a chain of selects out: applicant.birth.
func dotted(e ast.Expr) (string, bool) {
	if e.Kind() == ast.IdentKind {
		return e.AsIdent(), true
	}
	if e.Kind() != ast.SelectKind {
		return "", false
	}
	head, ok := dotted(e.AsSelect().Operand())
	return head + "." + e.AsSelect().FieldName(), ok
}

func isRoot(word string) bool {
	root, _, _ := strings.Cut(word, ".")
	return len(startingWith(wordNames(), root+".")) > 0
}

func isGroup(word string) bool { return len(startingWith(wordNames(), word+".")) > 0 }

// silentExpr is the condition the text leaves open: nobody can tell until a person rules.
func silentExpr(expr string) bool { return expr == string(regulation.Unspecified) }
