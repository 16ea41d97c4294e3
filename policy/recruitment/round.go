package recruitment

import (
	"github.com/shopspring/decimal"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
)

// exactDigits is how far a quotient is worked out to see whether it ends.
const exactDigits = 12

// Round brings an exact decimal to a number of digits after the point, by the mode the regulation
// declares. half_up is 四舍五入: a half goes away from zero. An unknown mode or a negative number of
// digits is value.wrong.
func Round(d decimal.Decimal, mode regulation.Mode, digits int) (decimal.Decimal, error) {
	if digits < 0 {
		return d, fault.New("value.wrong", "field", "digits", "why", "小数位数不能为负")
	}
	places := int32(digits)
	switch mode {
	case regulation.HalfUp:
		return d.Round(places), nil
	case regulation.HalfEven:
		return d.RoundBank(places), nil
	case regulation.Truncate:
		return d.Truncate(places), nil
	case regulation.Floor:
		return d.RoundFloor(places), nil
	case regulation.Ceiling:
		return d.RoundCeil(places), nil
	}
	return d, fault.New("value.wrong", "field", "rounding", "why", "只能是 half_up、half_even、truncate、floor、ceiling")
}

// fits tells whether a decimal needs no rounding at this many digits, so that every mode agrees.
func fits(d decimal.Decimal, digits int) bool { return d.Truncate(int32(digits)).Equal(d) }

// declared rounds by declared digits and mode. Where every mode gives the same, none is needed;
// otherwise an undeclared mode is regulation.silent.
func declared(d decimal.Decimal, mode regulation.Mode, known bool, digits int, value string) (decimal.Decimal, error) {
	switch {
	case known && mode != "":
		return Round(d, mode, digits)
	case fits(d, digits):
		return d, nil
	}
	return d, silence(value)
}
