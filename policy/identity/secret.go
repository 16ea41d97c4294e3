package identity

import (
	"fmt"
	"strings"
	"unique"
)

// mask is what every printed number looks like.
const mask = "***"

// secret is text that does not print itself. It is held behind a unique handle, so that two
// equal secrets are == and fit as map keys, while reflection in fmt sees an address and not
// the text, even where the secret is an unexported field and its methods cannot be called.
type secret struct{ handle unique.Handle[string] }

func hide(text string) secret { return secret{unique.Make(text)} }

func (s secret) empty() bool { return s == secret{} }

func (s secret) plain() string {
	if s.empty() {
		return ""
	}
	return s.handle.Value()
}

// tidy takes what a person typed or pasted: surrounding blanks go, full-width characters
// become plain ones, small letters capital ones.
func tidy(text string) string {
	return strings.ToUpper(strings.Map(narrow, strings.TrimSpace(text)))
}

func narrow(r rune) rune {
	if r >= '０' && r <= 'ｚ' {
		return r - 0xFEE0
	}
	return r
}

// printMasked serves every fmt verb.
func printMasked(f fmt.State) { _, _ = f.Write([]byte(mask)) }
