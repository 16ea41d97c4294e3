package trial

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"jinchu/activities/documents"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// Row is one candidate's result: where it ended, and the arithmetic or the sentence that put it there.
type Row struct {
	Ticket     string           `json:"ticket"`
	Post       string           `json:"post"`
	Path       string           `json:"path"`
	Rank       int              `json:"rank,omitempty"`       // place in the post's list; 0 where it was not ranked
	Total      *decimal.Decimal `json:"total,omitempty"`      // after the declared rounding
	Arithmetic string           `json:"arithmetic,omitempty"` // 71.5×30% + 60×30% + 83.25×40% = 72.75
	In         bool             `json:"in"`                   // within the headcount: a proposal, never a decision
	Tie        string           `json:"tie,omitempty"`        // what told it apart from its equals
	Why        []string         `json:"why,omitempty"`        // sentences, for whoever did not go on
}

// Ranking is a whole trial: every candidate once, by post, rank and ticket.
type Ranking struct {
	Regulation string `json:"regulation"`
	Rows       []Row  `json:"rows"`
}

// Rank plays the scored part of a regulation's procedure on two tables. Headcounts are posts by ID.
// An open value that the result hangs on is regulation.silent, with no result at all.
func Rank(reg *regulation.Regulation, applicants, scores documents.Table, headcount map[string]int) (Ranking, error) {
	all, err := candidates(reg, applicants, scores)
	if err != nil {
		return Ranking{}, err
	}
	c := contest{reg: reg, headcount: headcount, rows: map[string]*Row{}, standing: all}
	for _, one := range all {
		if headcount[one.Post] <= 0 {
			return Ranking{}, fault.New("trial.posts", "post", one.Post)
		}
		c.rows[one.Ticket] = &Row{Ticket: one.Ticket, Post: one.Post, Path: one.Path}
	}
	if c.credits, err = credits(reg, applicants); err != nil {
		return Ranking{}, err
	}
	if err := c.play(); err != nil {
		return Ranking{}, err
	}
	return Ranking{Regulation: reg.ID, Rows: c.sorted()}, nil
}

// contest is the state of a trial between two stages.
type contest struct {
	reg       *regulation.Regulation
	headcount map[string]int
	rows      map[string]*Row
	standing  []recruitment.Candidate
	credits   map[string][]recruitment.Credit    // bonuses by ticket
	contends  map[string][]recruitment.Contender // by post, after the total
	merge     regulation.Value[string]
}

// play goes through the scored stages in the regulation's order.
func (c *contest) play() error {
	ranked := false
	for _, stage := range c.reg.Procedure {
		var err error
		switch stage.Kind {
		case regulation.StageWritten, regulation.StageSkills, regulation.StageInterview:
			err = c.judge(stage)
		case regulation.StageShortlist:
			err = c.cut(stage.Shortlist)
		case regulation.StageTotal:
			err = c.add(stage.Total)
		case regulation.StageRank:
			err, ranked = c.rank(stage.Rank), true
		}
		if err != nil {
			return err
		}
	}
	if c.contends == nil {
		return fault.New("trial.total", "who", "县残联理事长")
	}
	if !ranked {
		return c.rank(&regulation.RankStage{})
	}
	return nil
}

// judge compares a part's scores with its pass marks.
func (c *contest) judge(stage regulation.Stage) error {
	var on []recruitment.Candidate
	left := map[string]int{}
	for _, one := range c.standing {
		left[one.Post]++
	}
	for _, one := range c.standing {
		one.Alone = left[one.Post] <= c.headcount[one.Post]
		j, err := recruitment.Judge(stage.Kind, stage.Exam, recruitment.ForPass(one, c.credits[one.Ticket]...))
		if err != nil {
			return err
		}
		if j.Goes() {
			on = append(on, one)
		} else {
			c.out(one.Ticket, j.Reason)
		}
	}
	c.standing = on
	return nil
}

