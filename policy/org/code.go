// Package org knows the areas the federations work in: twelve-digit codes, the tree they form,
// how deep it is in each place, and from when to when a unit exists. It may not know people,
// posts or procedures, nor where the units are stored; files come in as readers.
package org

import (
	"strings"

	"jinchu/policy/fault"
)

// Code is the twelve-digit code of a unit: province 2, prefecture 2, county 2, township 3,
// village 3 digits (编码规则 of the National Bureau of Statistics). Codes sort as the tree does.
type Code string

// Level of a unit in the tree, highest first.
type Level int

// Levels. A place may lack one: Dongguan, Zhongshan and Danzhou have no counties.
const (
	Province Level = iota + 1
	Prefecture
	County
	Township
	Village
)

// ends is the number of digits down to each level.
var ends = [...]int{Province: 2, Prefecture: 4, County: 6, Township: 9, Village: 12}

// Kind of a unit, from the range its code lies in.
type Kind string

// Kinds of townships and villages; above them the kind is that of the level.
const (
	KindProvince   Kind = "province"
	KindPrefecture Kind = "prefecture"
	KindCounty     Kind = "county"
	Street         Kind = "street"          // 街道, township part 001-099
	Town           Kind = "town"            // 镇, 100-199
	Rural          Kind = "township"        // 乡, 200-399
	Quasi          Kind = "quasi"           // development zone, farm: 400-599
	Community      Kind = "community"       // 居委会, village part 001-199
	RuralVillage   Kind = "village"         // 村委会, 200-399
	QuasiVillage   Kind = "quasi_village"   // 400-599
	VirtualVillage Kind = "virtual_village" // 498 or 598, where a township has no villages
)

// ParseCode reads a code of 12 digits, or its head of 2, 4, 6 or 9, which is filled with noughts.
//
// Errors: org.code.
func ParseCode(text string) (Code, error) {
	digits := strings.TrimSpace(text)
	switch len(digits) {
	case 2, 4, 6, 9, 12:
	default:
		return "", fault.New("org.code", "code", clip(digits))
	}
	c := Code(digits + strings.Repeat("0", 12-len(digits)))
	if !c.Valid() {
		return "", fault.New("org.code", "code", clip(digits))
	}
	return c, nil
}

// clip keeps a wrong code short enough for a sentence.
func clip(text string) string {
	if r := []rune(text); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return text
}

// Valid tells whether there are twelve digits with a province, and a prefecture where anything
// stands below it.
func (c Code) Valid() bool {
	if len(c) != 12 || strings.IndexFunc(string(c), func(r rune) bool { return r < '0' || r > '9' }) >= 0 {
		return false
	}
	return c[:2] != "00" && (c[2:4] != "00" || c[4:] == "00000000")
}

// Level is the lowest part that is not nought. Call it on valid codes.
func (c Code) Level() Level {
	for l := Village; l > Province; l-- {
		if strings.Trim(string(c[ends[l-1]:ends[l]]), "0") != "" {
			return l
		}
	}
	return Province
}

// At cuts the code down to a level: the code of the unit of that level it lies in, which need
// not exist.
func (c Code) At(l Level) Code {
	return c[:ends[l]] + Code(strings.Repeat("0", 12-ends[l]))
}

// Short is the code without its empty parts: 2, 4, 6, 9 or 12 digits.
func (c Code) Short() string { return string(c[:ends[c.Level()]]) }

// Kind by the code ranges; "" for a range nobody has assigned (600 and above).
func (c Code) Kind() Kind {
	switch c.Level() {
	case Province:
		return KindProvince
	case Prefecture:
		return KindPrefecture
	case County:
		return KindCounty
	case Township:
		return ranged(string(c[6:9]), Street, Town, Rural, Quasi)
	}
	if c.Virtual() {
		return VirtualVillage
	}
	return ranged(string(c[9:]), Community, Community, RuralVillage, QuasiVillage)
}

// ranged chooses by 001-099, 100-199, 200-399, 400-599.
func ranged(part string, first, second, third, fourth Kind) Kind {
	switch {
	case part < "100":
		return first
	case part < "200":
		return second
	case part < "400":
		return third
	case part < "600":
		return fourth
	}
	return ""
}

// Virtual tells whether the village stands in for the villages a township lacks: 498 or 598.
func (c Code) Virtual() bool { return c[9:] == "498" || c[9:] == "598" }
