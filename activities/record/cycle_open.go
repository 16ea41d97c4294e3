package record

import (
	"context"
	"encoding/json"
	"strconv"

	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/org"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// Opening is what opens a cycle (拟定方案): the rules it is held to and the posts it fills.
type Opening struct {
	Regulation  string        `json:"regulation" minLength:"1" doc:"规则文件编号"`
	Version     int           `json:"version,omitempty" doc:"版本；不填为最新一版"`
	Title       string        `json:"title" minLength:"1" maxLength:"200" doc:"批次名称"`
	Unit        string        `json:"unit" pattern:"^[0-9]{12}$" doc:"组织单位的区划代码"`
	Posts       []OpeningPost `json:"posts" minItems:"1" maxItems:"2000"`
	Paper       *PaperBody    `json:"paper,omitempty" doc:"在纸面上已经开始的批次：谁签的方案、日期、扫描件；以后各步也从纸面补录，直到现状"`
	CountyPosts int           `json:"county_posts,omitempty" doc:"全县专职委员岗位总数；按全县岗位计算比例的规则需要"`
}

// OpeningPost is one post of the plan.
type OpeningPost struct {
	Code      string         `json:"code" minLength:"1" maxLength:"40" doc:"岗位代码，批次内唯一"`
	Name      string         `json:"name" minLength:"1" maxLength:"200"`
	Unit      string         `json:"unit" pattern:"^[0-9]{12}$" doc:"岗位所属单位的区划代码"`
	Class     string         `json:"class" doc:"规则中的岗位类别"`
	Headcount int            `json:"headcount" minimum:"1" maximum:"1000" doc:"人数"`
	ByPath    map[string]int `json:"by_path,omitempty" doc:"各报考类别的人数；不填则不分类别"`
}

// openCycle records a new cycle: it is pinned to the version of its rules from here on.
func (d *Desk) openCycle(ctx context.Context, tx store.Tx, c store.Command, locked store.CaseFile) (store.Outcome, error) {
	var in Opening
	if err := json.Unmarshal(c.Body, &in); err != nil {
		return store.Outcome{}, fault.New("request.shape", "why", "body").Because(err)
	}
	locked.Unit = in.Unit
	x, err := d.opening(ctx, tx, c, locked, in.Paper)
	if err != nil {
		return store.Outcome{}, err
	}
	text, book, err := d.adopted(ctx, tx, in)
	if err != nil {
		return store.Outcome{}, err
	}
	if err := d.checkPosts(ctx, tx, book, &in); err != nil {
		return store.Outcome{}, err
	}
	if err := addCycle(ctx, tx, locked.ID, in); err != nil {
		return store.Outcome{}, err
	}
	working, err := tx.Working(ctx)
	if err != nil {
		return store.Outcome{}, err
	}
	x.out = store.Outcome{Event: "open", State: recruitment.Planned, Unit: in.Unit,
		Pins: &store.Pins{Regulation: text.ID, RegulationVersion: text.Version, PolicyVersion: x.by.Version,
			CalendarVersion: working.Version()},
		Outbox: []store.Message{{Kind: BeginMessage}}, Record: keptOf(x.cmd, x.by, in)}
	plan := &contest{book: book, ctx: ctx, desk: d, tx: tx, cycle: locked}
	at := store.CaseFile{ID: locked.ID, Kind: CycleKind, State: x.out.State, Unit: in.Unit, Seq: 1}
	x.out.Tasks, err = plan.dueTasks(at, []store.Doing{{Case: at.ID, Seq: 1, Event: c.Act, Person: x.cmd.Actor, Role: c.Role}}, waiting{})
	if err != nil {
		return store.Outcome{}, err
	}
	return x.out, x.keepPaper()
}

// opening asks whether somebody may open a cycle; of one that was begun on paper, whether its signer might, on
// the day of the paper.
func (d *Desk) opening(ctx context.Context, tx store.Tx, c store.Command, at store.CaseFile, paper *PaperBody) (x *deed, err error) {
	x = &deed{contest: &contest{ctx: ctx, tx: tx, desk: d, cycle: at}, cmd: c, at: at, table: tables[CycleKind]}
	if x.now, err = tx.Now(ctx); err != nil {
		return nil, err
	}
	x.today = calendar.DateOf(x.now)
	if paper != nil {
		if x.sheet, err = d.entry(ctx, tx, c.Actor, *paper, at, calendar.Date{}, x.today); err != nil {
			return nil, err
		}
		x.cmd.Actor = x.sheet.signer.Mark()
	}
	x.by, err = x.lawful()
	return x, err
}

// adopted reads the version of the rules; only one the county adopted can be used.
func (d *Desk) adopted(ctx context.Context, tx store.Tx, in Opening) (store.Regulation, *book, error) {
	text, err := tx.Regulation(ctx, in.Regulation, in.Version)
	if err != nil {
		return text, nil, err
	}
	if text.Status != "adopted" {
		return text, nil, fault.New("recruitment.regulation.draft", "regulation", text.ID, "version", text.Version)
	}
	book, err := compile(text, nil)
	return text, book, err
}

func addCycle(ctx context.Context, tx store.Tx, id string, in Opening) error {
	facts := map[string]any{}
	if in.CountyPosts > 0 {
		facts["county_posts"] = in.CountyPosts
	}
	if err := tx.AddCycle(ctx, store.Cycle{ID: id, Title: in.Title, Facts: facts}); err != nil {
		return err
	}
	posts := make([]store.Post, 0, len(in.Posts))
	for _, p := range in.Posts {
		facts := map[string]any{}
		if len(p.ByPath) > 0 {
			facts["by_path"] = p.ByPath
		}
		posts = append(posts, store.Post{Cycle: id, Code: p.Code, Name: p.Name, Unit: p.Unit, Class: p.Class,
			Headcount: p.Headcount, Facts: facts})
	}
	return tx.AddPosts(ctx, posts)
}

// checkPosts holds the plan against the rules: known classes and areas, buckets that add up, no more
// posts than the rules give.
func (d *Desk) checkPosts(ctx context.Context, tx store.Tx, b *book, in *Opening) error {
	total, perUnit := map[string]int{}, map[[2]string]int{}
	for i := range in.Posts {
		p := &in.Posts[i]
		at := "posts[" + strconv.Itoa(i) + "]"
		class := (&contest{book: b}).class(p.Class)
		if class == nil {
			return fault.New("value.wrong", "field", "class", "why", "规则里没有这个岗位类别 no such class in the regulation").At(at)
		}
		if err := buckets(b.reg, class, p); err != nil {
			return fault.Of(err).At(at)
		}
		between, err := tx.Between(ctx, []string{in.Unit}, p.Unit)
		if err != nil {
			return err
		}
		if d := between.Between(in.Unit, p.Unit); d != string(org.Own) && d != string(org.Below) {
			return fault.New("value.wrong", "field", "unit", "why", "不在组织单位辖区内 outside the organiser's area").At(at)
		}
		total[p.Class] += p.Headcount
		perUnit[[2]string{p.Class, p.Unit}] += p.Headcount
	}
	for _, class := range b.reg.Posts {
		if err := withinHeadcount(class, total[class.ID]); err != nil {
			return err
		}
	}
	return withinQuota(ctx, tx, b, perUnit)
}

// buckets gives a post the fixed places by path that its class has, and checks those the plan states.
func buckets(reg *regulation.Regulation, class *regulation.PostClass, p *OpeningPost) error {
	sum := 0
	for _, n := range class.ByPath {
		sum += n
	}
	if len(p.ByPath) == 0 && len(class.ByPath) > 0 {
		if sum != p.Headcount {
			return fault.New("value.missing", "field", "by_path")
		}
		p.ByPath = class.ByPath
	}
	if len(p.ByPath) == 0 {
		return nil
	}
	sum = 0
	for path, n := range p.ByPath {
		if !hasPath(reg, path) || n < 0 {
			return fault.New("value.wrong", "field", "by_path", "why", "规则里没有这个报考类别，或人数为负 unknown path or negative count")
		}
		sum += n
	}
	if sum != p.Headcount {
		return fault.New("value.wrong", "field", "by_path", "why", "各类别人数之和不等于岗位人数 the buckets do not add up to the headcount")
	}
	return nil
}

func hasPath(reg *regulation.Regulation, id string) bool {
	for _, p := range reg.Paths {
		if p.ID == id {
			return true
		}
	}
	return false
}

// withinHeadcount refuses more posts of a class than the text states; per_plan and the like state none.
func withinHeadcount(class regulation.PostClass, have int) error {
	stated, none := strconv.Atoi(class.Headcount.V)
	if class.Headcount.Known() && none == nil && have > stated {
		return fault.New("recruitment.posts.many", "class", class.Name, "have", have, "most", stated, "source", class.Headcount.Source)
	}
	return nil
}

// withinQuota refuses more posts of a class in one unit than its rule gives; a rule the text leaves
// open leaves the number to the plan, which a person approves.
func withinQuota(ctx context.Context, tx store.Tx, b *book, perUnit map[[2]string]int) error {
	for _, class := range b.reg.Posts {
		if len(class.Quota) == 0 {
			continue
		}
		for key, have := range perUnit {
			if key[0] != class.ID {
				continue
			}
			unit, err := unitFacts(ctx, tx, key[1])
			if err != nil {
				return err
			}
			gives, err := recruitment.Quota(class, *unit, b.program)
			if fault.CodeOf(err) == "regulation.silent" {
				continue
			}
			if err != nil {
				return err
			}
			if most := max(gives.Posts, gives.UpTo); !gives.PerPlan && have > most {
				return fault.New("recruitment.posts.many", "class", class.Name, "have", have, "most", most, "source", gives.Reason.Source)
			}
		}
	}
	return nil
}
