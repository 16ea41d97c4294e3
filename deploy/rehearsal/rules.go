package rehearsal

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Period is a length of time with its unit.
type Period struct{ Days, WorkingDays, Months, Years int }

// Panel is a group of examiners and how their marks become one.
type Panel struct {
	Size, DropHigh, DropLow, Digits int
	Rounding                        string
}

// Exam is a scored stage.
type Exam struct {
	Kind   string
	Full   decimal.Decimal
	Pass   map[string]decimal.Decimal // by path; "" for every path
	Panel  Panel
	Exempt bool // some people are exempt from it
}

// Shortlist cuts from one part to the next.
type Shortlist struct {
	From, To      string
	People, Posts int
	All           bool
	Ties          string
}

// Tie is one step of the tie-break chain.
type Tie struct {
	Higher, Extra, Consent string
	Status, Priority       bool
}

// PostClass is a kind of post; Headcount 0 is as planned.
type PostClass struct {
	Class, Level string
	Headcount    int
	ByPath       map[string]int
	Organisers   []string
}

// Cap limits a path over all posts; Ties says who stays of equals of different posts.
type Cap struct {
	Path  string
	Count int
	Ties  string
}

// Opening is 开考比例.
type Opening struct {
	People, Posts int
	CountOn       string
	Short         []string
}

// Rules are what recomputation needs of a ruled regulation, by the player's own reading.
type Rules struct {
	ID         string
	Stages     []string
	Paths      []string
	Classes    []PostClass
	Caps       []Cap
	Exams      []Exam
	Shortlists []Shortlist
	Weights    map[string]map[string]decimal.Decimal // by path, "" for all, "exempt" for those exempt
	Merge      string
	Digits     int
	Rounding   string
	Ties       []Tie
	Opening    *Opening
	Publicity  Period
	Decisive   string
	On         []string // what a substitution may follow
	Pool       string
	Untils     map[string]string    // exclusion: the last day it applies
	Windows    map[string][2]string // path: printed birth window
	AsOf       map[string]string    // path: the day ages are counted on
	Probation  Period
	Term       Period
	Routes     map[string]RouteRules // by decision: approve, hire
}

// RouteRules is what a route lets people say, and which of its steps time has a part in.
type RouteRules struct {
	Verbs   []string // turned on besides the usual three
	Meeting bool     // a step is decided in a meeting
	Shown   bool     // a step waits for a publicity
	Timed   bool     // a step that people decide has its time
}

// readRules reads a file with its rulings.
func readRules(file string, rulings []Ruling) (*Rules, error) {
	root, err := readTree(file, rulings)
	if err != nil {
		return nil, err
	}
	r := &Rules{ID: text(at(root, "regulation")), Windows: map[string][2]string{}, AsOf: map[string]string{},
		Untils: map[string]string{}, Routes: map[string]RouteRules{}}
	r.readPosts(root)
	r.readPaths(root)
	for _, stage := range items(at(root, "procedure")) {
		if err := r.readStage(kindOf(stage), at(stage, kindOf(stage))); err != nil {
			return nil, err
		}
	}
	r.On, r.Pool = texts(at(root, "substitution", "on")), text(at(root, "substitution", "pool"))
	r.Probation, r.Term = periodOf(at(root, "contract", "probation")), periodOf(at(root, "contract", "term"))
	return r, nil
}

func (r *Rules) readPosts(root table) {
	for _, one := range items(at(root, "posts")) {
		class := PostClass{Class: text(at(one, "class")), Level: text(at(one, "level")), Headcount: number(at(one, "headcount")),
			Organisers: texts(at(one, "organiser"))}
		for _, path := range keysOf(at(one, "by_path")) {
			if class.ByPath == nil {
				class.ByPath = map[string]int{}
			}
			class.ByPath[path] = number(at(one, "by_path", path))
		}
		r.Classes = append(r.Classes, class)
	}
	for _, one := range items(at(root, "caps")) {
		r.Caps = append(r.Caps, Cap{text(at(one, "path")), number(at(one, "count")), text(at(one, "ties"))})
	}
}

func (r *Rules) readPaths(root table) {
	for _, one := range items(at(root, "exclusions")) {
		if until := text(at(one, "until")); until != "" {
			r.Untils[text(at(one, "id"))] = until
		}
	}
	for _, one := range items(at(root, "paths")) {
		path := text(at(one, "id"))
		r.Paths = append(r.Paths, path)
		for _, window := range items(at(one, "ages")) {
			if from := text(at(window, "born_from")); from != "" {
				r.Windows[path] = [2]string{from, text(at(window, "born_to"))}
			}
			if day := text(at(window, "as_of")); day != "" {
				r.AsOf[path] = day
			}
		}
	}
}

