package checks_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/deploy/checks"
)

// bite is a violation and what the guard must say about it.
type bite struct {
	name  string
	guard func(*checks.Tree) []checks.Finding
	files map[string]string
	place string
	says  string
}

// code is a file of a package with its comment, some imports and a body.
func code(pkg, body string, imports ...string) string {
	text := "// Package " + pkg + " knows one thing. It may not know another.\npackage " + pkg + "\n\n"
	for _, p := range imports {
		text += "import \"" + p + "\"\n"
	}
	return text + body + "\n"
}

// test is a test file of a package.
func test(pkg, body string, imports ...string) string {
	return strings.SplitN(code(pkg+"_test", body, imports...), "\n", 2)[1]
}

var floorBites = []bite{
	{"a folder at the root", checks.TopLevel, map[string]string{"utils/x.go": code("utils", "")}, "utils", "does not belong at the root"},
	{"a package without a floor", checks.Floors, map[string]string{"policy/common/x.go": code("common", "")}, "policy/common", "has no floor"},
	{"an import upwards", checks.Floors, map[string]string{"policy/org/x.go": code("org", "", "jinchu/activities/store")}, "policy/org/x.go:4", "may not import activities/store"},
	{"siblings", checks.Floors, map[string]string{"activities/store/x.go": code("store", "", "jinchu/activities/notify")}, "activities/store/x.go:4", "may not import activities/notify"},
	{"an adapter that knows its user", checks.Floors, map[string]string{"activities/store/x.go": code("store", "", "jinchu/activities")}, "activities/store/x.go:4", "may not import activities;"},
	{"a test that looks up", checks.Floors, map[string]string{"activities/store/x_test.go": test("store", "", "jinchu/api/server")}, "activities/store/x_test.go:3", "may not import api/server"},
	{"the cluster in production code of the store", checks.Floors, map[string]string{"activities/store/x.go": code("store", "", "jinchu/activities/store/cluster")}, "activities/store/x.go:4", "may not import activities/store/cluster"},
	{"a door that wires", checks.Floors, map[string]string{"api/main.go": code("main", "", "jinchu/activities/store")}, "api/main.go:4", "may not import activities/store"},
}

