package rest

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/fault"
)

// Desk is what the counter stands on. Without a record it offers trial calculation and nothing else.
type Desk struct {
	Record   *store.Store
	Cases    *record.Desk // decides about recruitments; nil: there are none here
	Engine   Engine       // nil: no procedure waits on the clock
	Receipts Receipts     // nil: no applicant is recognised
}

// lines are those in force, as far as this program has met them; without a record those it came with.
func (d Desk) lines() *policy.Policy {
	if d.Record == nil {
		return policy.Program()
	}
	return d.Record.Lines()
}

// Engine is what the counter asks of the procedures.
type Engine interface {
	// Act keeps the command and has it decided; the same key returns its first result.
	Act(ctx context.Context, c store.Command) (store.Result, error)
	// Advance moves the clock of a rehearsal and returns when every procedure with a deadline at or
	// before that time has recorded its reaction.
	Advance(ctx context.Context, to time.Time) error
}

// Receipts recognise applicants, who have no account.
type Receipts interface {
	// Bearer tells whether the code is the one given out with the application.
	Bearer(ctx context.Context, application, code string) bool
}

// counter is the desk with what it remembers between requests.
type counter struct {
	Desk
	version  string
	attempts *attempts
}

func newCounter(desk Desk, version string) *counter {
	return &counter{Desk: desk, version: version, attempts: newAttempts(time.Now)}
}

// registerGround opens everything that is not about one cycle.
func (c *counter) registerGround(api huma.API) {
	if c.Record == nil {
		return
	}
	c.registerSessions(api)
	c.registerRealm(api)
	c.registerPeople(api)
	c.registerAssignments(api)
	c.registerUnits(api)
	c.registerHolders(api)
	c.registerRegulations(api)
	c.registerLibrary(api)
	c.registerInbox(api)
	c.registerReconciliations(api)
	c.registerCalendar(api)
	c.registerProofs(api)
	if c.Cases != nil && c.Engine != nil {
		c.registerCycles(api)
		c.registerApplications(api)
		c.registerScores(api)
		c.registerResults(api)
		c.registerWhy(api)
		c.registerDossiers(api)
		c.registerRetention(api)
		c.registerPolicies(api)
		c.registerServices(api)
		c.registerEntries(api)
		c.registerUploads(api)
	}
}

// operation describes a route; who must sign in is said by the security it names.
func operation(method, path, id, tag, summary string) huma.Operation {
	return huma.Operation{OperationID: id, Method: method, Path: path, Tags: []string{tag}, Summary: summary,
		Security: []map[string][]string{{bearer: {}}},
		Errors:   []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusConflict}}
}

// answering sets the status of a request that is done.
func answering(op huma.Operation, status int) huma.Operation {
	op.DefaultStatus = status
	return op
}

// Keyed is the header of a request that changes something.
type Keyed struct {
	Key string `header:"Idempotency-Key" maxLength:"200" doc:"同一个键、同一份内容只办一次 · the same key with the same content is done once"`
}

// Page is the part of a list a caller asks for.
type Page struct {
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"50"`
	After string `query:"after" maxLength:"200" doc:"next of the page before"`
}

// List is one page of a list.
type List[T any] struct {
	Body struct {
		Items []T    `json:"items"`
		Next  string `json:"next" doc:"cursor of the next page; empty at the end"`
	}
}

// page cuts the one row too many that was asked for, and makes the cursor out of the last row shown.
func page[T any](rows []T, limit int, cursor func(T) string) *List[T] {
	l := &List[T]{}
	if len(rows) > limit {
		rows = rows[:limit]
		l.Body.Next = cursor(rows[limit-1])
	}
	l.Body.Items = append([]T{}, rows...)
	return l
}

// once does a deed of a person who is signed in, with its answer kept under the key.
func once[T any](ctx context.Context, c *counter, key, operation string, content any, do func(store.Tx, Caller) (T, error)) (T, error) {
	var answer T
	who, err := signedIn(ctx)
	if err != nil {
		return answer, err
	}
	body, is := content.([]byte)
	if !is {
		if body, err = json.Marshal(content); err != nil {
			return answer, fault.New("internal").Because(err)
		}
	}
	kept, err := c.Record.Once(ctx, store.Repeatable{Actor: who.Person, Key: key, Content: append([]byte(operation+"\n"), body...)},
		func(t store.Tx) (any, error) { return do(t, who) })
	if err != nil {
		return answer, err
	}
	return answer, json.Unmarshal(kept, &answer)
}

// onceChanging is once for a deed that changes what decisions rest on: it waits for those under way, and those
// that begin meanwhile wait for it.
func onceChanging[T any](ctx context.Context, c *counter, key, operation string, content any, do func(store.Tx, Caller) (T, error)) (T, error) {
	return once(ctx, c, key, operation, content, func(t store.Tx, who Caller) (answer T, err error) {
		if err := t.LockRights(ctx); err != nil {
			return answer, err
		}
		return do(t, who)
	})
}
