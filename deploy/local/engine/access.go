package engine

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"os"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
	"google.golang.org/protobuf/types/known/durationpb"

	"jinchu/policy/fault"
)

// answerWithin is how long a Temporal elsewhere may take to answer at the start.
const answerWithin = 10 * time.Second

// Access is how to reach a Temporal, our own or another's. The variables are those that
// Temporal's own tools read.
type Access struct {
	Address    string `json:"address" env:"TEMPORAL_ADDRESS"`     // host:port
	Namespace  string `json:"namespace" env:"TEMPORAL_NAMESPACE"` // default "jinchu"
	CertFile   string `json:"certFile,omitempty" env:"TEMPORAL_TLS_CLIENT_CERT_PATH"`
	KeyFile    string `json:"keyFile,omitempty" env:"TEMPORAL_TLS_CLIENT_KEY_PATH"`
	CAFile     string `json:"caFile,omitempty" env:"TEMPORAL_TLS_SERVER_CA_CERT_PATH"`
	ServerName string `json:"serverName,omitempty" env:"TEMPORAL_TLS_SERVER_NAME"`
	TLS        bool   `json:"tls,omitempty" env:"TEMPORAL_TLS"`
	APIKey     string `json:"-" env:"TEMPORAL_API_KEY"` // implies TLS; never printed
}

// Reach checks that a Temporal elsewhere answers within ten seconds and has the namespace,
// which is its administrator's to make.
//
// Faults: local.engine.unreachable, .namespace, .certificate.
func Reach(ctx context.Context, a Access) error {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	options, err := a.Options()
	if err != nil {
		return err
	}
	var c client.Client
	err = patiently(ctx, func() (err error) { c, err = client.DialContext(ctx, options); return err })
	if err != nil {
		return fault.New("local.engine.unreachable", "address", a.Address).Because(err)
	}
	defer c.Close()
	_, err = c.WorkflowService().DescribeNamespace(ctx,
		&workflowservice.DescribeNamespaceRequest{Namespace: a.Namespace})
	var missing *serviceerror.NamespaceNotFound
	if errors.As(err, &missing) {
		return fault.New("local.engine.namespace", "namespace", a.Namespace, "address", a.Address).Because(err)
	}
	if err != nil {
		return fault.New("local.engine.unreachable", "address", a.Address).Because(err)
	}
	return nil
}

// Options are the SDK's options for this access, without a word to the screen.
// Fault: local.engine.certificate.
func (a Access) Options() (client.Options, error) {
	o := client.Options{HostPort: a.Address, Namespace: a.Namespace, Logger: sdklog.NewStructuredLogger(nothing)}
	if a.APIKey != "" {
		o.Credentials = client.NewAPIKeyStaticCredentials(a.APIKey)
	}
	if !a.secure() {
		return o, nil
	}
	t, err := a.tls()
	if err != nil {
		return o, fault.New("local.engine.certificate").Because(err)
	}
	o.ConnectionOptions.TLS = t
	return o, nil
}

func (a Access) secure() bool {
	return a.TLS || a.APIKey != "" || a.CertFile != "" || a.CAFile != ""
}

func (a Access) tls() (*tls.Config, error) {
	t := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: a.ServerName}
	if a.CertFile != "" || a.KeyFile != "" {
		pair, err := tls.LoadX509KeyPair(a.CertFile, a.KeyFile)
		if err != nil {
			return nil, err
		}
		t.Certificates = []tls.Certificate{pair}
	}
	if a.CAFile != "" {
		text, err := os.ReadFile(a.CAFile)
		if err != nil {
			return nil, err
		}
		t.RootCAs = x509.NewCertPool()
		if !t.RootCAs.AppendCertsFromPEM(text) {
			return nil, errors.New("no certificate in " + a.CAFile)
		}
	}
	return t, nil
}

// settle registers the namespace and waits until procedures can be started in it.
func (a Access) settle(ctx context.Context) error {
	options, err := a.Options()
	if err != nil {
		return err
	}
	c, err := client.NewLazyClient(options)
	if err != nil {
		return err
	}
	defer c.Close()
	return patiently(ctx, func() error {
		if err := register(ctx, c, a.Namespace); err != nil {
			return err
		}
		return usable(ctx, c)
	})
}

func register(ctx context.Context, c client.Client, namespace string) error {
	_, err := c.WorkflowService().RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace:                        namespace,
		WorkflowExecutionRetentionPeriod: durationpb.New(Retention),
	})
	var there *serviceerror.NamespaceAlreadyExists
	if errors.As(err, &there) {
		return nil
	}
	return err
}

// usable asks for a procedure that does not exist: to say so, frontend and history must work.
func usable(ctx context.Context, c client.Client) error {
	_, err := c.DescribeWorkflowExecution(ctx, "engine:ready", "")
	var unknown *serviceerror.NotFound
	if errors.As(err, &unknown) {
		return nil
	}
	return err
}

func patiently(ctx context.Context, try func() error) error {
	for {
		err := try()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}
