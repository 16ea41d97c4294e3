package language

import (
	"slices"

	"github.com/shopspring/decimal"

	"jinchu/policy/regulation"
)

// posts lists what a class of posts cannot do without: the law that governs it, and how many there are.
func (o *opens) posts(reg *regulation.Regulation) {
	for i, p := range reg.Posts {
		path := at("posts", i)
		o.when(!p.Regime.Known(), path+".regime")
		o.when(!p.Headcount.Known() && len(p.Quota) == 0, path+".headcount")
		o.when(p.Split.Known() && len(p.ByPath) == 0, path+".by_path")
		for j, q := range p.Quota {
			o.when(!q.Posts.Known() && !q.UpTo.Known(), at(path+".quota", j)+".posts")
		}
	}
}

// ages lists paths whose age windows leave somebody without one: all of them ask for a sex or a condition.
func (o *opens) ages(reg *regulation.Regulation) {
	for i, p := range reg.Paths {
		covered := func(sex string) bool {
			return slices.ContainsFunc(p.Ages, func(a regulation.Age) bool { return a.When == "" && (a.Sex == "" || a.Sex == sex) })
		}
		o.when(len(p.Ages) > 0 && !(covered("male") && covered("female")), at("paths", i)+".ages[+]")
	}
}

// stage lists the values without which a stage cannot decide.
func (o *opens) stage(path string, s regulation.Stage, reg *regulation.Regulation) {
	need := func(key string, known bool) { o.when(!known, path+"."+key) }
	o.route(path, s)
	switch {
	case s.Registration != nil:
		need("window", s.Registration.Window.Known())
	case s.Review != nil:
		need("supplement", s.Review.Supplement.Known())
	case s.Exam != nil:
		o.exam(path, s, reg)
	case s.Opening != nil:
		o.ratios(path, s.Opening, reg)
		need("count_on", s.Opening.CountOn.Known())
		need("short", s.Opening.Short.Known())
		need("short[+]", !slices.Equal(s.Opening.Short.V, []string{"reduce"})) // reduced to nought, and then
	case s.Shortlist != nil && !s.Shortlist.All:
		need(ratioPosts, s.Shortlist.Ratio.Known())
		need("rounding", whole(s.Shortlist.Ratio) || s.Shortlist.Rounding.Known())
		need("ties", s.Shortlist.Ties.Known())
	case s.Total != nil:
		o.total(path, s.Total, reg)
	case s.Rank != nil:
		o.rank(path, s.Rank, reg)
	case s.Check != nil:
		need(ratioPosts, s.Check.Ratio.Known())
		need("rounding", whole(s.Check.Ratio) || s.Check.Rounding.Known())
		need("standard", s.Kind != regulation.StageMedical || s.Check.Standard.Known())
	case s.Publicity != nil:
		need("period", s.Publicity.Period.Known())
		need("decisive_if", s.Publicity.Decisive.Known())
	}
}

// ratios lists the opening ratio of every class: its own, none, or the common one.
func (o *opens) ratios(path string, s *regulation.OpeningStage, reg *regulation.Regulation) {
	common := len(reg.Posts) == 0
	for _, class := range reg.Posts {
		own, ok := s.ByClass[class.ID]
		common = common || !ok
		o.when(ok && !own.None && !own.Ratio.Known(), join(path+".by_class", class.ID)+"."+ratioPosts)
	}
	o.when(common && !s.Ratio.Known(), path+"."+ratioPosts)
}

// whole tells whether a ratio comes out whole for any number of posts, or is not known yet.
func whole(r regulation.Value[regulation.Ratio]) bool {
	return !r.Known() || r.V.Posts <= 0 || r.V.People%r.V.Posts == 0
}

