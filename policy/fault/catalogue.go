package fault

import (
	"fmt"
	"sort"
	"strings"
)

// Language of a sentence.
type Language string

// Languages, Chinese first.
const (
	Chinese Language = "zh-CN"
	English Language = "en"
)

// entry is one code: what it asks of the caller and its sentence in both languages.
// A word in braces is filled from Args; a sentence says what was wrong and what to do.
type entry struct {
	kind   Kind
	zh, en string
}

// catalogue is filled by the files sentences_*.go, one per subject, so that no code exists twice.
var catalogue = merge(sentencesCommon, sentencesIdentity, sentencesCalendar, sentencesOrg,
	sentencesRegulation, sentencesRecruitment, sentencesStore, sentencesSheet, sentencesTrial, sentencesLocal, sentencesAPI)

func merge(parts ...map[string]entry) map[string]entry {
	all := map[string]entry{}
	for _, part := range parts {
		for code, e := range part {
			if _, twice := all[code]; twice {
				panic("fault code declared twice: " + code)
			}
			all[code] = e
		}
	}
	return all
}

// Sentence is the public text in the language asked for.
func (f *Fault) Sentence(l Language) string {
	e, ok := catalogue[f.Code]
	if !ok {
		return f.Code
	}
	text := e.zh
	if l == English {
		text = e.en
	}
	for name, value := range f.Args {
		if words, ok := value.(Words); ok {
			value = words.in(l)
		}
		text = strings.ReplaceAll(text, "{"+name+"}", fmt.Sprint(value))
	}
	return text
}

// Words is an argument that is said differently in each language.
type Words struct{ Chinese, English string }

// String is the Chinese, for whoever does not ask.
func (w Words) String() string { return w.Chinese }

func (w Words) in(l Language) string {
	if l == English {
		return w.English
	}
	return w.Chinese
}

// Codes lists every code in order, for the readable page and the tests.
func Codes() []string {
	codes := make([]string, 0, len(catalogue))
	for c := range catalogue {
		codes = append(codes, c)
	}
	sort.Strings(codes)
	return codes
}

// Known tells whether the catalogue holds the code.
func Known(code string) bool { _, ok := catalogue[code]; return ok }
