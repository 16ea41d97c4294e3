package steps_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/deploy/local/steps"
	"jinchu/policy/fault"
)

// journal writes down what was started and stopped.
type journal struct{ lines []string }

func (j *journal) step(name string, startErr, stopErr error) steps.Step {
	return steps.Step{Zh: "步骤" + name, En: "step " + name, Start: func(context.Context) (steps.Started, error) {
		if startErr != nil {
			return steps.Started{}, startErr
		}
		j.lines = append(j.lines, "+"+name)
		return steps.Started{Note: "at " + name, Stop: func(context.Context) error {
			j.lines = append(j.lines, "-"+name)
			return stopErr
		}}, nil
	}}
}

func TestStopsInReverseOrderAndOnce(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	j, s := &journal{}, steps.New(&out, fault.English)
	require.NoError(t, s.Climb(context.Background(), j.step("a", nil, nil), j.step("b", nil, nil)))
	require.NoError(t, s.Descend(context.Background()))
	require.NoError(t, s.Descend(context.Background()))
	require.Equal(t, []string{"+a", "+b", "-b", "-a"}, j.lines)
	require.Regexp(t, `✓ step a +0\.\d\d s   at a\n`, out.String())
}

func TestNothingIsLeftHalfStarted(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	j, s := &journal{}, steps.New(&bytes.Buffer{}, fault.Chinese)
	err := s.Climb(context.Background(), j.step("a", nil, nil), j.step("b", broken, nil), j.step("c", nil, nil))
	require.ErrorIs(t, err, broken)
	require.Equal(t, []string{"+a", "-a"}, j.lines)
}

func TestOneThatWillNotStopDoesNotKeepTheOthers(t *testing.T) {
	t.Parallel()
	stuck := errors.New("stuck")
	j, s := &journal{}, steps.New(&bytes.Buffer{}, fault.English)
	require.NoError(t, s.Climb(context.Background(), j.step("a", nil, nil), j.step("b", nil, stuck)))
	require.ErrorIs(t, s.Descend(context.Background()), stuck)
	require.Equal(t, []string{"+a", "+b", "-b", "-a"}, j.lines)
}

func TestCancelledBetweenTwoSteps(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	j, s := &journal{}, steps.New(&bytes.Buffer{}, fault.English)
	last := j.step("a", nil, nil)
	interrupted := steps.Step{Zh: last.Zh, En: last.En, Start: func(ctx context.Context) (steps.Started, error) {
		defer cancel()
		return last.Start(ctx)
	}}
	require.ErrorIs(t, s.Climb(ctx, interrupted, j.step("b", nil, nil)), context.Canceled)
	require.Equal(t, []string{"+a", "-a"}, j.lines)
}

func TestColumnsStandUnderEachOtherInChinese(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	j, s := &journal{}, steps.New(&out, fault.Chinese)
	require.NoError(t, s.Climb(context.Background(), j.step("一二", nil, nil), j.step("ab", nil, nil)))
	lines := strings.Split(out.String(), "\n")
	wide := func(line string) int { // places on the screen before the time
		before, _, _ := strings.Cut(line, " s ")
		return len([]rune(before)) + strings.Count(before, "步") + strings.Count(before, "骤") +
			strings.Count(before, "一") + strings.Count(before, "二")
	}
	require.Equal(t, wide(lines[0]), wide(lines[1]))
}

func TestHomeIsHeldByOneLauncher(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "deep", ".jinchu")
	first, err := steps.Enter(folder)
	require.NoError(t, err)
	_, err = steps.Enter(folder)
	require.Equal(t, "local.running", fault.CodeOf(err))
	require.Contains(t, err.Error(), strconv.Itoa(os.Getpid()))
	first.Leave()
	second, err := steps.Enter(folder)
	require.NoError(t, err)
	second.Leave()
}

func TestHomePublishesWhatRuns(t *testing.T) {
	t.Parallel()
	home, err := steps.Enter(t.TempDir())
	require.NoError(t, err)
	require.NoError(t, home.Publish(map[string]string{"page": "http://127.0.0.1:1"}))
	text, err := os.ReadFile(home.File("running.json"))
	require.NoError(t, err)
	var back map[string]string
	require.NoError(t, json.Unmarshal(text, &back))
	require.Equal(t, "http://127.0.0.1:1", back["page"])
	info, err := os.Stat(home.File("running.json"))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	home.Leave()
	require.NoFileExists(t, home.File("running.json"))
}

func TestHomeThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := steps.Enter(filepath.Join(file, ".jinchu"))
	require.Equal(t, "local.folder", fault.CodeOf(err))
}
