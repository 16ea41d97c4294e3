package rehearsal

import "slices"

// eligibility: the verdict of the record is the one read a second time, and what a named person decided fits it.
func eligibility(e *Evidence, t *Tally) {
	for _, a := range e.Record.Applications {
		who := e.person(a)
		if who == nil {
			t.hold(false, "an application of nobody invented")
			continue
		}
		supplied := who.Lacks == "" || a.did("supplement") || a.did("grant")
		read := func(exceptions []string) (string, []string) {
			return charters[e.Rules.ID].read(a.Path, who.facts(supplied), e.Rules.env(a.Path, e.Config.From), exceptions)
		}
		plain, against := read(nil)
		want, left := read(excepted(a))
		said := a.Verdict.Verdict
		t.hold(said == plain || said == want, "%s: verdict %s, reckoned %s by %v", e.named(a), said, plain, against)
		against = left
		if a.did("qualify") {
			t.hold(want == yes, "%s was qualified, reckoned %s by %v", e.named(a), want, against)
		}
		if a.did("refuse") && !a.did("grant") {
			t.hold(want != yes, "%s was refused and is eligible", e.named(a))
		}
	}
}

// onlyQualified: whoever was hired had been found qualified, by review or on appeal.
func onlyQualified(e *Evidence, t *Tally) {
	for _, a := range e.Record.Applications {
		if a.did("hire") || a.Contract != nil {
			t.hold(a.did("qualify") || a.did("grant"), "%s was hired and never found qualified", e.named(a))
		}
	}
}

func totals(e *Evidence, t *Tally) {
	for _, a := range e.Record.Applications {
		standing, in := e.listed(a.ID)
		if !in {
			continue
		}
		want, ok := e.total(a)
		t.hold(ok && want.Equal(*standing.Total), "%s: total %s, reckoned %s", e.named(a), standing.Total, want)
	}
}

// ranks: one before another in the list of a post is one before it here; equals share.
func ranks(e *Evidence, t *Tally) {
	for _, post := range e.Record.Cycle.Posts {
		list := e.contenders(post)
		for i := 1; i < len(list); i++ {
			before, _ := e.listed(list[i-1].ID)
			after, _ := e.listed(list[i].ID)
			c := e.order(list[i-1], list[i])
			t.hold(c < 0 && before.Rank < after.Rank || c == 0 && before.Rank == after.Rank,
				"post %s: %s has rank %d and %s rank %d", post.Code, e.named(list[i-1]), before.Rank, e.named(list[i]), after.Rank)
		}
	}
}

// cuts: after each part those go on who should, and nobody else; and whoever is in the list passed every part.
func cuts(e *Evidence, t *Tally) {
	for i, exam := range e.Rules.Exams {
		for _, post := range e.Record.Cycle.Posts {
			in, out := e.cutAfter(post, exam.Kind)
			for _, a := range in {
				t.hold(e.wentOn(a, i), "post %s: %s should go on after %s and did not", post.Code, e.named(a), exam.Kind)
			}
			for _, a := range out {
				t.hold(!e.wentOn(a, i), "post %s: %s went on after %s and should not", post.Code, e.named(a), exam.Kind)
			}
		}
	}
}

// wentOn: sat the next part, or after the last has a place in the list.
func (e *Evidence) wentOn(a Application, part int) bool {
	if part+1 < len(e.Rules.Exams) {
		return e.sat(a, e.Rules.Exams[part+1].Kind)
	}
	_, in := e.listed(a.ID)
	return in
}

// engaged are those who hold a place at the end.
func engaged(a Application) bool {
	return slices.Contains([]string{"hired", "signed", "contracted"}, a.State)
}

