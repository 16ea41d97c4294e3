package rehearsal

// The second reckoning of caps: who of a path is in over all posts, and who is over.

// placed are those of a path whom the list gave a place of this kind.
func (e *Evidence) placed(path, place string) []Application {
	var some []Application
	for _, a := range e.Record.Applications {
		if s, in := e.listed(a.ID); in && a.Path == path && s.Place == place {
			some = append(some, a)
		}
	}
	return some
}

// first tells whether somebody who is in stands before somebody over a cap: by total, at one post by its order,
// else by the lots drawn. Where a post has more than one at that total its own order comes before any lot, so
// that only those who stand alone at their posts can be held to the numbers.
func (e *Evidence) first(in, over Application, limit Cap) bool {
	a, _ := e.total(in)
	b, _ := e.total(over)
	if c := a.Cmp(b); c != 0 {
		return c > 0
	}
	if c := e.order(in, over); in.Post == over.Post && c != 0 {
		return c < 0
	}
	if limit.Ties != "lots" || !e.alone(in) || !e.alone(over) {
		return limit.Ties == "lots"
	}
	lotIn, drawn := e.partMark(in, capPart)
	lotOver, also := e.partMark(over, capPart)
	return drawn && also && lotIn.LessThan(lotOver)
}

// alone tells whether nobody else of the path has the same total at the post.
func (e *Evidence) alone(one Application) bool {
	total, _ := e.total(one)
	for _, a := range e.byPost(one.Post) {
		if other, whole := e.total(a); a.ID != one.ID && a.Path == one.Path && whole && other.Equal(total) {
			return false
		}
	}
	return true
}