// exam lists what a score needs: its scale, the mark of every path where the text gives one to others, and in
// an interview how several examiners' marks become one.
func (o *opens) exam(path string, s regulation.Stage, reg *regulation.Regulation) {
	e := s.Exam
	o.when(!e.Full.Known(), path+".full")
	for _, p := range reg.Paths {
		_, own := e.PassBy[p.ID]
		o.when(len(e.PassBy) > 0 && !own && e.Pass.Standing == regulation.Absent, join(path+".pass_by", p.ID))
	}
	o.bonus(path+".bonus", e)
	o.when(s.Kind == regulation.StageInterview && !e.Panel.Known(), path+".panel")
	if e.Panel.Known() {
		ends := endsAlways(e.Panel.V.Size - e.Panel.V.DropHigh - e.Panel.V.DropLow)
		o.when(!ends && !e.Panel.V.Digits.Known(), path+".panel.digits")
		o.when((!ends || e.Panel.V.Digits.Known()) && !e.Panel.V.Rounding.Known(), path+".panel.rounding")
	}
}

// bonus lists how points count: several for one person, into the part or the total, and, where into the part,
// whether its pass mark counts them.
func (o *opens) bonus(path string, e *regulation.ExamStage) {
	b := e.Bonus.V
	if !e.Bonus.Known() || len(b.Items) == 0 {
		return
	}
	marked := len(e.PassBy) > 0 || e.Pass.Standing != regulation.Absent
	o.when(len(b.Items) > 1 && !b.Several.Known(), path+".several")
	o.when(!b.AddedTo.Known(), path+".added_to")
	o.when(marked && b.AddedTo.V != "total" && !b.InPass.Known(), path+".in_pass")
}

// endsAlways tells whether the mean of so many marks always ends: a fifth does, a third does not.
func endsAlways(marks int) bool {
	for _, factor := range []int{2, 5} {
		for marks > 1 && marks%factor == 0 {
			marks /= factor
		}
	}
	return marks <= 1
}

// total lists the weights of every path and of those exempt, and how their scales meet.
func (o *opens) total(path string, s *regulation.TotalStage, reg *regulation.Regulation) {
	o.when(!s.Weights.Known() && len(s.ByPath) == 0, path+".weights")
	for _, p := range reg.Paths {
		_, own := s.ByPath[p.ID]
		o.when(len(s.ByPath) > 0 && !own && !s.Weights.Known(), join(path+".by_path", p.ID))
	}
	o.weightless(s, reg)
	exempts := len(exemptParts(reg)) > 0
	o.when(exempts && !weighed(s.Exempt), path+".exempt")
	o.when(exempts && !s.Merge.Known(), path+".merge")
	o.when(exempts && s.Merge.V == "separate_lists" && !s.Share.Known(), path+".share")
	o.when(!s.Digits.Known(), path+".digits")
	o.when(!s.Rounding.Known(), path+".rounding")
}

// weightless lists the bonus of the first part where the weights speak of a bonus and no part has one.
func (o *opens) weightless(s *regulation.TotalStage, reg *regulation.Regulation) {
	_, inside := s.Weights.V["bonus"]
	granted := slices.ContainsFunc(reg.Procedure, func(one regulation.Stage) bool {
		return one.Exam != nil && one.Exam.Bonus.Standing != regulation.Absent
	})
	for i, one := range reg.Procedure {
		if one.Exam != nil {
			o.when(inside && !granted, join(at("procedure", i), string(one.Kind))+".bonus")
			return
		}
	}
}

// weighed tells whether weights are stated and there are any.
func weighed(w regulation.Value[map[string]decimal.Decimal]) bool { return w.Known() && len(w.V) > 0 }

// rank lists what a tie-break cannot do without: where those exempt from the part compared come, and a last
// step that always tells people apart.
func (o *opens) rank(path string, s *regulation.RankStage, reg *regulation.Regulation) {
	exempt := exemptParts(reg)
	for i, t := range s.Ties {
		o.when(holds(exempt, t.Higher) && !t.Exempt.Known(), at(path+".ties", i)+".exempt")
	}
	if len(s.Ties) == 0 {
		o.when(true, path+".ties")
		return
	}
	last := s.Ties[len(s.Ties)-1]
	o.when(!last.Unspecified && !last.Lots && (last.Extra == "" || last.Consent != ""), path+".ties[+]")
}
