package checks

import (
	"path"
	"strings"
)

// Room is one package: its place in the plan and what it may import of the house.
type Room struct {
	Package string
	May     []string // packages its code may import directly; "x/..." is x and all below it
	Tests   []string // what its tests may import besides May and itself
}

// Floor is one storey of the house.
type Floor struct {
	Name  string // as in the drawing
	Says  string // what stands here, in a few words
	Rooms []Room
}

// Groups of rooms that are often named together.
var (
	fault      = []string{"policy/fault"}
	vocabulary = []string{"policy/fault", "policy/identity", "policy/calendar", "policy/org", "policy/procedure", "policy/dossier"}
	types      = with(vocabulary, "policy/regulation")
	rules      = with(types, "policy/approval", "policy/recruitment", "policy/service", "policy/appraisal", "policy/contract", "policy/tenure", "policy/pay", "policy/retention")
	lawful     = with(rules, "policy/regulation/language", "policy/regulation/library", "policy")
	deeds      = with(lawful, "activities", "activities/store", "activities/notify", "activities/documents", "activities/record")
	wiring     = with(deeds, "workflows/wire", "workflows")
	database   = []string{"activities/store/cluster"}
)

// Plan is the house from the ground up. A package needs a line here before it gets a file, and
// may be allowed only what stands in an earlier line: so imports go down, and never in a ring.
var Plan = []Floor{
	{"ground", "vocabulary", []Room{
		{"policy/fault", nil, nil},
		{"policy/identity", fault, nil},
		{"policy/calendar", with(fault, "policy/identity"), nil},
		{"policy/org", with(fault, "policy/identity"), nil},
		{"policy/procedure", fault, nil},
		{"policy/dossier", fault, nil},
	}},
	{"ground", "pure rules", []Room{
		{"policy/regulation", vocabulary, nil},
		{"policy/approval", types, nil},
		{"policy/recruitment", with(types, "policy/approval"), nil},
		{"policy/service", vocabulary, nil},
		{"policy/appraisal", types, nil},
		{"policy/contract", types, nil},
		{"policy/tenure", types, nil},
		{"policy/pay", types, nil},
		{"policy/retention", fault, with(vocabulary, "policy/recruitment")},
	}},
	{"ground", "routes held to a second, independent model", []Room{
		{"policy/approval/exercise", with(types, "policy/approval"), nil},
	}},
	{"ground", "rules as files (YAML, CEL, lint); who may (Casbin)", []Room{
		{"policy/regulation/language", types, nil},
		{"policy/regulation/library", with(types, "policy/regulation/language"), rules},
		{"policy", rules, nil},
	}},
	{"deeds", "finds, makes and runs PostgreSQL", []Room{
		{"activities/store/cluster", fault, nil},
	}},
	{"deeds", "siblings, never import each other", []Room{
		{"activities/store", lawful, database},
		{"activities/notify", types, database},
		{"activities/documents", types, database},
	}},
	{"deeds", "thin methods over the small ports they need", []Room{
		{"activities", rules, database},
	}},
	{"deeds", "what an act comes to, beside the locked record", []Room{
		{"activities/record", with(lawful, "activities", "activities/store"), database},
	}},
	{"procedures", "what lives; connection, encryption", []Room{
		{"workflows/wire", fault, nil},
		{"workflows/memory", with(rules, "activities"), nil},
		{"workflows", with(rules, "activities", "workflows/wire"), []string{"workflows/memory"}},
	}},
	{"doors", "knows the message names", []Room{
		{"api/engine", with(rules, "activities", "activities/store", "activities/record", "workflows", "workflows/wire"), database},
	}},
	{"doors", "trial calculation", []Room{
		{"api/trial", with(lawful, "activities/documents"), nil},
	}},
	{"doors", "the counter: JSON, pages", []Room{
		{"api/rest", with(lawful, "activities/store", "activities/documents", "activities/record", "api/engine", "api/trial"), database},
		{"api/web", with(lawful, "activities/store", "activities/documents", "activities/record", "api/engine"), database},
	}},
	{"doors", "the only wiring", []Room{
		{"api/server", with(wiring, "api/engine", "api/rest", "api/web"), database},
		{"worker/boot", wiring, database},
	}},
	{"doors", "main, at most 30 lines each", []Room{
		{"api", with(fault, "activities/documents", "api/server"), nil},
		{"worker", with(fault, "worker/boot"), nil},
	}},
	{"roof", "one machine, drills", []Room{
		{"deploy/rehearsal", nil, nil},
		{"deploy/local/engine", with(fault, "workflows/wire"), database},
		{"deploy/local/steps", fault, nil},
		{"deploy/local/demo", with(vocabulary, "policy", "activities/store"), database},
		{"deploy/local/founding", with(vocabulary, "policy", "activities/store", "deploy/local/demo"), database},
		{"deploy/local", with(with(wiring, database...), "deploy/local/demo", "deploy/local/founding", "api/engine", "api/trial", "api/rest", "api/web", "api/server",
			"worker/boot", "deploy/local/engine", "deploy/local/steps", "deploy/rehearsal"), nil},
	}},
	{"roof", "proofs", []Room{
		{"deploy/verify", with(fault, "policy/dossier"), nil},
		{"deploy/drill", database, nil},
		{"deploy/proof", with(with(wiring, database...), "policy/approval/exercise", "api/server", "worker/boot"), nil},
		{"deploy/bench", with(with(wiring, database...), "policy/approval/exercise", "deploy/proof", "deploy/local/engine", "api/server", "worker/boot", "deploy/local", "deploy/rehearsal"), nil},
		{"deploy/e2e", with(with(wiring, database...), "api/engine", "api/server", "api/web", "worker/boot", "deploy/local", "deploy/local/demo", "deploy/local/engine", "deploy/rehearsal"), []string{"workflows/memory"}},
		{"deploy/checks", nil, with(rules, "policy", "policy/regulation/language", "workflows", "api/web")},
	}},
}

func with(rooms []string, more ...string) []string {
	return append(append([]string{}, rooms...), more...)
}

// rooms lists the plan's rooms from the ground up.
func rooms(plan []Floor) []Room {
	var all []Room
	for _, floor := range plan {
		all = append(all, floor.Rooms...)
	}
	return all
}

// DrawHouse draws the plan from the roof down to the ground, each floor a line.
func DrawHouse(plan []Floor) string {
	var b strings.Builder
	b.WriteString("```text\n")
	last := ""
	for i := len(plan) - 1; i >= 0; i-- {
		name := plan[i].Name
		if name == last {
			name = ""
		}
		last = plan[i].Name
		b.WriteString(drawFloor(name, plan[i]))
	}
	b.WriteString("```\n")
	return b.String()
}

// drawFloor is one line: the floor's name, its rooms side by side, what stands there.
func drawFloor(name string, floor Floor) string {
	line := pad(name, 12) + pad(strings.Join(names(floor.Rooms), " · "), 84) + floor.Says
	return strings.TrimRight(line, " ") + "\n"
}

// names writes the folder once for neighbours in the same one.
func names(rooms []Room) []string {
	var all []string
	for i, room := range rooms {
		name := room.Package
		if i > 0 && path.Dir(rooms[i-1].Package) == path.Dir(name) {
			name = path.Base(name)
		}
		all = append(all, name)
	}
	return all
}

func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(1, width-len([]rune(s))))
}
