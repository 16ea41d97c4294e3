package identity

import (
	"fmt"
	"unicode"

	"jinchu/policy/fault"
)

// SoldierGrade is the grade of a disabled soldier, 1 (most severe) to 10. It is a scale of its
// own (军人抚恤优待条例): no rule turns it into a Grade, hence no function here does.
type SoldierGrade int

// SoldierCertificate is a 残疾军人证. Its number has no public structure, so it is kept as it
// is printed; the key is ID().
type SoldierCertificate struct {
	holder CitizenID
	number secret
	grade  SoldierGrade
}

// NewSoldierCertificate takes the holder, the printed number (4 to 20 letters, digits or
// Chinese characters, such as 军J000000) and the grade.
//
// Errors: identity.soldier.number, identity.soldier.grade; value.missing without a holder.
func NewSoldierCertificate(holder CitizenID, number string, grade SoldierGrade) (SoldierCertificate, error) {
	printed := tidy(number)
	switch {
	case holder.IsZero():
		return SoldierCertificate{}, fault.New("value.missing", "field", "公民身份号码")
	case !wordlike(printed):
		return SoldierCertificate{}, fault.New("identity.soldier.number")
	case grade < 1 || grade > 10:
		return SoldierCertificate{}, fault.New("identity.soldier.grade")
	}
	return SoldierCertificate{holder, hide(printed), grade}, nil
}

func wordlike(number string) bool {
	runes := []rune(number)
	for _, r := range runes {
		if !unicode.IsLetter(r) && !digit(r) {
			return false
		}
	}
	return len(runes) >= 4 && len(runes) <= 20
}

// ID is the holder's citizen ID, the key under which everything is kept.
func (s SoldierCertificate) ID() CitizenID { return s.holder }

// Grade on the soldiers' own scale.
func (s SoldierCertificate) Grade() SoldierGrade { return s.grade }

// IsZero tells whether there is no certificate.
func (s SoldierCertificate) IsZero() bool { return s.holder.IsZero() }

// Reveal is the plain number of the certificate; each call is a disclosure.
func (s SoldierCertificate) Reveal() string { return s.number.plain() }

// String is a mask.
func (s SoldierCertificate) String() string { return mask }

// Format prints the mask for every verb.
func (s SoldierCertificate) Format(f fmt.State, _ rune) { printMasked(f) }

// MarshalText encodes the mask.
func (s SoldierCertificate) MarshalText() ([]byte, error) { return []byte(mask), nil }
