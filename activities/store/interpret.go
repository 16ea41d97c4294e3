package store

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"jinchu/policy/fault"
)

// SQLSTATE codes told apart here; classes are their first two characters.
const (
	uniqueViolation       = "23505"
	foreignKeyViolation   = "23503"
	insufficientPrivilege = "42501"
	diskFull              = "53100"
	noSuchCharacter       = "22021" // a NUL, or bytes that are no text
	classPromise          = "23"
)

// busyClasses: connection lost, resources, shutdown, deadlock and serialisation, lock not available.
var busyClasses = []string{"08", "53", "57", "40", "55"}

// promises gives constraints a fault of their own.
var promises = map[string]string{
	"application_one_per_person_cycle": "store.application.twice",
	"retention_by_two":                 "retention.same",
	"retention_list_as_proposed":       "retention.changed",
	"retention_expired":                "retention.changed",
	"realm_keeps_kind":                 "store.realm.fixed",
	"realm_stays":                      "store.realm.fixed",
	"realm_one_per_database":           "store.realm.fixed",
	"realm_clock_forward":              "store.clock.back",
	"realm_clock_in_rehearsal":         "store.clock.real",
}

// interpret translates what the driver said into a fault; the only place that knows both.
// Messages of the server quote row values, so they travel as logged cause alone.
func interpret(err error) error {
	var known *fault.Fault
	if err == nil || errors.As(err, &known) {
		return err
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return interpretServer(pg).Because(err)
	}
	var dial *pgconn.ConnectError
	if errors.As(err, &dial) || pgconn.Timeout(err) || pgconn.SafeToRetry(err) ||
		errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fault.New("busy").Because(err)
	}
	return fault.New("internal").Because(err)
}

func interpretServer(pg *pgconn.PgError) *fault.Fault {
	if code, special := promises[pg.ConstraintName]; special {
		return fault.New(code)
	}
	switch pg.Code {
	case uniqueViolation:
		return fault.New("store.duplicate", "promise", pg.ConstraintName)
	case foreignKeyViolation:
		return fault.New("unknown", "what", pg.ConstraintName)
	case diskFull:
		return fault.New("store.disk")
	case noSuchCharacter:
		return fault.New("request.shape", "why", fault.Words{Chinese: "含有不能保存的字符（如 NUL）", English: "a character that cannot be kept, such as NUL"})
	}
	if strings.HasPrefix(pg.Code, classPromise) {
		return fault.New("store.promise", "promise", pg.ConstraintName)
	}
	for _, class := range busyClasses {
		if strings.HasPrefix(pg.Code, class) {
			return fault.New("busy")
		}
	}
	return fault.New("internal")
}

// missing is interpret where no row means that there is no such thing.
func missing(err error, what string) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.New("unknown", "what", what)
	}
	return interpret(err)
}
