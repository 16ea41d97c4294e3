package trial

import (
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// Open reads a regulation's text, puts rulings on a copy of it (nil for none), and compiles every
// condition. Every fault names file, line and column.
func Open(name string, text, rulings []byte) (*regulation.Regulation, error) {
	reg, err := language.Parse(name, text)
	if err != nil {
		return nil, err
	}
	if len(rulings) > 0 {
		ruled, err := language.ParseRulings(name+" rulings", rulings)
		if err != nil {
			return nil, err
		}
		if reg, err = language.Rule(reg, ruled.Rulings); err != nil {
			return nil, err
		}
	}
	_, err = language.Compile(reg)
	return reg, err
}