func placesKept(e *Evidence, t *Tally) {
	paths := map[string]int{}
	for _, post := range e.Record.Cycle.Posts {
		held, by := 0, map[string]int{}
		for _, a := range e.byPost(post.Code) {
			if engaged(a) {
				held++
				by[a.Path]++
				paths[a.Path]++
			}
		}
		places := e.Rules.places(post, e.Record.Applications)
		t.hold(held <= places, "post %s: %d engaged for %d places", post.Code, held, places)
		for path, n := range by {
			if post.ByPath != nil {
				t.hold(n <= post.ByPath[path], "post %s: %d engaged of path %s for %d places", post.Code, n, path, post.ByPath[path])
			}
		}
	}
	for _, limit := range e.Rules.Caps {
		t.hold(paths[limit.Path] <= limit.Count, "%d engaged of path %s, at most %d may", paths[limit.Path], limit.Path, limit.Count)
	}
}

// rivals are those of a bucket in order: all of the post, or one path's.
func (e *Evidence) rivals(post Post) [][]Application {
	list := e.contenders(post)
	if len(post.ByPath) == 0 {
		return [][]Application{list}
	}
	var buckets [][]Application
	for _, path := range sortedKeys(post.ByPath) {
		var some []Application
		for _, a := range list {
			if a.Path == path {
				some = append(some, a)
			}
		}
		buckets = append(buckets, some)
	}
	return buckets
}

// capped tells whether a path is under a cap that is full.
func (e *Evidence) capped(path string) bool {
	for _, limit := range e.Rules.Caps {
		if limit.Path != path {
			continue
		}
		held := 0
		for _, a := range e.Record.Applications {
			if a.Path == path && a.did("propose") {
				held++
			}
		}
		return held >= limit.Count
	}
	return false
}

// bestFirst: nobody is proposed while somebody before them in the order is neither proposed nor over a cap, and
// nobody is over a cap before somebody of the path who is in.
func bestFirst(e *Evidence, t *Tally) {
	for _, limit := range e.Rules.Caps {
		for _, over := range e.placed(limit.Path, "capped") {
			for _, in := range e.placed(limit.Path, "in") {
				t.hold(e.first(in, over, limit), "%s is over the cap of path %s before %s, who is in", e.named(over), limit.Path, e.named(in))
			}
		}
	}
	for _, post := range e.Record.Cycle.Posts {
		for _, bucket := range e.rivals(post) {
			var passedOver []Application
			for _, a := range bucket {
				if !a.did("propose") {
					if !e.capped(a.Path) && !a.did("waive") {
						passedOver = append(passedOver, a)
					}
					continue
				}
				t.hold(len(passedOver) == 0 || e.order(passedOver[0], a) >= 0, "post %s: %s was proposed before somebody better", post.Code, e.named(a))
			}
		}
	}
}

// noneEmpty: a place is empty only where nobody waits for it who could have it.
func noneEmpty(e *Evidence, t *Tally) {
	for _, post := range e.Record.Cycle.Posts {
		places := e.Rules.places(post, e.Record.Applications)
		for _, bucket := range e.rivals(post) {
			held, waiting := 0, 0
			for _, a := range bucket {
				switch {
				case engaged(a):
					held++
				case !a.did("propose") && !a.did("waive") && !e.capped(a.Path):
					waiting++
				}
			}
			if len(post.ByPath) > 0 && len(bucket) > 0 {
				places = post.ByPath[bucket[0].Path]
			}
			t.hold(held >= places || waiting == 0 || !e.mayFollow(bucket), "post %s: %d of %d places filled while %d wait", post.Code, held, places, waiting)
		}
	}
}

// mayFollow tells whether the text lets a substitute follow what made the places empty.
func (e *Evidence) mayFollow(bucket []Application) bool {
	causes := map[string]string{"unfit": "failed_medical", "uncleared": "failed_background", "waived": "waived", "refused": "objection", "ended": "objection"}
	for _, a := range bucket {
		if a.did("propose") && !engaged(a) && !slices.Contains(e.Rules.On, causes[a.State]) && causes[a.State] != "" {
			return false
		}
	}
	return true
}
