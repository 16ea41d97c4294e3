// Package policy knows who may do what, where: roles, area distance, kinds of object and acts,
// as lines a person can read (lines.csv). It may not know procedures, storage or HTTP; who holds
// which role is handed in, and so is the tree that tells distances.
package policy

import (
	"crypto/sha256"
	_ "embed"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"

	"jinchu/policy/fault"
)

// Self is the distance of a person from their own application; every other distance is an org.Distance.
const Self = "self"

//go:embed lines.csv
var lines string

// Lines is the policy file of this program, with its comments.
func Lines() string { return lines }

// Program is the policy of those lines: what a county begins with. Which one is in force its record says.
var Program = sync.OnceValue(func() *Policy {
	p, err := New(lines)
	if err != nil {
		panic(err) // the tests of this package read the same file
	}
	return p
})

// The matcher asks the cheap terms first. Roles and distances are worked out before Casbin is asked,
// so its cost depends on the number of lines alone, never on people or places.
const modelText = `
[request_definition]
r = role, distance, kind, act
[policy_definition]
p = role, distances, kind, acts
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.kind == p.kind && r.role == p.role && among(r.distance, p.distances) && among(r.act, p.acts)
`

// Policy is one version of the lines, immutable once made, safe for many goroutines.
type Policy struct {
	enforcer *casbin.Enforcer
	version  string
	text     string
	rows     [][]string
	who      map[[2]string][]string // roles by kind and act, in the order of the lines
	answers  sync.Map               // question to verdict
}

// New reads policy lines (role, distances joined by |, kind, acts joined by |; # starts a comment).
//
// Fault: policy.line, with its number, where one has a wrong number of fields, an unknown role or distance, or says
// nothing of kind or act.
func New(text string) (*Policy, error) {
	m, err := model.NewModelFromString(modelText)
	if err != nil {
		return nil, err
	}
	e, err := casbin.NewEnforcer(m)
	if err != nil {
		return nil, err
	}
	e.AddFunction("among", among)
	rows, err := read(text)
	if err != nil {
		return nil, err
	}
	if _, err := e.AddPolicies(rows); err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(text))
	p := &Policy{enforcer: e, version: hex.EncodeToString(sum[:8]), text: text, rows: rows, who: map[[2]string][]string{}}
	for _, row := range rows {
		for _, act := range strings.Split(row[3], "|") {
			what := [2]string{row[2], act}
			if !slices.Contains(p.who[what], row[0]) {
				p.who[what] = append(p.who[what], row[0])
			}
		}
	}
	return p, nil
}

// Text is what this version was read from.
func (p *Policy) Text() string { return p.text }

// Version names this set of lines: the first 16 hex digits of its SHA-256.
func (p *Policy) Version() string { return p.version }

func among(args ...any) (any, error) {
	one, okOne := args[0].(string)
	many, okMany := args[1].(string)
	if !okOne || !okMany {
		return false, errors.New("among wants two strings")
	}
	for _, d := range strings.Split(many, "|") {
		if d == one {
			return true, nil
		}
	}
	return false, nil
}

func read(text string) ([][]string, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comment, r.TrimLeadingSpace, r.FieldsPerRecord = '#', true, 4
	var rows [][]string
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, unread(err)
		}
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		if wrong := checkLine(row); wrong != nil {
			at, _ := r.FieldPos(0)
			return nil, lineFault(at, *wrong)
		}
		rows = append(rows, row)
	}
}

// unread says which line is none.
func unread(err error) error {
	var parse *csv.ParseError
	switch {
	case !errors.As(err, &parse):
		return err
	case errors.Is(err, csv.ErrFieldCount):
		return lineFault(parse.Line, fault.Words{Chinese: "应有四栏：角色、距离、对象、事项", English: "it has four fields: role, distances, kind, acts"}).Because(err)
	}
	return lineFault(parse.Line, fault.Words{Chinese: "引号不成对", English: "its quotes do not match"}).Because(err)
}

func lineFault(line int, why fault.Words) *fault.Fault {
	return fault.New("policy.line", "line", line, "why", why)
}
