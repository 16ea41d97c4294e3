package record

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"sync"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// book is a pinned regulation with the rulings of one cycle, read, compiled and laid out.
type book struct {
	reg     *regulation.Regulation // with the rulings
	program *language.Program
	plan    []recruitment.Step
	found   []language.Finding // against the law
	unsaid  []regulation.Open  // what the text leaves open
}

// booksAtMost bounds the memory: a county runs a handful of cycles at a time, each with a few sets of rulings.
const booksAtMost = 64

// books keeps books that were compiled: reading and compiling one costs more than an act. A book
// follows from its key alone, so no entry is ever wrong.
type books struct {
	mu   sync.Mutex
	kept map[string]*book
}

func (b *books) get(key string) *book {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.kept[key]
}

func (b *books) put(key string, one *book) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.kept == nil || len(b.kept) >= booksAtMost {
		b.kept = map[string]*book{}
	}
	b.kept[key] = one
}

// bookOf gives the rules a cycle is held to, and the rulings they rest on.
func (d *Desk) bookOf(ctx context.Context, tx store.Tx, cycle store.CaseFile) (*book, []store.Ruling, error) {
	rulings, err := tx.Rulings(ctx, cycle.ID)
	if err != nil {
		return nil, nil, err
	}
	text, err := tx.Regulation(ctx, cycle.Regulation, cycle.RegulationVersion)
	if err != nil {
		return nil, nil, err
	}
	key := bookKey(text, rulings)
	if known := d.books.get(key); known != nil {
		return known, rulings, nil
	}
	made, err := compile(text, rulings)
	if err != nil {
		return nil, nil, err
	}
	d.books.put(key, made)
	return made, rulings, nil
}

func bookKey(text store.Regulation, rulings []store.Ruling) string {
	h := sha256.New()
	for _, r := range rulings {
		one, _ := json.Marshal([]string{r.Kind, r.Place, string(r.Value), r.Role, r.Reason})
		h.Write(one)
	}
	return text.ID + "/" + strconv.Itoa(text.Version) + "/" + text.Digest + "/" + hex.EncodeToString(h.Sum(nil))
}

func compile(text store.Regulation, rulings []store.Ruling) (*book, error) {
	plain, err := language.Parse(text.ID, []byte(text.Text))
	if err != nil {
		return nil, err
	}
	reg, err := language.Rule(plain, ruledValues(rulings))
	if err != nil {
		return nil, err
	}
	program, err := language.Compile(reg)
	if err != nil {
		return nil, err
	}
	return &book{reg: reg, program: program, plan: recruitment.PlanOf(reg.Procedure),
		found: language.Lint(reg), unsaid: language.Unspecified(reg)}, nil
}

// ruledValues are the rulings in the form the language reads; overrides of the lint are not among them.
func ruledValues(rulings []store.Ruling) []regulation.Ruling {
	all := make([]regulation.Ruling, 0, len(rulings))
	for _, r := range rulings {
		if r.Kind != store.RuledValue {
			continue
		}
		var text string
		_ = json.Unmarshal(r.Value, &text) // always written as a JSON text
		all = append(all, regulation.Ruling{Path: r.Place, Value: text, Ruler: r.Role, Reason: r.Reason})
	}
	return all
}

// stage is the first stage of a kind in the procedure; nil where the rules have none.
func (b *book) stage(kind regulation.StageKind) *regulation.Stage {
	for i := range b.reg.Procedure {
		if b.reg.Procedure[i].Kind == kind {
			return &b.reg.Procedure[i]
		}
	}
	return nil
}

// at lists the stages of the regulation that a step of the plan carries out.
func (b *book) at(stage int) []regulation.Stage {
	if stage < 0 || stage >= len(b.plan) {
		return nil
	}
	all := make([]regulation.Stage, 0, len(b.plan[stage].Stages))
	for _, i := range b.plan[stage].Stages {
		all = append(all, b.reg.Procedure[i])
	}
	return all
}

// kind finds a stage of a kind among those of a step.
func (b *book) kindAt(stage int, kind regulation.StageKind) *regulation.Stage {
	for _, s := range b.at(stage) {
		if s.Kind == kind {
			return &s
		}
	}
	return nil
}

// exam is the scored stage of a step.
func (b *book) exam(stage int) (*regulation.Stage, error) {
	for _, s := range b.at(stage) {
		if s.Exam != nil {
			return &s, nil
		}
	}
	return nil, fault.New("internal").Because(errNoExam)
}

// exams lists the scored stages in order.
func (b *book) exams() []regulation.Stage {
	var all []regulation.Stage
	for _, s := range b.reg.Procedure {
		if s.Exam != nil {
			all = append(all, s)
		}
	}
	return all
}

// unoverridden lists the findings against the law that nobody has answered for.
func unoverridden(findings []language.Finding, rulings []store.Ruling) []language.Finding {
	answered := map[string]bool{}
	for _, r := range rulings {
		if r.Kind == store.RuledOverride {
			answered[r.Place] = true
		}
	}
	var all []language.Finding
	for _, f := range findings {
		if f.Severity == language.Error && !answered[overridePlace(f.Code, f.Path)] {
			all = append(all, f)
		}
	}
	return all
}

func overridePlace(code, path string) string { return code + "@" + path }
