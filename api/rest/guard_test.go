package rest_test

import (
	"net/http"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/stretchr/testify/require"

	"jinchu/api/rest"
	"jinchu/policy"
)

func TestAnOperationThatDoesNotSayWhoMayDoesNotStart(t *testing.T) {
	t.Parallel()
	p, err := policy.New(policy.Lines())
	require.NoError(t, err)
	with := func(op huma.Operation) *huma.OpenAPI {
		return &huma.OpenAPI{Paths: map[string]*huma.PathItem{"/x": {Patch: &op}}}
	}
	bare := huma.Operation{OperationID: "leak", Method: http.MethodPatch}
	require.PanicsWithValue(t, "operation leak does not say who may", func() { rest.MustBeGuarded(with(bare), p) })
	require.PanicsWithValue(t, "operation leak needs cycle [reed], of which the policy says nothing",
		func() { rest.MustBeGuarded(with(rest.Needs(bare, "cycle", "reed")), p) })
	rest.MustBeGuarded(with(rest.Needs(bare, "cycle", "read")), p)
	rest.MustBeGuarded(with(rest.Open(bare)), p)
}
