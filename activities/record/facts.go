package record

import (
	"context"
	"encoding/json"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"

	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/identity"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// Personal is what an application keeps sealed: who applies, and every fact stated or established.
type Personal struct {
	Name        string            `json:"name" minLength:"1" maxLength:"100" doc:"姓名"`
	IDNumber    string            `json:"id_number" minLength:"1" maxLength:"40" doc:"公民身份号码"`
	Certificate string            `json:"certificate,omitempty" maxLength:"60" doc:"残疾人证号"`
	Soldier     string            `json:"soldier_certificate,omitempty" maxLength:"60" doc:"残疾军人证号"`
	Scale       int               `json:"soldier_grade,omitempty" minimum:"0" maximum:"10" doc:"残疾军人等级，一至十"`
	Phone       string            `json:"phone,omitempty" maxLength:"40" doc:"电话"`
	Supported   *Supported        `json:"supported,omitempty" doc:"亲属报考时所依据的残疾人"`
	Facts       map[string]string `json:"facts,omitempty"`
	Exceptions  []string          `json:"exceptions,omitempty" readOnly:"true" doc:"对“原则上”的规定已作例外的条目"`
}

// Supported is the disabled person on whose certificate a relative applies.
type Supported struct {
	Certificate string `json:"certificate,omitempty" maxLength:"60" doc:"残疾人证号"`
}

// realm tells identity whether invented numbers are taken.
func realm(tx store.Tx) identity.Realm {
	if tx.Here().Kind == store.Rehearsal {
		return identity.Rehearsal
	}
	return identity.Production
}

// derived are words that follow from a number and may not be stated beside it.
var derived = []string{"applicant.birth", "applicant.sex", "certificate.kind", "certificate.category", "certificate.categories", "certificate.grade"}

// check refuses numbers that are wrong, a certificate of somebody else, and facts no rule knows.
func (p Personal) check(tx store.Tx) (identity.CitizenID, error) {
	if strings.TrimSpace(p.Name) == "" {
		return identity.CitizenID{}, fault.New("value.missing", "field", "name").At("person.name")
	}
	number, err := identity.ParseCitizenID(p.IDNumber, realm(tx))
	if err != nil {
		return number, fault.Of(err).At("person.id_number")
	}
	if p.Certificate != "" {
		c, err := identity.ParseDisabilityCertificate(p.Certificate, realm(tx))
		if err != nil {
			return number, fault.Of(err).At("person.certificate")
		}
		if c.ID() != number {
			return number, fault.New("recruitment.certificate.other").At("person.certificate")
		}
	}
	if p.Soldier != "" {
		if _, err := identity.NewSoldierCertificate(number, p.Soldier, identity.SoldierGrade(p.Scale)); err != nil {
			return number, fault.Of(err).At("person.soldier_certificate")
		}
	}
	if p.Supported != nil && p.Supported.Certificate != "" {
		if _, err := identity.ParseDisabilityCertificate(p.Supported.Certificate, realm(tx)); err != nil {
			return number, fault.Of(err).At("supported.certificate")
		}
	}
	return number, p.checkFacts()
}

// checkFacts tries every stated fact, so that a wrong word or value is named at once.
func (p Personal) checkFacts() error {
	for _, word := range derived {
		if _, stated := p.Facts[word]; stated && (strings.HasPrefix(word, "applicant.") || p.Certificate != "" || p.Soldier != "") {
			return fault.New("recruitment.fact.derived", "word", word).At("facts." + word)
		}
	}
	var f regulation.Facts
	return state(&f, p.Facts)
}

// words is the vocabulary by name.
var words = sync.OnceValue(func() map[string]language.Word {
	byName := map[string]language.Word{}
	for _, w := range language.Vocabulary() {
		byName[w.Name] = w
	}
	return byName
})

// state establishes facts by the words of the vocabulary. applicant.other.KEY and applicant.number.KEY
// are the keyed ones.
func state(f *regulation.Facts, stated map[string]string) error {
	names := make([]string, 0, len(stated))
	for name := range stated {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if keyed(f, name, stated[name]) {
			continue
		}
		w, known := words()[name]
		if !known {
			return fault.New("recruitment.fact.unknown", "word", name).At("facts." + name)
		}
		if err := w.Set(f, stated[name]); err != nil {
			return fault.Of(err).At("facts." + name)
		}
	}
	return nil
}

// keyed establishes a further fact or number a county asks for; false where the word is none.
func keyed(f *regulation.Facts, name, cell string) bool {
	if f.Applicant == nil {
		f.Applicant = &regulation.Applicant{}
	}
	if key, ok := strings.CutPrefix(name, "applicant.other."); ok && (cell == "yes" || cell == "no" || cell == "是" || cell == "否") {
		if f.Applicant.Other == nil {
			f.Applicant.Other = map[string]bool{}
		}
		f.Applicant.Other[key] = cell == "yes" || cell == "是"
		return true
	}
	if key, ok := strings.CutPrefix(name, "applicant.number."); ok {
		n, err := strconv.Atoi(cell)
		if err == nil {
			if f.Applicant.Numbers == nil {
				f.Applicant.Numbers = map[string]int{}
			}
			f.Applicant.Numbers[key] = n
		}
		return err == nil
	}
	return false
}

// personalOf reads what an application keeps.
func personalOf(a store.Application) (p Personal, err error) {
	if err = json.Unmarshal(a.Personal, &p); err != nil {
		return p, fault.New("internal").Because(err)
	}
	return p, nil
}

// facts puts together all that is known about one application: stated and established facts, what the
// numbers say, the post and its unit, the cycle. Residence is never read from a number. Of a person whose
// data were destroyed nothing is known.
func (c *contest) facts(a store.Application) (regulation.Facts, error) {
	p, err := personalOf(a)
	if err != nil {
		return regulation.Facts{}, err
	}
	f := regulation.Facts{Path: &a.Path, Applicant: &regulation.Applicant{}}
	if err := state(&f, p.Facts); err != nil {
		return f, err
	}
	if !a.Gone() {
		if err := c.numbers(&f, p); err != nil {
			return f, err
		}
	}
	if notice := regulation.Date(c.fact(noticeFact)); notice != "" {
		f.AsOf = &notice
	}
	if err := c.place(&f, a.Post); err != nil {
		return f, err
	}
	f.Cycle, err = c.wholeCycle(a.Path)
	return f, err
}

// numbers reads birth and sex from the citizen ID, kind, category and grade from the certificate.
func (c *contest) numbers(f *regulation.Facts, p Personal) error {
	number, err := identity.ParseCitizenID(p.IDNumber, realm(c.tx))
	if err != nil {
		return err
	}
	birth, sex := regulation.Date(calendar.NewDate(number.Birth()).String()), string(number.Sex())
	f.Applicant.Birth, f.Applicant.Sex = &birth, &sex
	if p.Certificate != "" {
		if f.Certificate == nil {
			f.Certificate = &regulation.Certificate{}
		}
		if err := certificate(f.Certificate, p.Certificate, realm(c.tx)); err != nil {
			return err
		}
	}
	if p.Soldier != "" {
		soldier(f, p.Scale)
	}
	if p.Certificate == "" && p.Soldier == "" && (f.Certificate == nil || f.Certificate.Kind == nil) {
		none := "none"
		f.Certificate = &regulation.Certificate{Kind: &none}
	}
	if p.Supported != nil && p.Supported.Certificate != "" {
		if f.Supported == nil {
			f.Supported = &regulation.Supported{}
		}
		return certificate(&f.Supported.Certificate, p.Supported.Certificate, realm(c.tx))
	}
	return nil
}

func soldier(f *regulation.Facts, grade int) {
	if f.Certificate == nil {
		f.Certificate = &regulation.Certificate{}
	}
	kind := "soldier"
	f.Certificate.Kind, f.Certificate.Grade = &kind, &grade
}

// categoryWords are the categories of a certificate as the vocabulary calls them.
var categoryWords = map[identity.Category]string{identity.Vision: "vision", identity.Hearing: "hearing", identity.Speech: "speech",
	identity.Physical: "limb", identity.Intellectual: "intellectual", identity.Mental: "mental", identity.Multiple: "multiple"}

func certificate(into *regulation.Certificate, number string, r identity.Realm) error {
	c, err := identity.ParseDisabilityCertificate(number, r)
	if err != nil {
		return err
	}
	kind, category, grade := "disability", categoryWords[c.Category()], int(c.Grade())
	into.Kind, into.Category, into.Grade = &kind, &category, &grade
	if into.Categories == nil && c.Category() != identity.Multiple {
		into.Categories = []string{category}
	}
	return nil
}

// place adds the post and the unit it belongs to.
func (c *contest) place(f *regulation.Facts, post string) error {
	if post == "" {
		return nil
	}
	p, err := c.post(post)
	if err != nil {
		return err
	}
	f.Post = &regulation.Post{Class: &p.Class}
	if class := c.class(p.Class); class != nil && class.Level != "" {
		f.Post.Level = &class.Level
	}
	if c.units[p.Unit] == nil {
		if c.units == nil {
			c.units = map[string]*regulation.Unit{}
		}
		if c.units[p.Unit], err = unitFacts(c.ctx, c.tx, p.Unit); err != nil {
			return err
		}
	}
	f.Unit = c.units[p.Unit]
	return nil
}

// unitFacts is what rules may ask about an area.
func unitFacts(ctx context.Context, tx store.Tx, code string) (*regulation.Unit, error) {
	today, err := tx.Today(ctx)
	if err != nil {
		return nil, err
	}
	u, err := tx.Unit(ctx, code, day(today))
	if err != nil {
		return nil, err
	}
	f := &regulation.Unit{Code: &u.Code, Level: &u.Level}
	for name, into := range map[string]**int{"registered": &f.Registered, "villages": &f.Villages, "population": &f.Population, "posts": &f.Posts} {
		if n, ok := u.Facts[name].(float64); ok {
			whole := int(n)
			*into = &whole
		}
	}
	if urban, ok := u.Facts["urban"].(bool); ok {
		f.Urban = &urban
	}
	return f, nil
}

// Facts of a cycle that its notice establishes: the days rules count from.
const (
	noticeFact = "notice"
	opensFact  = "registration_opens"
	closesFact = registrationName
)

// undecided are the states in which somebody still waits for the review.
var undecided = []string{recruitment.Submitted, recruitment.Returned, recruitment.Appealing}

// wholeCycle counts applications by path. How many are eligible on a path is known once everybody on
// the other paths is decided: a path that opens only where another has nobody cannot be told before.
func (c *contest) wholeCycle(path string) (*regulation.Cycle, error) {
	year, posts := c.today.Year(), 0
	dates := map[string]*regulation.Date{}
	for _, name := range []string{noticeFact, opensFact, closesFact} {
		if text := regulation.Date(c.fact(name)); text != "" {
			dates[name] = &text
		}
	}
	for _, p := range c.posts {
		posts += p.Headcount
	}
	f := &regulation.Cycle{Year: &year, Posts: &posts, Applied: map[string]int{}, Eligible: map[string]int{},
		Notice: dates[noticeFact], Opens: dates[opensFact], Closes: dates[closesFact]}
	if n, ok := c.row.Facts["county_posts"].(float64); ok {
		whole := int(n)
		f.County = &whole
	}
	counts, err := c.paths()
	if err != nil {
		return nil, err
	}
	open := map[string]int{}
	for _, n := range counts {
		f.Applied[n.Path] += n.Count
		if n.State == "" || slices.Contains(undecided, n.State) { // "": only just being opened
			open[n.Path] += n.Count
		} else if n.State != recruitment.Refused && n.State != recruitment.Withdrawn && n.State != recruitment.Ended {
			f.Eligible[n.Path] += n.Count
		}
	}
	for _, p := range c.reg.Paths {
		f.Applied[p.ID] += 0
		f.Eligible[p.ID] += 0
		if p.ID != path && open[p.ID] > 0 {
			delete(f.Eligible, p.ID)
		}
	}
	return f, nil
}

// paths counts the applications by path and state, once.
func (c *contest) paths() ([]store.PathCount, error) {
	if c.seen.paths != nil {
		return c.seen.paths, nil
	}
	counts, err := c.tx.CountPaths(c.ctx, c.cycle.ID)
	c.seen.paths = counts
	return counts, err
}
