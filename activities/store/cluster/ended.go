package cluster

import (
	"context"
	"time"

	"jinchu/policy/fault"
)

// Ended is closed when a private server has gone, whoever ended it. Nil, which never yields,
// for a server named by DATABASE_URL.
func (c *Cluster) Ended() <-chan struct{} {
	if c.process != nil {
		return c.process.done
	}
	if c.private == nil {
		return nil
	}
	gone := make(chan struct{})
	pid, _ := c.private.postmaster()
	go func() {
		defer close(gone)
		for c.private.alive(pid) {
			time.Sleep(time.Second)
		}
	}()
	return gone
}

// Find returns the private cluster of a home where another program runs it, without starting
// anything; its Stop does nothing. Fault: local.postgres.none when none runs there.
func Find(ctx context.Context, home string) (*Cluster, error) {
	p, err := settle(home, func(string, string) {})
	if err != nil {
		return nil, err
	}
	c, err := p.adopt(ctx)
	if err != nil {
		return nil, err
	}
	if c == nil {
		return nil, fault.New("local.postgres.none", "folder", p.folder)
	}
	c.lent = true
	return c, nil
}
