package rest

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/fault"
)

// bearer names the way of signing in, in the description.
const bearer = "bearer"

// Caller is who asks: a member of staff with the roles of the business date, an applicant who bears the
// code of their application, or nobody in particular.
type Caller struct {
	Person      string
	Name        string
	Assignments []policy.Assignment
	Application string
}

type callerKey struct{}

// callerOf is who asks; nobody in particular is the zero value.
func callerOf(ctx context.Context) Caller {
	who, _ := ctx.Value(callerKey{}).(Caller)
	return who
}

// signedIn is the member of staff who asks. Fault: store.session.
func signedIn(ctx context.Context) (Caller, error) {
	who := callerOf(ctx)
	if who.Person == "" {
		return Caller{}, fault.New("store.session")
	}
	return who, nil
}

// withoutCaller are operations that take no notice of a token, so that a session which is over does not
// keep anybody from signing in again.
var withoutCaller = []string{"begin-session", "set-up", "end-session"}

// recognise finds out who asks. A token that is given and is not good ends the request: nobody is taken
// for a stranger by mistake.
func (c *counter) recognise(api huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		token, given := strings.CutPrefix(ctx.Header("Authorization"), "Bearer ")
		if !given || c.Record == nil || slices.Contains(withoutCaller, ctx.Operation().OperationID) {
			next(ctx)
			return
		}
		who, err := c.bearer(ctx.Context(), token)
		if err != nil {
			refuse(api, ctx, err)
			return
		}
		next(huma.WithValue(ctx, callerKey{}, who))
	}
}

// refuse answers in place of a handler.
func refuse(api huma.API, ctx huma.Context, err error) {
	p := problem(ctx.Context(), err)
	for name, values := range p.GetHeaders() {
		ctx.SetHeader(name, values[0])
	}
	_ = huma.WriteErr(api, ctx, p.Status, p.Title, p) // what cannot be delivered has nobody to be told to
}

// bearer reads a token: 64 hexadecimal digits of a session, or <application>.<code>.
func (c *counter) bearer(ctx context.Context, token string) (Caller, error) {
	if application, code, applicant := strings.Cut(token, "."); applicant {
		return c.applicant(ctx, application, code)
	}
	var who Caller
	err := c.Record.Read(ctx, func(t store.Tx) error {
		p, err := t.SessionOf(ctx, token, time.Now())
		if err != nil {
			return err
		}
		who = Caller{Person: p.ID, Name: p.Name}
		who.Assignments, err = t.Holds(ctx, p.ID)
		return err
	})
	return who, err
}

// applicant recognises the bearer of a code. Tries are counted before the code is looked at, and forgotten
// after a good one, so that a code cannot be found by trying.
func (c *counter) applicant(ctx context.Context, application, code string) (Caller, error) {
	if c.Receipts == nil {
		return Caller{}, fault.New("store.session")
	}
	if err := c.attempts.takeName("application " + application); err != nil {
		return Caller{}, err
	}
	if !c.Receipts.Bearer(ctx, application, code) {
		return Caller{}, fault.New("store.session")
	}
	c.attempts.forget("application " + application)
	return Caller{Application: application}, nil
}

// may asks whether the caller may do an act on a kind of object in a unit, beside what the answer is
// needed for. Faults: store.session, forbidden.
func (c *counter) may(ctx context.Context, t store.Tx, kind, act, unit string) (policy.Decision, error) {
	who, err := signedIn(ctx)
	if err != nil {
		return policy.Decision{}, err
	}
	held, err := t.Holds(ctx, who.Person)
	if err != nil {
		return policy.Decision{}, err
	}
	return t.Permit(ctx, policy.Request{Assignments: held, Unit: unit, Kind: kind, Act: act})
}

// mayInCounty asks before work is done for a request that concerns the whole county.
func (c *counter) mayInCounty(ctx context.Context, kind, act string) error {
	return c.Record.Read(ctx, func(t store.Tx) error {
		_, err := c.may(ctx, t, kind, act, t.Here().County)
		return err
	})
}
