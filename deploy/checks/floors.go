package checks

import (
	"path"
	"strings"
)

// topLevel is all that may stand at the root; every other name there is a finding.
var topLevel = []string{"policy", "activities", "workflows", "api", "worker", "deploy", "docs",
	"README.md", "CHANGELOG.md", "LICENSE", "go.mod", "go.sum"}

// TopLevel finds files and folders at the root that the plan of the house does not know.
func TopLevel(t *Tree) []Finding {
	var found []Finding
	seen := map[string]bool{}
	for _, p := range t.Paths {
		top, _, _ := strings.Cut(p, "/")
		if seen[top] || strings.HasPrefix(top, ".") || contains(topLevel, top) {
			continue
		}
		seen[top] = true
		found = append(found, Finding{top, "does not belong at the root; the root holds only " + strings.Join(topLevel, " ")})
	}
	return found
}

// Floors finds packages without a place in the plan, and imports that do not go down.
func Floors(t *Tree) []Finding { return floorsOf(t, Plan) }

func floorsOf(t *Tree, plan []Floor) []Finding {
	found := PlanFaults(plan)
	table := map[string]Room{}
	for _, room := range rooms(plan) {
		table[room.Package] = room
	}
	for _, dir := range t.Packages() {
		if _, placed := table[dir]; !placed {
			found = append(found, Finding{dir, "this package has no floor; give it a line in deploy/checks/plan.go before it gets a file"})
		}
	}
	for _, f := range t.Files {
		if room, placed := table[f.Dir]; placed {
			found = append(found, upward(f, room)...)
		}
	}
	return found
}

// upward finds the imports of one file that its room does not allow.
func upward(f File, room Room) []Finding {
	may := room.May
	if f.Test {
		may = with(with(room.May, room.Tests...), room.Package)
	}
	var found []Finding
	for imported, spec := range f.imports() {
		dir, own := ours(imported)
		if own && !underAny(dir, may) {
			found = append(found, Finding{f.at(spec), room.Package + " may not import " + dir +
				"; it may import: " + orNothing(may) + " (deploy/checks/plan.go)"})
		}
	}
	return found
}

// PlanFaults finds lines of a plan that allow what stands beside or above, and doubled lines.
func PlanFaults(plan []Floor) []Finding {
	var found []Finding
	below := map[string]bool{}
	for _, room := range rooms(plan) {
		if below[room.Package] {
			found = append(found, Finding{room.Package, "stands twice in the plan; keep one line"})
		}
		for _, may := range room.May {
			if !below[may] {
				found = append(found, Finding{room.Package, "is allowed " + may + ", which does not stand below it; imports go down only"})
			}
		}
		below[room.Package] = true
	}
	return found
}

func orNothing(names []string) string {
	if len(names) == 0 {
		return "no package of the house"
	}
	return strings.Join(names, ", ")
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}

// localName is the name under which a file knows an imported package.
func localName(f File, imported string) string {
	if spec := f.imports()[imported]; spec != nil && spec.Name != nil {
		return spec.Name.Name
	}
	base := path.Base(imported)
	if len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		base = path.Base(path.Dir(imported))
	}
	return base
}
