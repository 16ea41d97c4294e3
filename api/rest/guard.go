package rest

import (
	"fmt"
	"maps"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/policy"
	"jinchu/policy/procedure"
)

// guard says who may use an operation: whom the policy lets do what it needs, whoever is signed in, or
// anyone. It says so to the start and to the readers of /api/docs; the handler asks the policy itself,
// beside the object, since only there the distance is known.
type guard struct {
	who   string // for everybody alike; "" where the policy says
	needs []need // every one of them
}

// need is a kind of object and the acts on it, of which the caller must be allowed one.
type need struct {
	kind  string
	acts  []string
	named bool // the path names which of the acts
}

const guardKey = "guard"

// Those who may use an operation without being asked for a role.
const (
	anyone   = "任何人"
	everyone = "任何登录的工作人员"
)

func guarded(op huma.Operation, g guard) huma.Operation {
	op.Metadata = maps.Clone(op.Metadata)
	if op.Metadata == nil {
		op.Metadata = map[string]any{}
	}
	op.Metadata[guardKey] = g
	return op
}

func guardOf(op *huma.Operation) (g guard, said bool) {
	g, said = op.Metadata[guardKey].(guard)
	return g, said
}

// open lets anyone ask, signed in or not.
func open(op huma.Operation) huma.Operation {
	op.Security, op.Errors = nil, nil
	return guarded(op, guard{who: anyone})
}

// forStaff is for whoever is signed in: it shows what concerns themselves, or nobody.
func forStaff(op huma.Operation) huma.Operation { return guarded(op, guard{who: everyone}) }

// needs is for those whom the policy lets do one of the acts on the kind, beside what else it needs.
func needs(op huma.Operation, kind string, acts ...string) huma.Operation {
	return needing(op, need{kind: kind, acts: acts})
}

// needsNamed is for those whom the policy lets do the act that the path names.
func needsNamed(op huma.Operation, table procedure.Table) huma.Operation {
	n := need{kind: table.Code, named: true}
	for _, a := range table.Acts {
		n.acts = append(n.acts, a.Code)
	}
	return needing(op, n)
}

func needing(op huma.Operation, n need) huma.Operation {
	g, _ := guardOf(&op)
	return guarded(op, guard{needs: append(slices.Clone(g.needs), n)})
}

// mustBeGuarded stops the start at an operation that does not say who may, or needs an act that no line
// of the policy speaks of: both would be open to everybody or closed to everybody by mistake.
func mustBeGuarded(o *huma.OpenAPI, p *policy.Policy) {
	each(o, func(_, _ string, op *huma.Operation) {
		g, said := guardOf(op)
		if !said || g.who == "" && len(g.needs) == 0 {
			panic(fmt.Sprintf("operation %s does not say who may", op.OperationID))
		}
		for _, n := range g.needs {
			if len(n.who(p)) == 0 {
				panic(fmt.Sprintf("operation %s needs %s %v, of which the policy says nothing", op.OperationID, n.kind, n.acts))
			}
		}
	})
}

// who lists the acts that somebody may, with the roles.
func (n need) who(p *policy.Policy) (all []docsWho) {
	for _, act := range n.acts {
		roles := p.Who(n.kind, act)
		if len(roles) > 0 {
			all = append(all, docsWho{Kind: n.kind, Act: act, Label: policy.ActName(n.kind, act), Roles: policy.Titles(roles...)})
		} else if !n.named {
			return nil
		}
	}
	return all
}
