package rest

import (
	"container/list"
	"math"
	"net"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"jinchu/policy/fault"
)

// How often one may try to sign in. A whole office may sit behind one address.
const (
	nameBurst    = 5
	nameEvery    = 30 * time.Second
	addressBurst = 100
	addressEvery = time.Second
	attemptsKept = 4096 // names and addresses remembered, the least recent goes first
)

// attempts counts tries to sign in, by name and by address, in bounded memory.
type attempts struct {
	mu     sync.Mutex
	now    func() time.Time
	known  map[string]*list.Element
	recent *list.List // of *attempt, the most recent in front
}

type attempt struct {
	key     string
	limiter *rate.Limiter
}

func newAttempts(now func() time.Time) *attempts {
	return &attempts{now: now, known: map[string]*list.Element{}, recent: list.New()}
}

// take counts a try before it is made. Fault: session.many.
func (a *attempts) take(name, address string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if host, _, err := net.SplitHostPort(address); err == nil {
		address = host
	}
	if err := a.count("address "+address, addressEvery, addressBurst); err != nil {
		return err
	}
	return a.count("name "+name, nameEvery, nameBurst)
}

// takeName counts a try of a name alone, whatever the address it comes from.
func (a *attempts) takeName(name string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.count("name "+name, nameEvery, nameBurst)
}

// forget takes a name off the list after a good password.
func (a *attempts) forget(name string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if e, there := a.known["name "+name]; there {
		a.recent.Remove(e)
		delete(a.known, "name "+name)
	}
}

func (a *attempts) count(key string, every time.Duration, burst int) error {
	limiter, now := a.limiter(key, every, burst), a.now()
	if limiter.AllowN(now, 1) {
		return nil
	}
	missing := 1 - limiter.TokensAt(now)
	return fault.New("session.many", "seconds", max(1, int(math.Ceil(missing*every.Seconds()))))
}

func (a *attempts) limiter(key string, every time.Duration, burst int) *rate.Limiter {
	if e, there := a.known[key]; there {
		a.recent.MoveToFront(e)
		return e.Value.(*attempt).limiter
	}
	for len(a.known) >= attemptsKept {
		last := a.recent.Back()
		delete(a.known, last.Value.(*attempt).key)
		a.recent.Remove(last)
	}
	fresh := &attempt{key: key, limiter: rate.NewLimiter(rate.Every(every), burst)}
	a.known[key] = a.recent.PushFront(fresh)
	return fresh.limiter
}