var barBites = []bite{
	{"workflows to pgx, direct", checks.BarredImports, map[string]string{"workflows/x.go": code("workflows", "", "github.com/jackc/pgx/v5")}, "workflows/x.go:4", "replayed for years"},
	{"workflows to pgx, by way of activities", checks.BarredImports, map[string]string{
		"workflows/x.go":  code("workflows", "", "jinchu/activities"),
		"activities/x.go": code("activities", "", "github.com/jackc/pgx/v5/pgxpool"),
	}, "activities/x.go:4", "workflows → activities imports github.com/jackc/pgx/v5/pgxpool"},
	{"workflows to Echo", checks.BarredImports, map[string]string{"workflows/x.go": code("workflows", "", "github.com/labstack/echo/v4")}, "workflows/x.go:4", "barred"},
	{"workflows to Casbin", checks.BarredImports, map[string]string{
		"workflows/x.go": code("workflows", "", "jinchu/policy"),
		"policy/x.go":    code("policy", "", "github.com/casbin/casbin/v2"),
	}, "policy/x.go:4", "workflows → policy imports"},
	{"workflows to CEL", checks.BarredImports, map[string]string{
		"workflows/x.go":                  code("workflows", "", "jinchu/policy/regulation/language"),
		"policy/regulation/language/x.go": code("language", "", "cel.dev/cel-go/cel"),
	}, "policy/regulation/language/x.go:4", "workflows → policy/regulation/language imports cel.dev/cel-go/cel"},
	{"workflows to the machine", checks.BarredImports, map[string]string{"workflows/x.go": code("workflows", "", "os")}, "workflows/x.go:4", "replays differently"},
	{"workflows draw lots", checks.BarredImports, map[string]string{"workflows/x.go": code("workflows", "", "math/rand/v2")}, "workflows/x.go:4", "replays differently"},
	{"a rule that opens files", checks.BarredImports, map[string]string{"policy/org/x.go": code("org", "", "os")}, "policy/org/x.go:4", "pure function"},
	{"a rule that asks the database", checks.BarredImports, map[string]string{"policy/tenure/x.go": code("tenure", "", "github.com/jackc/pgx/v5")}, "policy/tenure/x.go:4", "pure function"},
	{"a rule that asks the net", checks.BarredImports, map[string]string{"policy/pay/x.go": code("pay", "", "net/http")}, "policy/pay/x.go:4", "pure function"},
	{"the server outside the launcher", checks.BarredImports, map[string]string{"worker/boot/x.go": code("boot", "", "go.temporal.io/server/temporal")}, "worker/boot/x.go:4", "only the launcher"},
	{"the server in a test", checks.BarredImports, map[string]string{"workflows/x_test.go": test("workflows", "", "go.temporal.io/server/temporal")}, "workflows/x_test.go:3", "only the launcher"},
	{"CEL outside the language", checks.BarredImports, map[string]string{"api/rest/x.go": code("rest", "", "cel.dev/cel-go/cel")}, "api/rest/x.go:4", "one package compiles"},
	{"CEL under its old name", checks.BarredImports, map[string]string{"policy/regulation/language/x.go": code("language", "", "github.com/google/cel-go/cel")}, "policy/regulation/language/x.go:4", "the module moved"},
	{"Casbin outside policy", checks.BarredImports, map[string]string{"api/web/x.go": code("web", "", "github.com/casbin/casbin/v2")}, "api/web/x.go:4", "one place"},
	{"a WebSocket", checks.BarredImports, map[string]string{"api/web/x.go": code("web", "", "github.com/gorilla/websocket")}, "api/web/x.go:4", "CVE-2026-118264"},
	{"a second decimal", checks.BarredImports, map[string]string{"policy/pay/x.go": code("pay", "", "github.com/cockroachdb/apd/v3")}, "policy/pay/x.go:4", "one exact number"},
	{"a verifier that asks the database", checks.BarredImports, map[string]string{"deploy/verify/x.go": code("main", "", "github.com/jackc/pgx/v5")}, "deploy/verify/x.go:4", "who verifies a dossier"},
	{"a verifier that reaches Temporal", checks.BarredImports, map[string]string{
		"deploy/verify/x.go":     code("main", "", "jinchu/activities/notify"),
		"activities/notify/x.go": code("notify", "", "go.temporal.io/sdk/client"),
	}, "activities/notify/x.go:4", "deploy/verify → activities/notify"},
	{"a player with inside knowledge", checks.BarredImports, map[string]string{"deploy/rehearsal/x.go": code("rehearsal", "", "jinchu/policy/fault")}, "deploy/rehearsal/x.go:4", "HTTP API alone"},
}

var nameBites = []bite{
	{"Echo's Proxy", checks.BarredNames, map[string]string{"api/server/x.go": code("server", "var x = middleware.Proxy", "github.com/labstack/echo/v4/middleware")}, "api/server/x.go:5", "CVE-2026-118264"},
	{"Echo's BodyDump under another name", checks.BarredNames, map[string]string{"api/server/x.go": strings.Replace(code("server", "var x = m.BodyDumpWithConfig", "github.com/labstack/echo/v4/middleware"), "import ", "import m ", 1)}, "api/server/x.go:5", "CVE-2026-118260"},
	{"Echo's Decompress", checks.BarredNames, map[string]string{"api/server/x.go": code("server", "var x = middleware.Decompress()", "github.com/labstack/echo/v4/middleware")}, "api/server/x.go:5", "CVE"},
	{"a cached enforcer", checks.BarredNames, map[string]string{"policy/x.go": code("policy", "var x = casbin.NewCachedEnforcer", "github.com/casbin/casbin/v2")}, "policy/x.go:5", "revoked"},
	{"a cached and synced enforcer", checks.BarredNames, map[string]string{"policy/x.go": code("policy", "var x *casbin.SyncedCachedEnforcer", "github.com/casbin/casbin/v2")}, "policy/x.go:5", "revoked"},
	{"time.Now in a procedure", checks.BarredNames, map[string]string{"workflows/x.go": code("workflows", "var x = time.Now()", "time")}, "workflows/x.go:5", "time is an argument"},
	{"time.Now in a rule", checks.BarredNames, map[string]string{"policy/calendar/x.go": code("calendar", "var x = time.Now()", "time")}, "policy/calendar/x.go:5", "time is an argument"},
	{"a score out of a float", checks.BarredNames, map[string]string{"policy/recruitment/x.go": code("recruitment", "var x = decimal.NewFromFloat(0.1)", "github.com/shopspring/decimal")}, "policy/recruitment/x.go:5", "lost the digit"},
	{"a float among scores", checks.BarredNames, map[string]string{"policy/recruitment/x.go": code("recruitment", "type x struct { score float64 }")}, "policy/recruitment/x.go:4", "use decimal.Decimal"},
	{"a goroutine in a procedure", checks.BarredNames, map[string]string{"workflows/x.go": code("workflows", "func x() { go x() }")}, "workflows/x.go:4", "workflow.Go"},
}