// cut shortlists post by post.
func (c *contest) cut(stage *regulation.ShortlistStage) error {
	stays := map[string]bool{}
	for _, post := range c.posts() {
		var entries []recruitment.Entry
		for _, one := range c.standing {
			if one.Post == post {
				entries = append(entries, recruitment.Entry{Ticket: one.Ticket, Score: c.counted(one).Scores[stage.From],
					Goes: true, Exempt: slices.Contains(one.Exempt, stage.From)})
			}
		}
		shortlist, err := recruitment.Shortlist(stage, c.headcount[post], entries)
		if err != nil {
			return err
		}
		for _, ticket := range shortlist.In {
			stays[ticket] = true
		}
		for _, p := range shortlist.Out {
			c.out(p.Ticket, p.Reasons...)
		}
	}
	c.standing = slices.DeleteFunc(c.standing, func(one recruitment.Candidate) bool { return !stays[one.Ticket] })
	return nil
}

// add makes the totals.
func (c *contest) add(stage *regulation.TotalStage) error {
	c.contends, c.merge = map[string][]recruitment.Contender{}, recruitment.MergeOf(stage)
	for _, one := range c.standing {
		one = c.counted(one)
		sum, err := recruitment.Total(stage, one)
		if err != nil {
			return err
		}
		row := c.rows[one.Ticket]
		row.Total, row.Arithmetic = &sum.Value, sum.Arithmetic
		c.contends[one.Post] = append(c.contends[one.Post], recruitment.Contender{Candidate: one, Total: sum.Value})
	}
	return nil
}

// rank orders each post's list and fills the headcount.
func (c *contest) rank(stage *regulation.RankStage) error {
	lists, posts := map[string]recruitment.List{}, []recruitment.Post{}
	for _, id := range c.posts() {
		l, err := recruitment.Rank(stage, c.merge, c.contends[id], recruitment.Ground{Priorities: c.reg.Priorities,
			Holds:   func(string, regulation.Condition) regulation.Verdict { return regulation.CannotTell },
			Consent: regulation.CannotTell})
		if err != nil {
			return err
		}
		for _, p := range l.Places {
			c.rows[p.Ticket].Rank, c.rows[p.Ticket].Tie = p.Rank, p.By
		}
		lists[id] = l
		posts = append(posts, recruitment.Post{ID: id, Headcount: c.headcount[id], ByPath: c.byPath()})
	}
	limits, err := c.limits()
	if err != nil {
		return err
	}
	seats, err := recruitment.WhoIsIn(posts, lists, limits)
	if err != nil {
		return err
	}
	for _, p := range seats.Capped {
		c.rows[p.Ticket].Why = append(c.rows[p.Ticket].Why, "超过“"+p.Limit.Path+"”人数上限："+p.Limit.Rule+"。")
	}
	for _, p := range seats.In {
		c.rows[p.Ticket].In = true
	}
	return nil
}

// limits are the regulation's caps over all headcounts given: a cap over the county's posts is right
// where the tables hold the county's posts.
func (c *contest) limits() ([]recruitment.Limit, error) {
	posts := 0
	for _, n := range c.headcount {
		posts += n
	}
	var limits []recruitment.Limit
	for _, limit := range c.reg.Caps {
		l, err := recruitment.CapCount(limit, posts)
		if err != nil {
			return nil, err
		}
		limits = append(limits, l)
	}
	return limits, nil
}

// byPath are the fixed buckets of the regulation, where it has a single class of posts.
func (c *contest) byPath() map[string]int {
	if len(c.reg.Posts) == 1 && len(c.reg.Posts[0].ByPath) > 0 {
		return c.reg.Posts[0].ByPath
	}
	return nil
}

// out notes why a candidate did not go on.
func (c *contest) out(ticket string, reasons ...recruitment.Reason) {
	for _, r := range reasons {
		c.rows[ticket].Why = append(c.rows[ticket].Why, r.Chinese())
	}
}

func (c *contest) posts() []string {
	var ids []string
	for _, row := range c.rows {
		if !slices.Contains(ids, row.Post) {
			ids = append(ids, row.Post)
		}
	}
	slices.Sort(ids)
	return ids
}

// sorted lists the rows by post, those ranked first, then by ticket.
func (c *contest) sorted() []Row {
	rows := make([]Row, 0, len(c.rows))
	for _, row := range c.rows {
		rows = append(rows, *row)
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Post, b.Post), cmp.Compare(place(a), place(b)), cmp.Compare(a.Ticket, b.Ticket))
	})
	return rows
}

func place(r Row) int {
	if r.Rank == 0 {
		return int(^uint(0) >> 1)
	}
	return r.Rank
}
