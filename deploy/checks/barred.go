package checks

import (
	"fmt"
	"go/ast"
	"sort"
	"strings"
)

// Bar forbids imports to a part of the house. Reason is what the finding tells the reader.
type Bar struct {
	Who     []string // packages; "x/..." is x and all below it
	Except  []string // packages the bar leaves free
	Imports []string // import paths; "x/..." is x and all below it
	Reaches bool     // the bar also holds for what the packages reach inside the house
	Tests   bool     // the bar also holds for test files
	Reason  string
}

// Bars is every barred import with its reason.
var Bars = []Bar{
	{
		Who: []string{"workflows"}, Reaches: true,
		Imports: []string{"github.com/jackc/pgx/v5/...", "database/sql/...", "github.com/pressly/goose/v3/...",
			"github.com/labstack/echo/v4/...", "github.com/danielgtaylor/huma/v2/...", "net/http/...",
			"github.com/casbin/casbin/v2/...", "cel.dev/cel-go/...", "github.com/goccy/go-yaml/...",
			"github.com/xuri/excelize/v2/..."},
		Reason: "procedures are replayed for years: database, web, permission and rule engine stay in activities, and their answers come back as recorded results",
	},
	{
		Who: []string{"workflows"}, Imports: []string{"os/...", "net", "math/rand/...", "crypto/rand", "sync/...", "log/...", "time/tzdata"},
		Reason: "a procedure that reads the machine, draws lots or starts threads replays differently; use package workflow or an activity",
	},
	{
		Who: []string{"policy/..."}, Reaches: true,
		Imports: []string{"os/...", "net", "net/http/...", "database/sql/...", "syscall", "io/ioutil", "log/...", "math/rand/...",
			"crypto/rand", "github.com/jackc/pgx/v5/...", "go.temporal.io/...", "github.com/labstack/echo/v4/..."},
		Reason: "a rule is a pure function: date, person, facts and bytes are arguments, so that it gives the same verdict in court",
	},
	{
		Who: []string{"..."}, Except: []string{"deploy/local", "deploy/local/...", "deploy/bench", "deploy/e2e"}, Tests: true,
		Imports: []string{"go.temporal.io/server/...", "github.com/temporalio/ui-server/v2/..."},
		Reason:  "the Temporal server takes minutes to build and 140 MB to run; only the launcher and what stands on it may link it",
	},
	{
		Who: []string{"..."}, Except: []string{"policy/regulation/language"}, Tests: true, Imports: []string{"cel.dev/cel-go/..."},
		Reason: "one package compiles rule expressions, so that exact decimals and the cost bound hold everywhere",
	},
	{
		Who: []string{"..."}, Tests: true, Imports: []string{"github.com/google/cel-go/..."},
		Reason: "the module moved: import cel.dev/cel-go; the old path gets no further versions, and its types do not fit the new ones",
	},
	{
		Who: []string{"..."}, Except: []string{"policy"}, Tests: true, Imports: []string{"github.com/casbin/casbin/v2/..."},
		Reason: "who may do what is answered in one place, policy",
	},
	{
		Who: []string{"..."}, Tests: true,
		Imports: []string{"github.com/gorilla/websocket/...", "golang.org/x/net/websocket", "github.com/coder/websocket/...",
			"nhooyr.io/websocket/...", "github.com/gobwas/ws/..."},
		Reason: "Echo 4.16.0 lets a rejected WebSocket upgrade past route access control (CVE-2026-118264, CVE-2026-118260, mended in 4.16.1); pages poll instead",
	},
	{
		Who: []string{"..."}, Tests: true, Imports: []string{"github.com/cockroachdb/apd/...", "math/big"}, Except: []string{"deploy/rehearsal", "policy/regulation/language"},
		Reason: "one exact number in the house: github.com/shopspring/decimal (docs/adr/0006)",
	},
	{
		Who: []string{"deploy/verify"}, Reaches: true,
		Imports: []string{"github.com/jackc/pgx/v5/...", "database/sql/...", "go.temporal.io/...", "github.com/casbin/casbin/v2/...", "cel.dev/cel-go/...",
			"github.com/labstack/echo/v4/...", "github.com/danielgtaylor/huma/v2/...", "github.com/goccy/go-yaml/...", "net/...", "net", "os/exec"},
		Reason: "who verifies a dossier must be able to read what verifies it: the form of a dossier, and cryptography",
	},
	{
		Who: []string{"deploy/rehearsal"}, Tests: true, Reaches: true, Imports: []string{Module + "/..."},
		Reason: "the player sees what a county sees, the HTTP API alone, and recomputes verdicts without the code it judges",
	},
}

