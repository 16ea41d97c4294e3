package rehearsal

// Answers of a rule about a person.
const (
	yes        = "yes"
	no         = "no"
	cannotTell = "cannot_tell"
)

// facts are what is known about one case, by the words of the vocabulary; a word that is not there is
// a fact nobody has established.
type facts map[string]string

var levels = map[string]int{"no_schooling": 0, "primary": 1, "junior_high": 2, "senior_high": 3, "college": 4,
	"bachelor": 5, "master": 6, "doctor": 7}

// is compares a fact with words, any one of which will do.
func (f facts) is(word string, any ...string) string {
	have, known := f[word]
	if !known {
		return cannotTell
	}
	for _, one := range any {
		if have == one {
			return yes
		}
	}
	return no
}

// met is a truth.
func (f facts) met(word string) string { return f.is(word, "yes") }

// schooled compares the level of education.
func (f facts) schooled(level string) string {
	have, known := f["applicant.education"]
	if !known {
		return cannotTell
	}
	return truth(levels[have] >= levels[level])
}

// inside tells whether a fact's division code lies in an area.
func (f facts) inside(word, area string) string {
	have, known := f[word]
	if !known {
		return cannotTell
	}
	return truth(covers(area, have))
}

// recent tells whether an event happened less than so many years before the day.
func (f facts) recent(word string, years int, day string) string {
	event, known := f[word]
	if !known {
		return cannotTell
	}
	passed, ok := ageOn(event, day)
	return truth(ok && passed < years)
}

// aged tells whether the completed years on a day lie in a window, both ends counted in.
func (f facts) aged(least, most int, day string) string {
	birth, known := f["applicant.birth"]
	if !known {
		return cannotTell
	}
	years, ok := ageOn(birth, day)
	return truth(ok && least <= years && years <= most)
}

func truth(holds bool) string {
	if holds {
		return yes
	}
	return no
}

// all holds where every one holds; one no decides.
func all(answers ...string) string {
	out := yes
	for _, a := range answers {
		switch a {
		case no:
			return no
		case cannotTell:
			out = cannotTell
		}
	}
	return out
}

// either holds where one holds.
func either(answers ...string) string {
	out := no
	for _, a := range answers {
		switch a {
		case yes:
			return yes
		case cannotTell:
			out = cannotTell
		}
	}
	return out
}

func not(answer string) string {
	switch answer {
	case yes:
		return no
	case no:
		return yes
	}
	return answer
}