var habitBites = []bite{
	{"no package comment", checks.PackageComments, map[string]string{"policy/org/x.go": "package org\n"}, "policy/org", "has no package comment"},
	{"two package comments", checks.PackageComments, map[string]string{"policy/org/x.go": code("org", ""), "policy/org/y.go": code("org", "")}, "policy/org/y.go", "second package comment"},
	{"a comment that begins otherwise", checks.PackageComments, map[string]string{"policy/org/x.go": "// All about areas. It may not know SQL.\npackage org\n"}, "policy/org/x.go", `must begin with "Package org"`},
	{"a comment without the limit", checks.PackageComments, map[string]string{"policy/org/x.go": "// Package org knows areas.\npackage org\n"}, "policy/org/x.go", "may not know"},
	{"a long file", checks.Sizes, map[string]string{"policy/org/x.go": code("org", strings.Repeat("\n", 400))}, "policy/org/x.go", "the ceiling is 400"},
	{"a long function", checks.Sizes, map[string]string{"policy/org/x.go": code("org", "func x() {"+strings.Repeat("\n", 60)+"}")}, "policy/org/x.go:4", "policy/org/x.go#x has 61 lines, the ceiling is 60"},
	{"a long test without a table", checks.Sizes, map[string]string{"policy/org/x_test.go": test("org", "func x() {"+strings.Repeat("\n", 60)+"}")}, "policy/org/x_test.go:3", "policy/org/x_test.go#x has 61 lines"},
	{"a long workflow", checks.Sizes, map[string]string{"workflows/x.go": code("workflows", strings.Repeat("\n", 350))}, "workflows/x.go", "the ceiling is 350"},
	{"a door with logic", checks.Sizes, map[string]string{"api/main.go": code("main", strings.Repeat("\n", 30))}, "api/main.go", "the ceiling is 30"},
	{"a long template", checks.Sizes, map[string]string{"api/web/templates/x.html": strings.Repeat("\n", 151)}, "api/web/templates/x.html", "the ceiling is 150"},
	{"a long README", checks.Sizes, map[string]string{"api/README.md": strings.Repeat("\n", 251)}, "api/README.md", "the ceiling is 250"},
	{"a long front page", checks.Sizes, map[string]string{"README.md": strings.Repeat("\n", 201)}, "README.md", "the ceiling is 200"},
	{"a replace", checks.Modules, map[string]string{"go.mod": "module jinchu\nreplace a => ../a\n"}, "go.mod:2", "published version"},
	{"a replace block", checks.Modules, map[string]string{"go.mod": "module jinchu\nreplace (\n\ta => ../a\n)\n"}, "go.mod:2", "published version"},
	{"another Echo", checks.Modules, map[string]string{"go.mod": "require github.com/labstack/echo/v4 v4.15.0\n"}, "go.mod:1", "must be exactly v4.16.0"},
	{"a later OpenTelemetry", checks.Modules, map[string]string{"go.mod": "require (\n\tgo.opentelemetry.io/otel/sdk v1.47.0 // indirect\n)\n"}, "go.mod:2", "no longer compiles"},
	{"a later OpenTelemetry log", checks.Modules, map[string]string{"go.mod": "require (\n\tgo.opentelemetry.io/otel/log v1.47.0\n)\n"}, "go.mod:2", "no longer compiles"},
	{"a skipped test", checks.TestHabits, map[string]string{"policy/org/x_test.go": test("org", "func TestX(t *testing.T) { t.Parallel(); t.Skip(1) }", "testing")}, "policy/org/x_test.go:4", "never skipped"},
	{"a skipped test, now", checks.TestHabits, map[string]string{"policy/org/x_test.go": test("org", "func TestX(u *testing.T) { u.Parallel(); u.SkipNow() }", "testing")}, "policy/org/x_test.go:4", "never skipped"},
	{"a sleeping test", checks.TestHabits, map[string]string{"policy/org/x_test.go": test("org", "func TestX() { time.Sleep(1) }", "time")}, "policy/org/x_test.go:4", "never sleeps"},
	{"a test in line", checks.TestHabits, map[string]string{"policy/org/x_test.go": test("org", "func TestX(t *testing.T) { t.Log() }", "testing")}, "policy/org/x_test.go:4", "does not begin with t.Parallel()"},
	{"a test from inside", checks.TestHabits, map[string]string{"policy/org/x_test.go": "package org\n"}, "policy/org/x_test.go", "package org_test"},
	{"a dead link", checks.Links, map[string]string{"docs/x.md": "[gone](../gone.md#a)"}, "docs/x.md", "../gone.md, which is not there"},
}