// BarredImports finds imports that a bar forbids, direct or through packages of the house.
func BarredImports(t *Tree) []Finding {
	var found []Finding
	for _, bar := range Bars {
		for _, dir := range t.Packages() {
			if (bar.Who[0] == "..." || underAny(dir, bar.Who)) && !underAny(dir, bar.Except) {
				found = append(found, bar.heldBy(t, dir)...)
			}
		}
	}
	return found
}

// heldBy applies the bar to one package, and to what it reaches if the bar says so.
func (b Bar) heldBy(t *Tree, dir string) []Finding {
	var found []Finding
	chain := map[string]string{dir: dir}
	if b.Reaches {
		chain = t.reach(dir, b.Tests)
	}
	for _, f := range t.Files {
		way, reached := chain[f.Dir]
		if !reached || f.Test && (!b.Tests || f.Dir != dir) {
			continue
		}
		for imported, spec := range f.imports() {
			if underAny(imported, b.Imports) && !(f.Test && imported == Module+"/"+f.Dir) { // tests look at their own package from outside
				found = append(found, Finding{f.at(spec), fmt.Sprintf("%s imports %s: barred, because %s", way, imported, b.Reason)})
			}
		}
	}
	return found
}

// reach maps every package of the house that dir reaches to the way there, "a → b → c".
func (t *Tree) reach(dir string, tests bool) map[string]string {
	way := map[string]string{dir: dir}
	for queue := []string{dir}; len(queue) > 0; queue = queue[1:] {
		for _, f := range t.Files {
			if f.Dir != queue[0] || f.Test && (!tests || f.Dir != dir) {
				continue
			}
			for imported := range f.imports() {
				next, own := ours(imported)
				if _, known := way[next]; own && !known {
					way[next] = way[queue[0]] + " → " + next
					queue = append(queue, next)
				}
			}
		}
	}
	return way
}

// engineTestPackages is how many test binaries may link the Temporal server.
const engineTestPackages = 2

// EngineLinks finds more test binaries than allowed that link the Temporal server: each one
// costs most of a minute to link, on every run of the tests.
func EngineLinks(t *Tree) []Finding {
	var linking []string
	for _, dir := range t.Packages() {
		if t.tested(dir) && t.links(dir, "go.temporal.io/server/...") {
			linking = append(linking, dir)
		}
	}
	if len(linking) <= engineTestPackages {
		return nil
	}
	sort.Strings(linking)
	return []Finding{{strings.Join(linking, ", "), fmt.Sprintf("%d test packages link the Temporal server, at most %d may; move tests together or test against an interface", len(linking), engineTestPackages)}}
}

func (t *Tree) tested(dir string) bool {
	for _, f := range t.Files {
		if f.Dir == dir && f.Test {
			return true
		}
	}
	return false
}

// links tells whether the test binary of a package contains an import.
func (t *Tree) links(dir, pattern string) bool {
	reached := t.reach(dir, true)
	for _, f := range t.Files {
		if _, in := reached[f.Dir]; !in || f.Test && f.Dir != dir {
			continue
		}
		for imported := range f.imports() {
			if under(imported, pattern) {
				return true
			}
		}
	}
	return false
}