func (r *Rules) readStage(kind string, body any) error {
	r.Stages = append(r.Stages, kind)
	switch kind {
	case "written", "skills", "interview":
		return r.readExam(kind, body)
	case "shortlist":
		people, posts, err := ratioOf(body)
		if err != nil {
			return err
		}
		r.Shortlists = append(r.Shortlists, Shortlist{text(at(body, "from")), text(at(body, "to")), people, posts,
			text(at(body, "all")) == "true", text(at(body, "ties"))})
	case "total":
		return r.readTotal(body)
	case "rank":
		for _, one := range items(at(body, "ties")) {
			r.Ties = append(r.Ties, Tie{text(at(one, "higher")), text(at(one, "extra")), text(at(one, "consent")),
				at(one, "status") != nil, text(at(one, "priority")) == "true"})
		}
	case "opening":
		people, posts, err := ratioOf(body)
		r.Opening = &Opening{people, posts, text(at(body, "count_on")), texts(at(body, "short"))}
		return err
	case "approval":
		r.Routes["approve"] = routeRules(body)
	case "hire":
		r.Routes["hire"] = routeRules(body)
	case "publicity":
		r.Publicity, r.Decisive = periodOf(at(body, "period")), text(at(body, "decisive_if"))
	}
	return nil
}

func routeRules(body any) RouteRules {
	r := RouteRules{Verbs: texts(at(body, "verbs"))}
	for _, step := range items(at(body, "route")) {
		mode := text(at(step, "mode"))
		r.Meeting, r.Shown = r.Meeting || mode == "meeting", r.Shown || mode == "publicity"
		r.Timed = r.Timed || mode != "publicity" && periodOf(at(step, "within")) != Period{}
	}
	return r
}

func (r *Rules) readExam(kind string, body any) error {
	exam := Exam{Kind: kind, Pass: map[string]decimal.Decimal{}, Exempt: at(body, "exempt") != nil}
	var err error
	if exam.Full, err = decimalOf(at(body, "full")); err != nil {
		return err
	}
	if pass := text(at(body, "pass")); pass != "" {
		if exam.Pass[""], err = decimalOf(pass); err != nil {
			return err
		}
	}
	for _, path := range keysOf(at(body, "pass_by")) {
		if exam.Pass[path], err = decimalOf(at(body, "pass_by", path)); err != nil {
			return err
		}
	}
	panel := at(body, "panel")
	exam.Panel = Panel{number(at(panel, "size")), number(at(panel, "drop_high")), number(at(panel, "drop_low")),
		number(at(panel, "digits")), text(at(panel, "rounding"))}
	r.Exams = append(r.Exams, exam)
	return nil
}

func (r *Rules) readTotal(body any) error {
	r.Weights = map[string]map[string]decimal.Decimal{}
	r.Merge, r.Digits, r.Rounding = text(at(body, "merge")), number(at(body, "digits")), text(at(body, "rounding"))
	read := func(name string, node any) error {
		for _, part := range keysOf(node) {
			weight, err := decimalOf(at(node, part))
			if err != nil {
				return err
			}
			if r.Weights[name] == nil {
				r.Weights[name] = map[string]decimal.Decimal{}
			}
			r.Weights[name][part] = weight
		}
		return nil
	}
	for _, path := range keysOf(at(body, "by_path")) {
		if err := read(path, at(body, "by_path", path)); err != nil {
			return err
		}
	}
	if err := read("", at(body, "weights")); err != nil {
		return err
	}
	return read("exempt", at(body, "exempt"))
}

// ratioOf reads people and posts, whichever way round the text has them; a stage without one gives noughts.
func ratioOf(body any) (people, posts int, err error) {
	written, postsFirst := text(at(body, "posts_to_people")), true
	if written == "" {
		written, postsFirst = text(at(body, "people_to_posts")), false
	}
	if written == "" {
		return 0, 0, nil
	}
	left, right, ok := strings.Cut(written, ":")
	a, errA := strconv.Atoi(left)
	b, errB := strconv.Atoi(right)
	if !ok || errA != nil || errB != nil {
		return 0, 0, fmt.Errorf("ratio %q", written)
	}
	if postsFirst {
		return b, a, nil
	}
	return a, b, nil
}

func periodOf(node any) Period {
	return Period{number(at(node, "days")), number(at(node, "working_days")), number(at(node, "months")), number(at(node, "years"))}
}

// decimalOf reads a number; what is silent is nought here, and asked for nowhere.
func decimalOf(node any) (decimal.Decimal, error) {
	if text(node) == "" {
		return decimal.Zero, nil
	}
	d, err := decimal.NewFromString(text(node))
	if err != nil {
		return d, fmt.Errorf("number %q: %w", text(node), err)
	}
	return d, nil
}

// has tells whether the procedure has a stage.
func (r *Rules) has(kind string) bool { return slices.Contains(r.Stages, kind) }

// exam finds a part.
func (r *Rules) exam(kind string) (Exam, bool) {
	i := slices.IndexFunc(r.Exams, func(e Exam) bool { return e.Kind == kind })
	if i < 0 {
		return Exam{}, false
	}
	return r.Exams[i], true
}

// passMark is the mark of a part for a path; false where there is none.
func (e Exam) passMark(path string) (decimal.Decimal, bool) {
	if mark, ok := e.Pass[path]; ok {
		return mark, true
	}
	mark, ok := e.Pass[""]
	return mark, ok
}

// weightsOf are the weights of one person.
func (r *Rules) weightsOf(path string, exempt bool) map[string]decimal.Decimal {
	if exempt && r.Weights["exempt"] != nil {
		return r.Weights["exempt"]
	}
	if own := r.Weights[path]; own != nil {
		return own
	}
	return r.Weights[""]
}
