package identity

import (
	"fmt"
	"strconv"
	"strings"

	"jinchu/policy/fault"
)

// Category of a disability as the certificate has it (第二代残疾人证, position 19). Some
// printed guides swap 1 and 2; the certificate does not.
type Category int

// Categories.
const (
	Vision       Category = 1 // 视力
	Hearing      Category = 2 // 听力
	Speech       Category = 3 // 言语
	Physical     Category = 4 // 肢体
	Intellectual Category = 5 // 智力
	Mental       Category = 6 // 精神
	Multiple     Category = 7 // 多重
)

var categoryNames = [...]string{"", "视力", "听力", "言语", "肢体", "智力", "精神", "多重"}

// Name is the Chinese word for the category, or "" if there is no such category.
func (c Category) Name() string {
	if c < Vision || c > Multiple {
		return ""
	}
	return categoryNames[c]
}

// Grade of a disability, 1 (most severe) to 4 (GB/T 26341-2010).
type Grade int

// Severe tells whether the grade counts as 重度: 1 and 2.
func (g Grade) Severe() bool { return g == 1 || g == 2 }

const certificateLength = 20

// DisabilityCertificate is a checked number of a 残疾人证: the holder's ID, category, grade and
// the count of re-issues. A new grade changes the number, so it is no key: the key is ID().
type DisabilityCertificate struct {
	holder   CitizenID
	category Category
	grade    Grade
	reissue  int
}

// ParseDisabilityCertificate reads 20 characters, ID + category 1-7 + grade 1-4, and after a
// re-issue B1, B2 … B99 behind them (残疾人证 re-issue rule of the federations). Character 18
// may be X. There is no checksum besides that of the ID.
//
// Errors: identity.certificate.short, .twentyone, .category, .grade, .reissue, and those of
// ParseCitizenID for the first 18 characters.
func ParseDisabilityCertificate(text string, realm Realm) (DisabilityCertificate, error) {
	number := []rune(tidy(text))
	switch {
	case len(number) < certificateLength:
		return DisabilityCertificate{}, fault.New("identity.certificate.short", "have", len(number))
	case len(number) == certificateLength+1:
		return DisabilityCertificate{}, fault.New("identity.certificate.twentyone")
	}
	holder, err := ParseCitizenID(string(number[:citizenLength]), realm)
	if err != nil {
		return DisabilityCertificate{}, err
	}
	reissue, ok := reissues(string(number[certificateLength:]))
	if !ok {
		return DisabilityCertificate{}, fault.New("identity.certificate.reissue")
	}
	return NewDisabilityCertificate(holder, Category(number[18]-'0'), Grade(number[19]-'0'), reissue)
}

// NewDisabilityCertificate puts a certificate together from its parts; reissue is 0 to 99.
//
// Errors: identity.certificate.category, .grade, .reissue; value.missing without a holder.
func NewDisabilityCertificate(holder CitizenID, c Category, g Grade, reissue int) (DisabilityCertificate, error) {
	switch {
	case holder.IsZero():
		return DisabilityCertificate{}, fault.New("value.missing", "field", "公民身份号码")
	case c.Name() == "":
		return DisabilityCertificate{}, fault.New("identity.certificate.category")
	case g < 1 || g > 4:
		return DisabilityCertificate{}, fault.New("identity.certificate.grade")
	case reissue < 0 || reissue > 99:
		return DisabilityCertificate{}, fault.New("identity.certificate.reissue")
	}
	return DisabilityCertificate{holder, c, g, reissue}, nil
}

// reissues reads "" as 0 and B1 to B99 as 1 to 99.
func reissues(suffix string) (int, bool) {
	if suffix == "" {
		return 0, true
	}
	count, lettered := strings.CutPrefix(suffix, "B")
	if !lettered || len(count) > 2 || !allDigits(count) || strings.HasPrefix(count, "0") {
		return 0, false
	}
	n, err := strconv.Atoi(count)
	return n, err == nil
}

// ID is the holder's citizen ID, the key under which everything is kept.
func (d DisabilityCertificate) ID() CitizenID { return d.holder }

// Category of the disability.
func (d DisabilityCertificate) Category() Category { return d.category }

// Grade of the disability.
func (d DisabilityCertificate) Grade() Grade { return d.grade }

// Reissue counts the re-issues: 0 for the first certificate, 1 for B1.
func (d DisabilityCertificate) Reissue() int { return d.reissue }

// IsZero tells whether there is no certificate.
func (d DisabilityCertificate) IsZero() bool { return d.holder.IsZero() }

// Reveal is the plain number; each call is a disclosure. "" for the zero value.
func (d DisabilityCertificate) Reveal() string {
	if d.IsZero() {
		return ""
	}
	number := d.holder.Reveal() + strconv.Itoa(int(d.category)) + strconv.Itoa(int(d.grade))
	if d.reissue > 0 {
		number += "B" + strconv.Itoa(d.reissue)
	}
	return number
}

// String is a mask.
func (d DisabilityCertificate) String() string { return mask }

// Format prints the mask for every verb.
func (d DisabilityCertificate) Format(f fmt.State, _ rune) { printMasked(f) }

// MarshalText encodes the mask.
func (d DisabilityCertificate) MarshalText() ([]byte, error) { return []byte(mask), nil }
