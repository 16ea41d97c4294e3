// Package identity knows the numbers people are known by: the citizen ID (GB 11643-1999), the
// disability certificate and the disabled soldier's certificate, how each is checked and that
// none of them prints itself. It may not know where anybody lives: the address part of an ID is
// the place of first issue, never the present residence. It may not read clocks, files or nets.
package identity

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"jinchu/policy/fault"
)

// Sex as the number has it.
type Sex string

// Sexes. An odd sequence code is male (GB 11643-1999, 4.2.3).
const (
	Male   Sex = "male"
	Female Sex = "female"
)

const citizenLength = 18

// CitizenID is a checked citizen ID number. It is comparable, fits as a map key, and is the key
// of a person: certificates change their number, the ID is for life (居民身份证法 art. 3).
// Printed, logged or encoded it shows only a mask; Reveal gives the number.
type CitizenID struct{ number secret }

// ParseCitizenID reads an 18-character number: address code, date of birth, sequence, check
// character 0-9 or X. Blanks around it, full-width digits and a small x are put right.
//
// Errors: identity.citizen.legacy (15 digits), .length, .character, .address, .rehearsal (an
// invented number in a production database), .birth, .checksum. None carries the number.
func ParseCitizenID(text string, realm Realm) (CitizenID, error) {
	number := tidy(text)
	for _, check := range []func(string) *fault.Fault{shaped, addressed(realm), born, summed} {
		if f := check(number); f != nil {
			return CitizenID{}, f
		}
	}
	return CitizenID{hide(number)}, nil
}

// shaped checks length and characters.
func shaped(number string) *fault.Fault {
	switch have := len([]rune(number)); {
	case have == 15 && allDigits(number):
		return fault.New("identity.citizen.legacy")
	case have != citizenLength:
		return fault.New("identity.citizen.length", "have", have)
	}
	for i, r := range []rune(number) {
		if !digit(r) && !(i == citizenLength-1 && r == 'X') {
			return fault.New("identity.citizen.character", "position", i+1)
		}
	}
	return nil
}

// addressed checks the province of first issue; it says nothing on where the person lives.
func addressed(realm Realm) func(string) *fault.Fault {
	return func(number string) *fault.Fault {
		switch head := number[:2]; {
		case provinces[head], head == RehearsalAddress && realm == Rehearsal:
			return nil
		case head == RehearsalAddress:
			return fault.New("identity.citizen.rehearsal")
		}
		return fault.New("identity.citizen.address")
	}
}

// born checks that the date of birth is a day of the calendar between 1800 and 2199.
func born(number string) *fault.Fault {
	day, err := time.Parse("20060102", number[6:14])
	if err != nil || day.Year() < 1800 || day.Year() > 2199 {
		return fault.New("identity.citizen.birth")
	}
	return nil
}

func summed(number string) *fault.Fault {
	if check, ok := Checksum(number[:17]); !ok || check != number[17] {
		return fault.New("identity.citizen.checksum")
	}
	return nil
}

// Checksum is the check character for the first 17 digits by ISO 7064 MOD 11-2 (GB 11643-1999,
// 4.2.4). ok is false if there are not exactly 17 digits.
func Checksum(first17 string) (check byte, ok bool) {
	if len(first17) != citizenLength-1 || !allDigits(first17) {
		return 0, false
	}
	sum := 0
	for i, weight := range [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += weight * int(first17[i]-'0')
	}
	return "10X98765432"[sum%11], true
}

// NewRehearsalID makes the number of an invented person. The address is 990000 to 999999, the
// sequence 0 to 999 (odd for men).
//
// Errors: identity.citizen.address, identity.citizen.birth, value.wrong for the sequence.
func NewRehearsalID(address, year int, month time.Month, day, sequence int) (CitizenID, error) {
	if address < 990000 || address > 999999 {
		return CitizenID{}, fault.New("identity.citizen.address")
	}
	if sequence < 0 || sequence > 999 {
		return CitizenID{}, fault.New("value.wrong", "field", "sequence", "why", "0-999")
	}
	if year < 0 || year > 9999 || month < 0 || month > 99 || day < 0 || day > 99 {
		return CitizenID{}, fault.New("identity.citizen.birth")
	}
	first17 := fmt.Sprintf("%06d%04d%02d%02d%03d", address, year, int(month), day, sequence)
	check, _ := Checksum(first17)
	return ParseCitizenID(first17+string(check), Rehearsal)
}

// Birth is the date of birth, ready for a date constructor: year, month, day.
func (c CitizenID) Birth() (year int, month time.Month, day int) {
	if c.IsZero() {
		return 0, 0, 0
	}
	n := c.Reveal()
	y, _ := strconv.Atoi(n[6:10])
	m, _ := strconv.Atoi(n[10:12])
	d, _ := strconv.Atoi(n[12:14])
	return y, time.Month(m), d
}

// Sex is read from the parity of the sequence code; "" for the zero value.
func (c CitizenID) Sex() Sex {
	switch {
	case c.IsZero():
		return ""
	case (c.Reveal()[16]-'0')%2 == 1:
		return Male
	}
	return Female
}

// Invented tells whether the number belongs to a person of a rehearsal.
func (c CitizenID) Invented() bool { return strings.HasPrefix(c.Reveal(), RehearsalAddress) }

// IsZero tells whether there is no number.
func (c CitizenID) IsZero() bool { return c.number.empty() }

// Reveal is the plain number. Each call is a disclosure: keep it out of logs, errors and
// histories, and encrypt what is stored.
func (c CitizenID) Reveal() string { return c.number.plain() }

// Masked keeps the last four characters for a page on which its owner recognises it; "" for
// the zero value. Among few people the tail identifies: do not publish it.
func (c CitizenID) Masked() string {
	if c.IsZero() {
		return ""
	}
	return strings.Repeat("*", citizenLength-4) + c.Reveal()[citizenLength-4:]
}

// String is a mask.
func (c CitizenID) String() string { return mask }

// Format prints the mask for every verb, also %#v and %x.
func (c CitizenID) Format(f fmt.State, _ rune) { printMasked(f) }

// MarshalText encodes the mask, in JSON as well; a number is not read back from it.
func (c CitizenID) MarshalText() ([]byte, error) { return []byte(mask), nil }

func digit(r rune) bool { return r >= '0' && r <= '9' }

func allDigits(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return !digit(r) }) < 0
}
