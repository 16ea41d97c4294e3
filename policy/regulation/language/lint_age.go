package language

import (
	"fmt"
	"strings"
	"time"

	"jinchu/policy/regulation"
)

// ages holds each age phrase against the printed window, and names the two readings of N周岁以下.
func (l *linter) ages() {
	for i, p := range l.reg.Paths {
		for j, a := range p.Ages {
			l.age(at(at("paths", i)+".ages", j), a)
		}
	}
}

func (l *linter) age(path string, a regulation.Age) {
	printed := a.BornFrom.Known() || a.BornTo.Known()
	if !printed {
		if a.Max.Known() && strings.Contains(a.Phrase, "以下") {
			l.add(Notice, "age.reading", path, "", "county_director",
				fmt.Sprintf("“%s”有两种读法：满%d周岁当日为止，或满%d周岁前一日为止。本文件按后一种（含%d周岁）计算；请印出起止出生日期。", a.Phrase, a.Max.V, a.Max.V+1, a.Max.V),
				fmt.Sprintf("The phrase has two readings: until the birthday number %d, or until the day before number %d. The file reads the latter; print the birth dates.", a.Max.V, a.Max.V+1))
		}
		return
	}
	asOf, err := time.Parse(time.DateOnly, string(a.AsOf.V))
	if err != nil || !a.AsOf.Known() {
		return
	}
	l.youngest(path, a, asOf)
	l.oldest(path, a, asOf)
}

// youngest: whoever is Min years old on the day was born on or before asOf − Min.
func (l *linter) youngest(path string, a regulation.Age, asOf time.Time) {
	if !a.Min.Known() || !a.BornTo.Known() {
		return
	}
	want := asOf.AddDate(-a.Min.V, 0, 0).Format(time.DateOnly)
	if want != string(a.BornTo.V) {
		l.contradicts(path+".born_to", a, fmt.Sprintf("满%d周岁应为%s及以前出生，印的是%s", a.Min.V, want, a.BornTo.V),
			fmt.Sprintf("%d years means born by %s, printed is %s", a.Min.V, want, a.BornTo.V))
	}
}

// oldest accepts the three readings seen in practice: the N-th birthday, the (N+1)-th birthday
// itself, and the day before it.
func (l *linter) oldest(path string, a regulation.Age, asOf time.Time) {
	limit, known := a.Max.V, a.Max.Known()
	if a.Below.Known() {
		limit, known = a.Below.V-1, true
	}
	if !known || !a.BornFrom.Known() {
		return
	}
	next := asOf.AddDate(-limit-1, 0, 0)
	for _, reading := range []time.Time{asOf.AddDate(-limit, 0, 0), next, next.AddDate(0, 0, 1)} {
		if reading.Format(time.DateOnly) == string(a.BornFrom.V) {
			if !reading.Equal(next.AddDate(0, 0, 1)) {
				l.add(Notice, "age.window", path+".born_from", "", "county_director",
					fmt.Sprintf("“%s”按印出的出生日期%s计算，与含%d周岁的读法不同；以印出的日期为准。", a.Phrase, a.BornFrom.V, limit),
					fmt.Sprintf("The printed birth date %s differs from the reading that includes age %d; the printed date decides.", a.BornFrom.V, limit))
			}
			return
		}
	}
	l.contradicts(path+".born_from", a, fmt.Sprintf("与%d周岁不符的最早出生日期%s", limit, a.BornFrom.V),
		fmt.Sprintf("the earliest birth date %s fits no reading of age %d", a.BornFrom.V, limit))
}

func (l *linter) contradicts(path string, a regulation.Age, zh, en string) {
	l.add(Warning, "age.contradiction", path, "", "county_director",
		"年龄文字“"+a.Phrase+"”与印出的出生日期矛盾："+zh+"。以印出的日期为准；请在公告前更正。",
		"The age in words contradicts the printed birth dates: "+en+". The printed dates decide; correct it before publication.")
}
