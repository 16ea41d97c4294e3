package server

import (
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"jinchu/activities/store"
	"jinchu/api/rest"
)

// bodyLimit is the largest request: two of a county's longest lists, 16 MiB each, written as base64 in JSON.
const bodyLimit = 48 << 20

// guard puts what every request passes around the router: nothing crosses from another site, nothing
// is larger than the limit, a panic ends one request, and each request leaves one line without personal data.
func guard(next http.Handler) http.Handler {
	return observe(protect(http.NewCrossOriginProtection().Handler(limit(next))))
}

// protect sets the headers a browser needs to keep the pages to themselves.
func protect(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// named says on every answer whether this is a rehearsal. Before the first start is over nobody knows.
func named(record *store.Store, next http.Handler) http.Handler {
	if record == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if realm, err := record.Realm(r.Context()); err == nil {
			w.Header().Set(rest.RealmHeader, realm.Kind)
		}
		next.ServeHTTP(w, r)
	})
}

func limit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, bodyLimit)
		next.ServeHTTP(w, r)
	})
}

// observe logs method, status and duration; the path is left out, since it can name a case.
func observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := &recorder{ResponseWriter: w, status: http.StatusOK}
		begun := time.Now()
		defer func() {
			if cause := recover(); cause != nil {
				slog.ErrorContext(r.Context(), "request panicked", "cause", cause, "stack", string(debug.Stack()))
				http.Error(seen, `{"code":"internal"}`, http.StatusInternalServerError)
			}
			slog.InfoContext(r.Context(), "request", "method", r.Method, "status", seen.status, "ms", time.Since(begun).Milliseconds())
		}()
		next.ServeHTTP(seen, r)
	})
}

// recorder remembers the status for the log.
type recorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader remembers and passes on.
func (r *recorder) WriteHeader(status int) { r.status = status; r.ResponseWriter.WriteHeader(status) }

// Unwrap lets http.ResponseController reach the real writer.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
