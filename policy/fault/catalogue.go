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
	sentencesRegulation, sentencesRecruitment, sentencesStore, sentencesDossier, sentencesSheet, sentencesTrial, sentencesLocal, sentencesAPI,
	sentencesApproval, sentencesService)

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
		if noun, ok := nouns[fmt.Sprint(value)]; ok && name == "what" {
			value = noun
		}
		if part, ok := parts[fmt.Sprint(value)]; ok && name == "why" {
			value = part
		}
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

// nouns are the things of the record as people call them, where a sentence speaks of {what} by its code.
var nouns = map[string]Words{
	"accommodation": {"便利申请", "request for accommodation"}, "act": {"办理事项", "act"}, "answer": {"原答复", "answer"},
	"application": {"报名", "application"}, "assignment": {"任职授权", "assignment"}, "calendar": {"工作日历", "calendar"},
	"case": {"事项", "case"}, "command": {"办理记录", "command"}, "contract": {"合同", "contract"}, "cycle": {"选聘批次", "cycle"},
	"deadline": {"期限", "deadline"}, "finding": {"检查条目", "finding"}, "holder": {"持证人", "holder"}, "objection": {"异议", "objection"},
	"page": {"页面", "page"}, "payload": {"留存内容", "payload"}, "person": {"人员", "person"}, "post": {"岗位", "post"},
	"realm": {"数据库标记", "realm"}, "regulation": {"办法", "regulation"}, "run": {"销毁批次", "run"}, "session": {"登录", "session"}, "unit": {"单位", "unit"},
	"upload": {"文件", "file"},
}

// parts are what of a chain's entry does not fit, where a sentence says {why} by its code.
var parts = map[string]Words{
	"missing": {"中间缺少编号", "a number is left out"}, "chain": {"与前一条接不上", "it does not follow the one before"},
	"content": {"编号、事项、人员、角色、时间或摘要被改动", "number, event, person, role, time or digest was changed"},
	"payload": {"所依据的内容被改动", "what it rested on was changed"}, "end": {"末尾的记录被删除或增加", "entries at the end are gone, or were added"},
	"gone":   {"所依据的内容不见了，而没有销毁批次", "what it rested on is gone, and no run destroyed it"},
	"anchor": {"锚里记的是另一条记录", "an anchor holds another entry"},
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
