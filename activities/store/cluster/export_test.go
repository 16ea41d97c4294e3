package cluster

import (
	"context"
	"time"
)

// Seams for the black-box tests.
var (
	NoMainCluster = noMainCluster
	Closed        = (*Cluster).closed
)

// LeaseIn joins a shared cluster in another folder with a watcher that looks often.
func LeaseIn(home string, look time.Duration) (*Cluster, error) {
	return lease(context.Background(), home, look)
}

// Choose picks among releases, newest first, for data made by one (0 for none).
func Choose(releases []int, made int) (int, error) {
	var all []suite
	for _, r := range releases {
		all = append(all, suite{major: r})
	}
	s, err := choose(all, made)
	return s.major, err
}

// Without is a configuration for a machine where no PostgreSQL is installed.
func Without(home string) Config {
	return Config{Home: home, find: func() []suite { return nil }}
}

// Failed is the fault made of what a server or initdb said.
func Failed(said string) error { return (&place{folder: "/pg"}).failed(said, nil) }

// closed tells whether the watcher has stopped the server and cleared everything away.
func (c *Cluster) closed() bool {
	return c.private.made() == 0 && !c.private.closing() && !c.process.running()
}
