package recruitment_test

import (
	"strings"

	"github.com/shopspring/decimal"

	"jinchu/policy/regulation"
)

// cut splits "event>state".
func cut(step string) (event, state string, ok bool) { return strings.Cut(step, ">") }

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func decs(texts ...string) []decimal.Decimal {
	var all []decimal.Decimal
	for _, s := range texts {
		all = append(all, dec(s))
	}
	return all
}

func weights(pairs ...string) map[string]decimal.Decimal {
	all := map[string]decimal.Decimal{}
	for i := 0; i < len(pairs); i += 2 {
		all[pairs[i]] = dec(pairs[i+1])
	}
	return all
}

// silent is a value the text covers and does not state.
func silent[T any]() regulation.Value[T] {
	return regulation.Value[T]{Standing: regulation.Unspecified}
}
