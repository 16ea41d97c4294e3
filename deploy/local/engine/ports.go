package engine

import (
	"net"
	"strconv"

	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/primitives"

	"jinchu/policy/fault"
)

const loopback = "127.0.0.1"

// The server keeps a membership port in a smallint, which ends at 32,767, and the system hands
// out ports from 32,768 on: between the two bounds nobody takes a port from under us.
const lowest, highest = 20000, 32000

type port int

func (p port) address() string { return net.JoinHostPort(loopback, strconv.Itoa(int(p))) }

// block is how many ports an engine keeps to itself: a guard, its seven, and room for what others hold.
const block = 32

// ports are those of the four services; membership ports are recorded, not listened on.
type ports struct {
	guard      net.Listener // held while the engine runs: no other engine takes ports of this block
	frontend   port
	others     map[primitives.ServiceName]port
	membership map[primitives.ServiceName]port
}

var services = []primitives.ServiceName{
	primitives.FrontendService, primitives.HistoryService, primitives.MatchingService, primitives.WorkerService,
}

// probePorts finds seven free ports besides the frontend's, which may be given. A port that is free
// when it is probed can be taken before the server listens on it, by another engine that starts in the
// same moment: so each engine first takes a block of ports by listening on its first one.
func probePorts(frontend int) (ports, error) {
	guard, first, err := takeBlock()
	if err != nil {
		return ports{}, err
	}
	p, err := probeBlock(first+1, frontend)
	if p.guard = guard; err != nil {
		p.release()
	}
	return p, err
}

// takeBlock holds the guard of the first block that no other engine holds.
func takeBlock() (net.Listener, int, error) {
	for first := lowest; first+block <= highest; first += block {
		if guard, err := net.Listen("tcp4", port(first).address()); err == nil {
			return guard, first, nil
		}
	}
	return nil, 0, fault.New("local.port", "address", loopback)
}

// release lets the block go.
func (p ports) release() {
	if p.guard != nil {
		_ = p.guard.Close()
	}
}

// probeBlock finds the ports within a block, from next on.
func probeBlock(next, frontend int) (ports, error) {
	p := ports{others: map[primitives.ServiceName]port{}, membership: map[primitives.ServiceName]port{}}
	end := next + block - 1
	find := func() (port, error) {
		for ; next < end; next++ {
			if free(port(next)) {
				next++
				return port(next - 1), nil
			}
		}
		return 0, fault.New("local.port", "address", loopback)
	}
	var err error
	if p.frontend, err = given(frontend, find); err != nil {
		return p, err
	}
	for _, s := range services {
		if p.membership[s], err = find(); err != nil {
			return p, err
		}
		if s == primitives.FrontendService {
			p.others[s] = p.frontend
			continue
		}
		if p.others[s], err = find(); err != nil {
			return p, err
		}
	}
	return p, nil
}

func given(number int, find func() (port, error)) (port, error) {
	if number == 0 {
		return find()
	}
	if !free(port(number)) {
		return 0, fault.New("local.port", "address", port(number).address())
	}
	return port(number), nil
}

func free(p port) bool {
	l, err := net.Listen("tcp4", p.address())
	if err != nil {
		return false
	}
	return l.Close() == nil
}

func (p ports) services() map[string]config.Service {
	all := map[string]config.Service{}
	for _, s := range services {
		all[string(s)] = config.Service{RPC: config.RPC{
			GRPCPort: int(p.others[s]), MembershipPort: int(p.membership[s]), BindOnIP: loopback,
		}}
	}
	return all
}

func (p ports) hosts() map[primitives.ServiceName]static.Hosts {
	all := map[primitives.ServiceName]static.Hosts{}
	for _, s := range services {
		all[s] = static.SingleLocalHost(p.others[s].address())
	}
	return all
}
