package engine

import (
	"context"
	"errors"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/types/known/durationpb"

	"jinchu/policy/fault"
	"jinchu/workflows/wire"
)

// answerWithin is how long a Temporal elsewhere may take to answer at the start.
const answerWithin = 10 * time.Second

// Access is how to reach a Temporal.
type Access = wire.Access

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

// settle registers the namespace and waits until procedures can be started in it.
func settle(ctx context.Context, a Access) error {
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
