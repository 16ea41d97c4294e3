// Package server knows how the counter is put together: the router, what guards every request, and
// how it starts and stops. It is the only wiring of the counter; production, the launcher and the
// tests share it. It may not know rules or procedures.
package server

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"jinchu/api/rest"
	"jinchu/api/web"
	"jinchu/policy/fault"
)

// Limits of one connection. A slow phone on a bad network sends its 5 MB within the read time.
const (
	headTime  = 10 * time.Second
	readTime  = 2 * time.Minute
	writeTime = 2 * time.Minute
	idleTime  = 2 * time.Minute
	drainTime = 10 * time.Second // requests in flight get this long when the program stops
)

// Server is the counter, listening.
type Server struct {
	http     *http.Server
	listener net.Listener
	failed   chan error
}

// Config says where the counter listens and what it stands on.
type Config struct {
	Address string // host:port, port 0 for any
	Version string // of the program
	Desk    rest.Desk
}

// Start listens and serves until Stop.
func Start(ctx context.Context, c Config) (*Server, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Address)
	if err != nil {
		return nil, fault.New("local.port", "address", c.Address).Because(err)
	}
	s := &Server{listener: listener, failed: make(chan error, 1), http: &http.Server{
		Handler:           Handler(c),
		ReadHeaderTimeout: headTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
	}}
	go func() {
		if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.failed <- err
		}
	}()
	return s, nil
}

// Address is where the counter listens, host:port.
func (s *Server) Address() string { return s.listener.Addr().String() }

// Failed tells of a counter that stopped by itself.
func (s *Server) Failed() <-chan error { return s.failed }

// Stop lets requests in flight finish, ten seconds at most.
func (s *Server) Stop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, drainTime)
	defer cancel()
	if err := s.http.Shutdown(ctx); err != nil {
		return fmt.Errorf("stop counter: %w", err)
	}
	return nil
}

// Handler is the whole counter without a listener.
func Handler(c Config) http.Handler { return named(c.Desk.Record, guard(routerOf(c))) }

// routerOf is what the counter answers to.
func routerOf(c Config) *echo.Echo {
	router := echo.New()
	router.HideBanner, router.HidePort = true, true
	router.HTTPErrorHandler = rest.NotFound
	rest.New(router, c.Version, c.Desk)
	if c.Desk.Record != nil {
		web.New(router, c.Desk.Record)
	}
	return router
}
