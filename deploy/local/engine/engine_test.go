package engine_test

import (
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"jinchu/activities/store/cluster"
	"jinchu/deploy/local/engine"
	"jinchu/policy/fault"
)

// waiting is a procedure that waits for a person, as ours do.
func waiting(ctx workflow.Context) (string, error) {
	var word string
	workflow.GetSignalChannel(ctx, "said").Receive(ctx, &word)
	return word, nil
}

func begin(t *testing.T, c engine.Config) *engine.Engine {
	t.Helper()
	e, err := engine.Start(context.Background(), c)
	require.NoError(t, err)
	t.Cleanup(func() { _ = e.Stop() })
	return e
}

func dial(t *testing.T, a engine.Access) client.Client {
	t.Helper()
	options, err := a.Options()
	require.NoError(t, err)
	c, err := client.Dial(options)
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return c
}

func work(t *testing.T, c client.Client) worker.Worker {
	t.Helper()
	w := worker.New(c, "test", worker.Options{})
	w.RegisterWorkflow(waiting)
	require.NoError(t, w.Start())
	return w
}

// databases is a name that no other test uses, on the shared cluster.
func databases(t *testing.T) engine.Config {
	t.Helper()
	c := engine.Config{
		Databases: cluster.SharedForTests(t), Namespace: "jinchu",
		Database: "temporal_" + strconv.FormatInt(time.Now().UnixNano(), 36),
		LogFile:  filepath.Join(t.TempDir(), "log", "engine.log"),
	}
	t.Cleanup(func() { drop(t, c) })
	return c
}

func drop(t *testing.T, c engine.Config) {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), c.Databases.URL(""))
	require.NoError(t, err)
	defer conn.Close(context.Background())
	for _, name := range []string{c.Database, c.Database + "_visibility"} {
		_, err = conn.Exec(context.Background(), `drop database if exists `+name+` with (force)`)
		require.NoError(t, err)
	}
}

func TestProcedureOutlivesItsEngine(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	config := databases(t)
	first := begin(t, config)
	c := dial(t, first.Access())
	w := work(t, c)
	_, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: "person:1", TaskQueue: "test"}, waiting)
	require.NoError(t, err)
	described, err := c.WorkflowService().DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: "jinchu"})
	require.NoError(t, err)
	require.Equal(t, engine.Retention, described.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration())
	checkPage(t, first.Access())
	w.Stop()
	stopping := time.Now()
	require.NoError(t, first.Stop())
	require.NoError(t, first.Stop(), "twice is once")
	require.Less(t, time.Since(stopping), time.Minute)

	starting := time.Now()
	second := begin(t, config)
	t.Logf("stopped and started again in %s", time.Since(starting).Round(time.Millisecond))
	c = dial(t, second.Access())
	w = work(t, c)
	defer w.Stop()
	require.NoError(t, c.SignalWorkflow(ctx, "person:1", "", "said", "yes"))
	var word string
	require.NoError(t, c.GetWorkflow(ctx, "person:1", "").Get(ctx, &word))
	require.Equal(t, "yes", word)
	require.NoError(t, engine.Reach(ctx, second.Access()))
	elsewhere := second.Access()
	elsewhere.Namespace = "not-made"
	require.Equal(t, "local.engine.namespace", fault.CodeOf(engine.Reach(ctx, elsewhere)))
}

// checkPage sees the operator page show the settings, and refuse to act.
func checkPage(t *testing.T, a engine.Access) {
	t.Helper()
	page, err := engine.OpenPage(context.Background(), a, 0)
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(page.URL(), "http://127.0.0.1:"), page.URL())
	r, err := http.Get(page.URL() + "/api/v1/namespaces/jinchu")
	require.NoError(t, err)
	require.NoError(t, r.Body.Close())
	require.Equal(t, http.StatusOK, r.StatusCode)
	r, err = http.Post(page.URL()+"/api/v1/namespaces/jinchu/workflows/person:1/terminate", "application/json", strings.NewReader("{}"))
	require.NoError(t, err)
	require.NoError(t, r.Body.Close())
	require.GreaterOrEqual(t, r.StatusCode, 400)
	page.Stop()
	_, err = http.Get(page.URL())
	require.Error(t, err)
}

func TestPortTakenIsSaidBeforeAnythingStarts(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	_, err = engine.Start(context.Background(), engine.Config{
		Port: l.Addr().(*net.TCPAddr).Port, LogFile: filepath.Join(t.TempDir(), "engine.log"),
	})
	require.Equal(t, "local.port", fault.CodeOf(err))
	_, err = engine.OpenPage(context.Background(), engine.Access{}, l.Addr().(*net.TCPAddr).Port)
	require.Equal(t, "local.port", fault.CodeOf(err))
}

func TestTemporalElsewhere(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp4", "127.0.0.1:0") // takes the call and never answers
	require.NoError(t, err)
	t.Cleanup(func() { _ = silent.Close() })
	none := filepath.Join(t.TempDir(), "none.pem")
	empty := filepath.Join(t.TempDir(), "empty.pem")
	require.NoError(t, os.WriteFile(empty, []byte("nothing"), 0o600))
	cases := []struct {
		name   string
		access engine.Access
		code   string
	}{
		{"nobody listens", engine.Access{Address: "127.0.0.1:1"}, "local.engine.unreachable"},
		{"listens and is silent", engine.Access{Address: silent.Addr().String()}, "local.engine.unreachable"},
		{"no key file", engine.Access{CertFile: none, KeyFile: none}, "local.engine.certificate"},
		{"no authority file", engine.Access{CAFile: none}, "local.engine.certificate"},
		{"authority file without certificate", engine.Access{CAFile: empty}, "local.engine.certificate"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			err := engine.Reach(context.Background(), c.access)
			require.Equal(t, c.code, fault.CodeOf(err))
			require.Less(t, time.Since(began), time.Minute)
		})
	}
}

// Engines that start in the same moment, in one process or in many, do not take each other's ports.
func TestEnginesStartInTheSameMoment(t *testing.T) {
	t.Parallel()
	cluster.SharedForTests(t)
	configs := []engine.Config{databases(t), databases(t)}
	configs[0].Database += "_a"
	configs[1].Database += "_b"
	addresses := make(chan string, len(configs))
	for _, c := range configs {
		go func() {
			e, err := engine.Start(context.Background(), c)
			if err != nil {
				addresses <- err.Error()
				return
			}
			addresses <- e.Access().Address
			_ = e.Stop()
		}()
	}
	one, two := <-addresses, <-addresses
	require.NotEqual(t, one, two)
	require.Contains(t, one, "127.0.0.1:2")
	require.Contains(t, two, "127.0.0.1:2")
}
