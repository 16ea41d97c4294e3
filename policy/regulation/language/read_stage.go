package language

import (
	"reflect"

	"jinchu/policy/regulation"
)

// payload is the field of regulation.Stage that holds the parameters of a kind; "" has none.
var payload = map[regulation.StageKind]string{
	regulation.StagePlan: "", regulation.StageApproval: "Approval", regulation.StageNotice: "",
	regulation.StageRegistration: "Registration", regulation.StageNomination: "Registration",
	regulation.StageReview: "Review", regulation.StageOpening: "Opening",
	regulation.StageAccommodation: "", regulation.StageWritten: "Exam", regulation.StageSkills: "Exam",
	regulation.StageInterview: "Exam", regulation.StageShortlist: "Shortlist",
	regulation.StageTotal: "Total", regulation.StageRank: "Rank", regulation.StageChoice: "",
	regulation.StageMedical: "Check", regulation.StageBackground: "Check",
	regulation.StagePublicity: "Publicity", regulation.StageHire: "Hire",
}

// stageKinds in the order of the usual procedure.
var stageKinds = []string{"plan", "approval", "notice", "registration", "nomination", "review", "opening",
	"accommodation", "written", "skills", "interview", "shortlist", "total", "rank", "choice", "medical",
	"background", "publicity", "hire"}

// readStage reads one entry of the procedure: a bare word or a table with one key.
func (r *reader) readStage(n *node, v reflect.Value, path string) {
	kind, where, body := n.word(), n.place, &node{place: n.place, shape: empty}
	switch {
	case n.shape == table && len(n.entries) == 1:
		kind, where, body = n.entries[0].key, n.entries[0].place, n.entries[0].value
	case n.shape != scalar:
		r.fail(n.place, "regulation.stage.form")
		return
	}
	name, ok := payload[regulation.StageKind(kind)]
	if !ok {
		r.unknownStage(where, kind)
		return
	}
	v.FieldByName("Kind").SetString(kind)
	r.places[join(path, kind)] = body.place
	if name != "" {
		v.FieldByName(name).Set(reflect.New(v.FieldByName(name).Type().Elem()))
	}
	if body.shape != empty {
		r.readStageBody(body, v, name, join(path, kind))
	}
}

func (r *reader) unknownStage(where place, kind string) {
	switch kind {
	case "substitution", "contract", "pay", "appraisal", "exit":
		r.fail(where, "regulation.stage.section", "stage", kind)
	default:
		r.fail(where, "regulation.stage.unknown", "stage", kind, "write", instead(kind, stageKinds))
	}
}

func (r *reader) readStageBody(n *node, v reflect.Value, name, path string) {
	if n.shape != table {
		r.wrong(n, path, "表 table", "{by: […]}")
		return
	}
	var fields []field
	known := []string{"by", "await"}
	if name != "" {
		t := v.FieldByName(name).Type().Elem()
		fields, known = fieldsOf(t), append(known, keysOf(t)...)
	}
	for _, e := range n.entries {
		switch {
		case e.key == "by":
			r.read(e.value, v.FieldByName("By"), join(path, e.key))
		case e.key == "await":
			r.read(e.value, v.FieldByName("Await"), join(path, e.key))
		case name != "" && holds(known, e.key):
			r.readEntry(e, v.FieldByName(name).Elem(), fields, path)
		default:
			r.fail(e.place, "regulation.key.unknown", "key", e.key, "write", instead(e.key, known))
		}
	}
}

// readTieWord reads the word unspecified among the tie-breaks.
func (r *reader) readTieWord(n *node, v reflect.Value, path string) {
	if n.text != string(regulation.Unspecified) {
		r.wrong(n, path, "同分规则 tie-break", "{higher: written} | {priority: true} | unspecified")
		return
	}
	v.FieldByName("Unspecified").SetBool(true)
}

func holds(words []string, word string) bool {
	for _, w := range words {
		if w == word {
			return true
		}
	}
	return false
}
