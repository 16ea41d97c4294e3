package main

import (
	"github.com/caarlos0/env/v11"

	"jinchu/deploy/local/engine"
	"jinchu/workflows/wire"
)

// options are the same for all commands that need the engine room.
type options struct {
	Home         string `default:".jinchu" help:"Folder for data, logs and the lock."`
	Port         int    `default:"8420" placeholder:"PORT" help:"Loopback port of the API and its pages; 0 takes a free one."`
	TemporalPort int    `placeholder:"PORT" help:"Loopback port of the built-in Temporal; a free one unless given."`
	PagePort     int    `placeholder:"PORT" help:"Loopback port of Temporal's operator page; a free one unless given."`
}

// surroundings are the servers that the environment names; secrets never stand on a command line.
type surroundings struct {
	DatabaseURL string `env:"DATABASE_URL"`
	Temporal    engine.Access
}

func look() (surroundings, error) {
	s, err := env.ParseAs[surroundings]()
	if s.Temporal.Namespace == "" {
		s.Temporal.Namespace = wire.Namespace
	}
	return s, err
}