// Name forbids names of an imported package: functions, types or prefixes ending in "*".
type Name struct {
	Who    []string
	Except []string
	Import string
	Names  []string
	Tests  bool
	Reason string
}

// Names is every barred name with its reason.
var Names = []Name{
	{
		Who: []string{"..."}, Tests: true, Import: "github.com/labstack/echo/v4/middleware",
		Names:  []string{"Proxy*", "BodyDump*", "Decompress*"},
		Reason: "Echo 4.16.0 lets a rejected WebSocket upgrade past route access control with it (CVE-2026-118264, CVE-2026-118260, mended in 4.16.1)",
	},
	{
		Who: []string{"..."}, Tests: true, Import: "github.com/casbin/casbin/v2",
		Names:  []string{"NewCachedEnforcer*", "NewSyncedCachedEnforcer*", "CachedEnforcer", "SyncedCachedEnforcer"},
		Reason: "cached enforcers still allow after a right was revoked; use the plain Enforcer",
	},
	{
		Who: []string{"workflows", "policy/..."}, Import: "time",
		Names:  []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer", "Sleep"},
		Reason: "time is an argument: legal dates come from the business clock alone, and a replay must see the same one",
	},
	{
		Who: []string{"policy/...", "workflows"}, Import: "github.com/shopspring/decimal",
		Names:  []string{"NewFromFloat*"},
		Reason: "scores, weights and money are exact from the text on; a float has already lost the digit",
	},
}

// exact packages hold scores, weights and money, which no float may touch. The language is free:
// there CEL's own double is recognised and refused.
var (
	exact     = []string{"policy/...", "workflows", "activities/store"}
	exactFree = []string{"policy/regulation/language"}
)

// BarredNames finds uses of barred names, floats among exact numbers, and goroutines in procedures.
func BarredNames(t *Tree) []Finding {
	var found []Finding
	for _, f := range t.Files {
		for _, bar := range Names {
			if bar.holds(f) {
				found = append(found, bar.uses(f)...)
			}
		}
		if underAny(f.Dir, exact) && !underAny(f.Dir, exactFree) && !f.Test {
			found = append(found, floats(f)...)
		}
		if f.Dir == "workflows" && !f.Test {
			found = append(found, goroutines(f)...)
		}
	}
	return found
}

func (n Name) holds(f File) bool {
	_, imported := f.imports()[n.Import]
	return imported && (n.Who[0] == "..." || underAny(f.Dir, n.Who)) && !underAny(f.Dir, n.Except) && (n.Tests || !f.Test)
}

func (n Name) uses(f File) []Finding {
	var found []Finding
	local := localName(f, n.Import)
	ast.Inspect(f.Syntax, func(node ast.Node) bool {
		sel, ok := node.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && x.Name == local && matches(sel.Sel.Name, n.Names) {
			found = append(found, Finding{f.at(sel), fmt.Sprintf("%s.%s: barred, because %s", local, sel.Sel.Name, n.Reason)})
		}
		return true
	})
	return found
}

func matches(name string, patterns []string) bool {
	for _, p := range patterns {
		if prefix, open := strings.CutSuffix(p, "*"); name == p || open && strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

func goroutines(f File) []Finding {
	var found []Finding
	ast.Inspect(f.Syntax, func(node ast.Node) bool {
		if g, ok := node.(*ast.GoStmt); ok {
			found = append(found, Finding{f.at(g), "go statement in a procedure: its order differs on replay; use workflow.Go"})
		}
		return true
	})
	return found
}

func floats(f File) []Finding {
	var found []Finding
	ast.Inspect(f.Syntax, func(node ast.Node) bool {
		if id, ok := node.(*ast.Ident); ok && (id.Name == "float64" || id.Name == "float32") {
			found = append(found, Finding{f.at(id), id.Name + ": a float has already lost the digit that decides; use decimal.Decimal (docs/adr/0006)"})
		}
		return true
	})
	return found
}
