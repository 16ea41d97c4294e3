package rehearsal

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Fates of applicants beside what the rules say of them.
const (
	fatePlain     = ""
	fateWithdraws = "withdraws" // takes the application back before the exam
	fateAbsent    = "absent"    // does not come to the first exam
	fateAsks      = "asks"      // asks for accommodation, and is given it
	fateAsksAlso  = "asks_also" // asks for accommodation, and is refused with a reason
	fateSilent    = "silent"    // never supplements; refused, appeals with the fact
	fateAppeals   = "appeals"   // appeals against a refusal that stands
)

// Kin is the disabled person on whose certificate a relative applies.
type Kin struct{ ID, Certificate string }

// Person is an invented applicant. Everything follows from seed and number.
type Person struct {
	Number       int
	Name         string
	ID           string
	Certificate  string
	Phone        string
	Sex          string
	Birth        string
	Category     string // digit of the certificate
	Grade        string
	Path         string
	Post         string // code
	Unit         string // of the post
	Kin          *Kin
	Stated       map[string]string // facts by words of the vocabulary
	Lacks        string            // a word withheld at first
	Flaw         string            // the rule that is planted broken
	Fate         string
	atTheCounter bool
}

// draw gives choices that depend on the seed and a stable name only.
type draw struct {
	seed int64
	name string
}

// number is a number below n.
func (d draw) number(n int, purpose string) int {
	h := sha256.Sum256(fmt.Appendf(nil, "%d|%s|%s", d.seed, d.name, purpose))
	return int(binary.BigEndian.Uint32(h[:4]) % uint32(n))
}

// one is one of several words.
func (d draw) one(words ...string) string { return words[d.number(len(words), fmt.Sprint(words))] }

// invent makes the applicants of a rehearsal for the posts of its cycle.
func invent(cfg Config, rules *Rules, posts []Post) []*Person {
	c := charters[rules.ID]
	turn := map[string]int{} // how many of a path came before
	calm := 0                // how many whom the rules let stand
	var people []*Person
	for n := 1; n <= cfg.Applicants; n++ {
		d := draw{cfg.Seed, "applicant " + strconv.Itoa(n)}
		p := &Person{Number: n, Name: fmt.Sprintf("演练%04d", n), Phone: fmt.Sprintf("1000%07d", n), Stated: map[string]string{},
			Path: pathOf(rules, n), atTheCounter: n%5 == 0}
		post := postOf(rules, posts, n, cfg.Applicants)
		p.Post, p.Unit = post.Code, post.Unit
		e := rules.env(p.Path, cfg.From)
		p.draw(d, c, e)
		if !p.plant(c.paths[p.Path], e, turn[p.Path]) {
			p.meet(c.paths[p.Path], int((cfg.Seed%15+15)%15)+calm)
			calm++
		}
		turn[p.Path]++
		p.number(cfg.Seed, c.paths[p.Path].kin)
		people = append(people, p)
	}
	return people
}

// env is what rules of a path ask for beside the person.
func (r *Rules) env(path, from string) env {
	day := r.AsOf[path]
	if !printedDate.MatchString(day) {
		day = from // the day of the notice, with which a rehearsal begins
	}
	return env{Day: from, AsOf: day, Windows: r.Windows[path], Untils: r.Untils}
}

// pathOf gives every fourth applicant to the second path where there is one.
func pathOf(rules *Rules, n int) string {
	if len(rules.Paths) > 1 && n%4 == 3 {
		return rules.Paths[1]
	}
	return rules.Paths[0]
}

// postOf spreads applicants over the posts; where the text has an opening ratio, the last post stays short of
// it and the one before comes short of its second place.
func postOf(rules *Rules, posts []Post, n, of int) Post {
	last := len(posts) - 1
	if rules.Opening == nil || last < 2 {
		return posts[(n-1+(n-1)/len(posts))%len(posts)]
	}
	need := rules.Opening.People / max(1, rules.Opening.Posts)
	few, short := need-1, posts[last-1].Headcount*need-1
	switch {
	case n <= few:
		return posts[last]
	case posts[last-1].Headcount > 1 && n <= few+short:
		return posts[last-1]
	case posts[last-1].Headcount > 1:
		return posts[n%(last-1)]
	}
	return posts[n%last]
}

// draw fills in a person whom the rules let stand.
func (p *Person) draw(d draw, c charter, e env) {
	p.Sex = d.one("female", "male")
	p.Birth = yearsBefore(e.AsOf, 22+d.number(14, "age"))
	if e.Windows[0] != "" {
		p.Birth = yearsBefore(e.Windows[1], 3+d.number(14, "age"))
	}
	p.Birth = daysBefore(p.Birth, d.number(300, "day"))
	p.Category, p.Grade = d.one("1", "2", "3", "4", "4", "4", "4", "6"), d.one("1", "2", "3", "4", "4")
	if fit := c.paths[p.Path].fit; fit != nil {
		fit(p, d)
	}
	for _, word := range c.words {
		if fact, asked := p.usual(word, d, c.paths[p.Path].kin); asked {
			p.Stated[word] = fact
		}
	}
	if _, asked := p.Stated["applicant.household"]; asked && c.home != "" {
		p.Stated["applicant.household"] = c.home
	}
}

