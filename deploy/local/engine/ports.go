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

// ports are those of the four services; membership ports are recorded, not listened on.
type ports struct {
	frontend   port
	others     map[primitives.ServiceName]port
	membership map[primitives.ServiceName]port
}

var services = []primitives.ServiceName{
	primitives.FrontendService, primitives.HistoryService, primitives.MatchingService, primitives.WorkerService,
}

// probePorts finds seven free ports besides the frontend's, which may be given.
func probePorts(frontend int) (ports, error) {
	p := ports{others: map[primitives.ServiceName]port{}, membership: map[primitives.ServiceName]port{}}
	next := lowest
	find := func() (port, error) {
		for ; next < highest; next++ {
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
