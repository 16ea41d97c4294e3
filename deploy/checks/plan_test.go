package checks_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/deploy/checks"
)

func TestPlanGoesDown(t *testing.T) {
	t.Parallel()
	require.Empty(t, lines(checks.PlanFaults(checks.Plan)))
}

func TestPlanFaultsBite(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rooms []checks.Room
		says  string
	}{
		"allowed upwards": {[]checks.Room{{Package: "low", May: []string{"high"}}, {Package: "high"}}, "low: is allowed high"},
		"allowed itself":  {[]checks.Room{{Package: "low", May: []string{"low"}}}, "low: is allowed low"},
		"stands twice":    {[]checks.Room{{Package: "low"}, {Package: "low"}}, "low: stands twice"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := checks.PlanFaults([]checks.Floor{{Name: "f", Rooms: c.rooms}})
			require.Len(t, found, 1)
			require.True(t, strings.HasPrefix(found[0].String(), c.says), found[0])
		})
	}
}

// Four linking packages are two too many: the server is linked through the launcher as well.
func TestEngineLinksBite(t *testing.T) {
	t.Parallel()
	files := sound(map[string]string{
		"deploy/local/engine/x.go":      code("engine", "", "go.temporal.io/server/temporal"),
		"deploy/local/engine/x_test.go": test("engine", ""),
		"deploy/local/x.go":             code("main", "", "jinchu/deploy/local/engine"),
		"deploy/local/x_test.go":        test("main", ""),
		"deploy/bench/x.go":             code("bench", "", "jinchu/deploy/local/engine"),
	})
	require.Empty(t, checks.EngineLinks(built(t, files)))
	files["deploy/bench/x_test.go"] = test("bench", "")
	found := checks.EngineLinks(built(t, files))
	require.Len(t, found, 1)
	require.Equal(t, "deploy/bench, deploy/local, deploy/local/engine", found[0].Place)
	require.Contains(t, found[0].Says, "at most 2 may")
}

func TestExceptionsOfSize(t *testing.T) {
	t.Parallel()
	tree := built(t, sound(map[string]string{"policy/org/x.go": code("org", strings.Repeat("\n", 420))}))
	for name, c := range map[string]struct {
		exceptions map[string]checks.Exception
		findings   int
	}{
		"none":                   {nil, 1},
		"with its reason":        {map[string]checks.Exception{"policy/org/x.go": {Lines: 450, Reason: "one table"}}, 0},
		"without a reason":       {map[string]checks.Exception{"policy/org/x.go": {Lines: 450}}, 2},
		"too small":              {map[string]checks.Exception{"policy/org/x.go": {Lines: 410, Reason: "one table"}}, 1},
		"one that nothing needs": {map[string]checks.Exception{"policy/org/x.go": {Lines: 450, Reason: "one table"}, "gone.go": {Lines: 500, Reason: "was long"}}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Len(t, checks.SizesWith(tree, c.exceptions), c.findings)
		})
	}
}
