package rehearsal

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"
)

// sitter is somebody who sits a part: who, for which post (its place in the cycle), and the marks so far.
type sitter struct {
	who    *Person
	post   int
	exempt bool // from an earlier part
	ticket string
}

// sitting is one part with all who sit it, post by post.
type sitting struct {
	cfg   Config
	rules *Rules
	part  string
	posts []Post
}

// mark is what a sitter is given: a value, made of a panel's marks where there is a panel, or an absence.
type mark struct {
	value  decimal.Decimal
	plain  bool // every examiner gives the same
	absent bool
}

// marks gives every sitter a mark that depends on the seed, the number and who else competes for the post. Ties
// are planted: two whose totals are equal at the last place, two who are equal at the cut, and those of a capped path
// who stand first at different posts.
func (s sitting) marks(sitters []sitter) map[int]mark {
	out := map[int]mark{}
	for i := range s.posts {
		var group []sitter
		for _, one := range sitters {
			if one.post == i {
				group = append(group, one)
			}
		}
		slices.SortFunc(group, func(a, b sitter) int { return a.who.Number - b.who.Number })
		s.group(i, group, out)
	}
	return out
}

func (s sitting) group(post int, group []sitter, out map[int]mark) {
	var present []sitter
	for _, one := range group {
		if one.who.Fate == fateAbsent && s.first(one) {
			out[one.who.Number] = mark{absent: true}
			continue
		}
		present = append(present, one)
		out[one.who.Number] = mark{value: s.base(one.who)}
	}
	a, b, ok := s.pair(post, present)
	if ok {
		for _, one := range present {
			m := out[one.who.Number]
			m.value = decimal.Min(m.value, s.below())
			out[one.who.Number] = m
		}
		out[a.who.Number], out[b.who.Number] = s.tied(post, a)
		return
	}
	s.tieAtTheCut(post, present, out)
	s.tieAtTheCap(present, out)
}

// first tells whether the part is the first this person sits.
func (s sitting) first(one sitter) bool {
	for _, e := range s.rules.Exams {
		if e.Kind == s.part {
			return true
		}
		if !e.Exempt || !one.exempt {
			return false
		}
	}
	return false
}

// base is a mark between 62 and 98 with two decimals; one in eleven fails.
func (s sitting) base(who *Person) decimal.Decimal {
	d := draw{s.cfg.Seed, "mark " + s.part + " " + strconv.Itoa(who.Number)}
	hundredths := 6200 + d.number(3600, "value")
	if d.number(11, "fails") == 0 {
		hundredths = 4500 + d.number(1400, "value")
	}
	return decimal.New(int64(hundredths), -2)
}

// last tells whether the part is the last of the exam.
func (s sitting) last() bool { return s.rules.Exams[len(s.rules.Exams)-1].Kind == s.part }

// below keeps everybody else's marks under those of a planted pair.
func (s sitting) below() decimal.Decimal {
	switch {
	case s.last() && len(s.rules.Exams) > 1:
		return decimal.New(8299, -2)
	case s.part == "skills":
		return decimal.New(8399, -2)
	}
	return decimal.New(8999, -2)
}

// pair are the first two of a post who sit every part on one path; every second post has one.
func (s sitting) pair(post int, present []sitter) (a, b sitter, ok bool) {
	if post%2 == 1 && post != 1 || len(s.posts) > 1 && s.posts[post].Headcount > 1 {
		return a, b, false
	}
	var whole []sitter
	for _, one := range present {
		if !one.exempt && one.who.Path == s.rules.Paths[0] && one.who.Fate != fateAbsent {
			whole = append(whole, one)
		}
	}
	if len(whole) < 2 {
		return a, b, false
	}
	return whole[0], whole[1], true
}

// tied gives the pair marks whose weighted sums are equal: the second loses four in the first part and wins them
// back in the last. In the second post they are equal in everything, and only an extra question tells them apart.
func (s sitting) tied(post int, a sitter) (mark, mark) {
	first, last := s.rules.Exams[0].Kind, s.rules.Exams[len(s.rules.Exams)-1].Kind
	four := decimal.NewFromInt(4)
	if post == 1 {
		four = decimal.Zero
	}
	value := func(n int64) mark { return mark{value: decimal.NewFromInt(n), plain: true} }
	switch {
	case first == last:
		return value(94), value(94)
	case s.part == first:
		return value(94), mark{value: decimal.NewFromInt(94).Sub(four), plain: true}
	case s.part == last:
		w := s.rules.weightsOf(a.who.Path, false)
		back := four.Mul(w[first]).Div(w[last]).Round(2)
		return value(80), mark{value: decimal.NewFromInt(80).Add(back), plain: true}
	}
	return value(85), value(85)
}

// tieAtTheCut makes the last who is in and the first who is out equal.
func (s sitting) tieAtTheCut(post int, present []sitter, out map[int]mark) {
	for _, cut := range s.rules.Shortlists {
		if cut.From != s.part || cut.All || cut.Posts == 0 {
			continue
		}
		k := s.posts[post].Headcount * cut.People / cut.Posts
		sorted := slices.Clone(present)
		slices.SortFunc(sorted, func(a, b sitter) int {
			if c := out[b.who.Number].value.Cmp(out[a.who.Number].value); c != 0 {
				return c
			}
			return a.who.Number - b.who.Number
		})
		if k > 0 && len(sorted) > k {
			m := out[sorted[k-1].who.Number]
			out[sorted[k].who.Number] = m
		}
	}
}

// tieAtTheCap gives the first of a capped path the same high mark at every post without a planted pair: they are
// equal over all posts, and more than the cap lets in.
func (s sitting) tieAtTheCap(present []sitter, out map[int]mark) {
	for _, limit := range s.rules.Caps {
		i := slices.IndexFunc(present, func(one sitter) bool { return one.who.Path == limit.Path })
		if i >= 0 {
			out[present[i].who.Number] = mark{value: decimal.NewFromInt(99), plain: true}
		}
	}
}

// rows are a mark as it is keyed: one score, or one for each examiner of the panel.
func (s sitting) rows(one sitter, m mark) []Score {
	exam, _ := s.rules.exam(s.part)
	if exam.Panel.Size == 0 || m.absent {
		return []Score{scoreOf(one.ticket, "", m.value, m.absent)}
	}
	var rows []Score
	for i := 1; i <= exam.Panel.Size; i++ {
		value := m.value
		if !m.plain {
			d := draw{s.cfg.Seed, "examiner " + s.part + strconv.Itoa(i) + " " + strconv.Itoa(one.who.Number)}
			value = value.Add(decimal.New(int64(d.number(401, "off")-200), -2))
		}
		rows = append(rows, scoreOf(one.ticket, strconv.Itoa(i), decimal.Min(value, exam.Full), false))
	}
	return rows
}

func scoreOf(ticket, examiner string, value decimal.Decimal, absent bool) Score {
	if absent {
		return Score{Ticket: ticket, Examiner: examiner, Absent: true}
	}
	return Score{Ticket: ticket, Examiner: examiner, Value: &value}
}
