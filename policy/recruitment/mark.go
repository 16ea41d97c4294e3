package recruitment

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// Mark is one score made of several examiners' marks, with how it was made.
type Mark struct {
	Value      decimal.Decimal   `json:"value"`
	Dropped    []decimal.Decimal `json:"dropped"` // highest first
	Arithmetic string            `json:"arithmetic"`
}

// PanelMark makes one score of the examiners' marks: the k highest and k lowest go, the rest are
// averaged and rounded as declared. A panel the text leaves open, or a mean that needs an undeclared
// rounding, is regulation.silent; a wrong number of marks is recruitment.panel.size.
func PanelMark(panel regulation.Value[regulation.Panel], marks []decimal.Decimal) (Mark, error) {
	if !panel.Known() {
		return Mark{}, silence("panel")
	}
	p := panel.V
	if p.Size > 0 && len(marks) != p.Size || len(marks) <= p.DropHigh+p.DropLow {
		return Mark{}, fault.New("recruitment.panel.size", "have", len(marks), "want", max(p.Size, p.DropHigh+p.DropLow+1))
	}
	sorted := slices.Clone(marks)
	slices.SortFunc(sorted, func(a, b decimal.Decimal) int { return b.Cmp(a) })
	kept := sorted[p.DropHigh : len(sorted)-p.DropLow]
	value, err := mean(kept, p)
	if err != nil {
		return Mark{}, err
	}
	return Mark{
		Value:      value,
		Dropped:    slices.Concat(sorted[:p.DropHigh], sorted[len(sorted)-p.DropLow:]),
		Arithmetic: "(" + join(kept, " + ") + ") ÷ " + strconv.Itoa(len(kept)) + " = " + value.String(),
	}, nil
}

// mean averages exactly, then rounds as declared; without declared digits and rounding only a mean that ends
// within the declared digits (or at all, where no digits are declared) stands.
func mean(kept []decimal.Decimal, p regulation.Panel) (decimal.Decimal, error) {
	sum, n := decimal.Sum(kept[0], kept[1:]...), decimal.NewFromInt(int64(len(kept)))
	digits, open := exactDigits, "panel.digits"
	if p.Digits.Known() {
		digits, open = p.Digits.V, "panel.rounding"
	}
	if p.Digits.Known() && p.Rounding.Known() {
		return quotient(sum, n, p.Rounding.V, digits)
	}
	exact := sum.DivRound(n, int32(digits))
	if !exact.Mul(n).Equal(sum) {
		return exact, silence(open)
	}
	return exact, nil
}

// quotient rounds a division once, from the exact remainder: a long recurring quotient is never
// rounded twice.
func quotient(sum, n decimal.Decimal, mode regulation.Mode, digits int) (decimal.Decimal, error) {
	whole, rest := sum.QuoRem(n, int32(digits))
	if rest.IsZero() {
		return whole, nil
	}
	// Only three things about the rest matter to a mode: below, at or above the half. One more digit says it.
	unit := decimal.New(int64(sum.Sign()), -int32(digits))
	half := rest.Abs().Mul(decimal.NewFromInt(2)).Cmp(n.Abs().Mul(unit.Abs()))
	tenths := decimal.NewFromInt(int64(5 + 2*half))
	return Round(whole.Add(unit.Mul(tenths.Shift(-1))), mode, digits)
}

func join(ds []decimal.Decimal, between string) string {
	texts := make([]string, 0, len(ds))
	for _, d := range ds {
		texts = append(texts, d.String())
	}
	return strings.Join(texts, between)
}