// usual is what a person without anything remarkable states.
func (p *Person) usual(word string, d draw, kin bool) (string, bool) {
	switch word {
	case "certificate.valid":
		return "yes", !kin
	case "certificate.area":
		return p.Unit, !kin
	case "certificate.generation":
		return d.one("2", "3"), !kin
	case "supported.valid", "supported.same_household":
		return "yes", kin
	case "supported.relation":
		return d.one("parent", "spouse", "child"), kin
	case "applicant.household":
		return p.Unit, true
	case "applicant.education":
		return d.one("senior_high", "senior_high", "college", "bachelor"), true
	case "applicant.employer", "applicant.last_grade":
		return "none", true
	case "applicant.skills":
		return d.one("computer", "computer", "rehabilitation"), true
	case "applicant.titles":
		return d.one("nurse", "teacher", "social_worker"), true
	case "applicant.fit", "applicant.green_health_code", "applicant.employer_consent", "applicant.full_time":
		return "yes", true
	case "applicant.sanctioned", "applicant.family_planning", "applicant.cheated", "applicant.civil_servant_dismissed":
		return longAgo, true
	case "applicant.unemployed", "applicant.grid_worker", "applicant.party_member", "applicant.fresh_graduate",
		otherFact("long_experience"), otherFact("lives_in_named_village"):
		return d.one("no", "no", "yes"), true
	}
	return "no", true
}

// plant breaks one rule for a share of a path's people, each rule in its turn; false for the others.
func (p *Person) plant(b branch, e env, turn int) bool {
	every := 4
	if b.kin {
		every = 2 // few apply on this path, and each of its rules wants somebody
	}
	living := slices.DeleteFunc(slices.Clone(b.criteria), func(c criterion) bool { return c.over(e) })
	if turn%every != every-1 || len(living) == 0 {
		return false
	}
	one := living[turn/every%len(living)]
	p.Flaw = one.id
	one.spoil(p, e)
	if turn/every%2 == 0 {
		p.Fate = fateAppeals
	}
	return true
}

// meet gives a share of those whom the rules let stand a fate, or withholds a fact.
func (p *Person) meet(b branch, turn int) {
	switch turn % 15 {
	case 2:
		p.Fate = fateWithdraws
	case 5:
		p.Fate = fateAbsent
	case 8:
		p.Fate = fateAsks
	case 11:
		p.Fate = fateAsksAlso
	case 7, 13:
		p.Lacks = lacking(b)
		if p.Lacks != "" && turn%30 == 13 {
			p.Fate = fateSilent
		}
	}
}

// lacking is the word of the branch's first rule that needs one.
func lacking(b branch) string {
	i := slices.IndexFunc(b.criteria, func(c criterion) bool { return c.lacks != "" })
	if i < 0 {
		return ""
	}
	return b.criteria[i].lacks
}

// number gives the person numbers of invented people: address codes from 990000 on belong to nobody.
func (p *Person) number(seed int64, kin bool) {
	address := 990000 + int(seed%5000+5000)%5000
	p.ID = citizenID(address, p.Birth, p.Number, p.Sex)
	if kin {
		id := citizenID(address+5000, "1970-01-01", p.Number, "male")
		p.Kin = &Kin{id, id + "63"} // 精神残疾三级
		p.Category, p.Grade = "", ""
		return
	}
	p.Certificate = p.ID + p.Category + p.Grade
}

// citizenID makes a number by GB 11643-1999: address, birth, sequence (odd for men) and check character.
func citizenID(address int, birth string, number int, sex string) string {
	sequence := number % 500 * 2
	if sex == "male" {
		sequence++
	}
	first := fmt.Sprintf("%06d%s%s%s%03d", address, birth[:4], birth[5:7], birth[8:], sequence)
	sum, weight := 0, 1
	for i := len(first) - 1; i >= 0; i-- {
		weight = weight * 2 % 11
		sum += weight * int(first[i]-'0')
	}
	return first + string("10X98765432"[sum%11])
}

var categories = map[string]string{"1": "vision", "2": "hearing", "3": "speech", "4": "limb", "5": "intellectual", "6": "mental", "7": "multiple"}

// facts are everything known of the person once the missing fact is supplied; at first without it.
func (p *Person) facts(complete bool) facts {
	f := facts{"applicant.birth": p.Birth, "applicant.sex": p.Sex, "unit.code": p.Unit}
	for word, fact := range p.Stated {
		if complete || word != p.Lacks {
			f[word] = fact
		}
	}
	if p.Certificate != "" {
		f["certificate.kind"], f["certificate.category"], f["certificate.grade"] = "disability", categories[p.Category], p.Grade
	}
	if p.Kin != nil {
		f["supported.kind"], f["supported.category"], f["supported.grade"] = "disability", "mental", "3"
	}
	return f
}

func yearsBefore(day string, years int) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return d.AddDate(-years, 0, 0).Format(time.DateOnly)
}

func daysBefore(day string, days int) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return d.AddDate(0, 0, -days).Format(time.DateOnly)
}

func dayBefore(day string) string { return daysBefore(day, 1) }
