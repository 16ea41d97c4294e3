package trial

import (
	"strings"

	"jinchu/policy"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// Lint holds a regulation against national law, and its routes against the policy lines: a seat for a role that no
// line lets take part would keep the notice back, and nobody may let it stand.
func Lint(reg *regulation.Regulation, lines *policy.Policy) []language.Finding {
	found := append([]language.Finding{}, language.Lint(reg)...)
	for _, seat := range lines.Unseated(reg) {
		found = append(found, language.Finding{Code: "route.seat", Severity: language.Error, Path: seat.Place(),
			Chinese: "这一席给了“" + policy.Title(seat.Role) + "”，而权限表里没有一行让这个角色参加决定，公告发不出去。请改为：" + policy.Titles(seat.May...) + "。",
			English: "This seat is given to " + seat.Role + ", which no policy line lets take part in a decision; the notice could not go out. Write one of: " + strings.Join(seat.May, ", ") + "."})
	}
	return found
}
