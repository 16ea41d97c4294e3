// Package regulation knows the shape of a county's rules: what a regulation file can say,
// with the standing and source of every value. It holds types alone: it may not parse,
// evaluate, read files or know any procedure.
package regulation

import (
	"encoding/json"
	"fmt"
)

// Standing tells how a value came to be (rules.md, idea 3).
type Standing string

// Standings. The zero Standing is Absent: the file does not mention the value at all.
const (
	Absent      Standing = ""            // not mentioned; whether that matters depends on the stage
	Given       Standing = "given"       // the text says so
	Derived     Standing = "derived"     // follows from the text by the stated derivation
	Unspecified Standing = "unspecified" // the text covers the topic and is silent, or was cut off
	Ruled       Standing = "ruled"       // a named person ruled on it, with a reason
)

// Value is one thing a regulation says. An unspecified value is a value: it blocks, it is never zero.
type Value[T any] struct {
	V           T        `json:"v"`
	Standing    Standing `json:"standing,omitempty"`
	Source      string   `json:"source,omitempty"`       // article or place in the text
	Derivation  string   `json:"derivation,omitempty"`   // how a derived value follows
	InPrinciple bool     `json:"in_principle,omitempty"` // 原则上: a named person may except, with reason
	Reason      string   `json:"reason,omitempty"`       // of a ruling
	Ruler       string   `json:"ruler,omitempty"`        // role that ruled
}

// Known tells whether the value may be used: given, derived or ruled.
func (v Value[T]) Known() bool {
	return v.Standing == Given || v.Standing == Derived || v.Standing == Ruled
}

// Silent tells whether the text is silent on the value, so that a person must rule.
func (v Value[T]) Silent() bool { return v.Standing == Unspecified }

// Give makes a given value.
func Give[T any](v T) Value[T] { return Value[T]{V: v, Standing: Given} }

// long is the written-out form of a value: {value: 60, source: 第三条, in_principle: true}.
type long[T any] struct {
	Value       *T     `yaml:"value"`
	Source      string `yaml:"source"`
	Derivation  string `yaml:"derived"`
	InPrinciple bool   `yaml:"in_principle"`
	Unspecified bool   `yaml:"unspecified"`
}

// UnmarshalYAML reads the three written forms: a bare value, the word unspecified,
// or the long form with source and derivation.
func (v *Value[T]) UnmarshalYAML(unmarshal func(any) error) error {
	var word string
	if unmarshal(&word) == nil && word == string(Unspecified) {
		v.Standing = Unspecified
		return nil
	}
	var bare T
	errBare := unmarshal(&bare)
	if errBare == nil {
		v.V, v.Standing = bare, Given
		return nil
	}
	var l long[T]
	if err := unmarshal(&l); err != nil || (l.Value == nil && !l.Unspecified) {
		return errBare
	}
	v.Source, v.Derivation, v.InPrinciple = l.Source, l.Derivation, l.InPrinciple
	switch {
	case l.Unspecified:
		v.Standing = Unspecified
	case l.Derivation != "":
		v.V, v.Standing = *l.Value, Derived
	default:
		v.V, v.Standing = *l.Value, Given
	}
	return nil
}

// String shows the value with its standing, for tables and diffs.
func (v Value[T]) String() string {
	if v.Standing == Absent || v.Standing == Unspecified {
		return string(Unspecified)
	}
	return fmt.Sprint(v.V)
}

// MarshalJSON keeps an absent value out of compiled plans' digests as null.
func (v Value[T]) MarshalJSON() ([]byte, error) {
	if v.Standing == Absent {
		return []byte("null"), nil
	}
	type plain Value[T]
	return json.Marshal(plain(v))
}