// Every guard is shown a violation and says where it is and what to do.
func TestGuardsBite(t *testing.T) {
	t.Parallel()
	for _, group := range [][]bite{floorBites, barBites, nameBites, habitBites} {
		for _, b := range group {
			t.Run(b.name, func(t *testing.T) {
				t.Parallel()
				found := b.guard(built(t, sound(b.files)))
				require.Len(t, found, 1, lines(found))
				require.Equal(t, b.place, found[0].Place)
				require.Contains(t, found[0].Says, b.says)
			})
		}
	}
}

// What the bars leave free stays free.
func TestGuardsLetPass(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]map[string]string{
		"the cluster in tests of the store":   {"activities/store/y.go": code("store", ""), "activities/store/x_test.go": test("store", "", "jinchu/activities/store/cluster", "os")},
		"CEL in the language":                 {"policy/regulation/language/x.go": code("language", "", "cel.dev/cel-go/cel")},
		"files in a test of a rule":           {"policy/org/y.go": code("org", ""), "policy/org/x_test.go": test("org", "", "os")},
		"another package called time":         {"workflows/x.go": code("workflows", "var x = time.Now()", "example.org/time")},
		"a decoder that skips":                {"policy/org/y.go": code("org", ""), "policy/org/x_test.go": test("org", "func TestX() { decoder.Skip() }")},
		"the server in the launcher":          {"deploy/local/engine/x.go": code("engine", "", "go.temporal.io/server/temporal")},
		"a test in line with its reason":      {"README.md": "", "policy/fault/x_test.go": test("fault", "// Serial: sets the environment.\nfunc TestX(t *testing.T) { t.Setenv() }\n\nfunc TestMain(m *testing.M) {}", "testing")},
		"a command with its name":             {"worker/main.go": "// Command worker knows how to start. It may not know rules.\npackage main\n"},
		"a test with a long table":            {"policy/org/y.go": code("org", ""), "policy/org/x_test.go": test("org", "func x() {\n\ty := []int{"+strings.Repeat("\n", 80)+"}\n}")},
		"a link with a place, and an outside": {"docs/x.md": "[up](../README.md#top) [out](https://example.org/x)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, guard := range checks.Guards() {
				require.Empty(t, lines(guard.Find(built(t, sound(files)))), guard.Name)
			}
		})
	}
}
