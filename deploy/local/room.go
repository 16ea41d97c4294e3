package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"

	"jinchu/activities/store"
	"jinchu/activities/store/cluster"
	"jinchu/deploy/local/engine"
	"jinchu/deploy/local/founding"
	"jinchu/deploy/local/steps"
	"jinchu/policy/fault"
)

// room is the engine room: what the product stands on. Its fields are filled by its steps.
type room struct {
	options  options
	around   surroundings
	home     *steps.Home
	stairs   *steps.Stairs
	postgres *cluster.Cluster
	record   *store.Store
	keys     *store.Keyring
	founded  founding.Founded
	temporal engine.Access
	page     string // operator page; empty where there is none
	places   []place
}

// place is one line of "where to look".
type place struct{ Zh, En, At string }

// running is what running.json tells other commands on this machine; it holds no secret.
type running struct {
	Database string        `json:"database"` // host:port
	Private  bool          `json:"private"`  // a private cluster: its password lies beside it
	Temporal engine.Access `json:"temporal"`
	Page     string        `json:"page,omitempty"`
}

// steps of the engine room, from the ground up.
func (r *room) steps() []steps.Step {
	return []steps.Step{
		{Zh: "文件夹", En: "Folder", Start: r.enter},
		{Zh: "PostgreSQL", En: "PostgreSQL", Start: r.startPostgres},
		{Zh: "Temporal", En: "Temporal", Start: r.startTemporal},
		{Zh: "Temporal 管理页面", En: "Temporal operator page", Start: r.openPage},
	}
}

func (r *room) enter(context.Context) (steps.Started, error) {
	home, err := steps.Enter(r.options.Home)
	if err != nil {
		return steps.Started{}, err
	}
	return r.inhabit(home)
}

// inhabit takes a folder that was entered.
func (r *room) inhabit(home *steps.Home) (s steps.Started, err error) {
	r.home = home
	log, err := logTo(home.File("log", "jinchu.log"))
	if err != nil {
		home.Leave()
		return s, err
	}
	return steps.Started{Note: home.Folder(), Stop: func(context.Context) error { home.Leave(); return log.Close() }}, nil
}

// logTo sends the log into a file: the terminal is for what people are told.
func logTo(file string) (*os.File, error) {
	log, err := os.OpenFile(file, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fault.New("local.folder", "folder", filepath.Dir(file)).Because(err)
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(log, nil)))
	return log, nil
}

func (r *room) startPostgres(ctx context.Context) (s steps.Started, err error) {
	r.postgres, err = cluster.Start(ctx, cluster.Config{
		DatabaseURL: r.around.DatabaseURL, Home: r.home.Folder(), Install: true, Say: r.stairs.Say,
	})
	if err != nil {
		return s, err
	}
	if r.postgres.Adopted() {
		r.stairs.Say("上次启动的数据库仍在运行，直接接管。", "The database of an earlier start is still running; taking it over.")
	}
	return steps.Started{Note: r.postgres.Address(), Stop: r.postgres.Stop}, nil
}

// startTemporal greets the Temporal that the environment names, else runs one in this process.
func (r *room) startTemporal(ctx context.Context) (s steps.Started, err error) {
	if r.around.Temporal.Address != "" {
		r.temporal = r.around.Temporal
		return steps.Started{Note: r.temporal.Address}, engine.Reach(ctx, r.temporal)
	}
	e, err := engine.Start(ctx, engine.Config{
		Databases: r.postgres, Namespace: r.around.Temporal.Namespace,
		Port: r.options.TemporalPort, LogFile: r.home.File("log", "temporal.log"),
	})
	if err != nil {
		return s, err
	}
	r.temporal = e.Access()
	return steps.Started{Note: r.temporal.Address, Stop: func(context.Context) error { return e.Stop() }}, nil
}

// openPage leaves the page away where Temporal asks for an API key: the page cannot carry one.
func (r *room) openPage(ctx context.Context) (s steps.Started, err error) {
	if r.temporal.APIKey != "" {
		return s, nil
	}
	page, err := engine.OpenPage(ctx, r.temporal, r.options.PagePort)
	if err != nil {
		return s, err
	}
	r.page = page.URL()
	r.places = append(r.places, place{"Temporal 管理页面（只读）", "Temporal operator page (read-only)", r.page})
	return steps.Started{Note: r.page, Stop: func(context.Context) error { page.Stop(); return nil }}, nil
}

func (r *room) running() running {
	return running{Database: r.postgres.Address(), Private: r.postgres.Private(), Temporal: r.temporal, Page: r.page}
}
