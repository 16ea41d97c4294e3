package language

import (
	"reflect"
	"strings"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"github.com/shopspring/decimal"
)

// ageMacro writes applicant.age(asOf) out as completed_years(applicant.birth, asOf), so that only
// the birth date, and no other missing fact of the applicant, can make the age unknown.
var ageMacro = cel.ReceiverMacro("age", 1, func(f cel.MacroExprFactory, target ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
	return f.NewCall("completed_years", f.NewSelect(target, "birth"), args[0]), nil
})

// functions are the words that compute:
//
//	completed_years(birth, asOf)    full years, the birthday included
//	within_years(event, n, asOf)    the event happened and fewer than n years have passed; "" never happened
//	inside(code, area)              the 12-digit code lies in the area, or is the area
//	dec("12.5"), dec(12)            an exact decimal; + - * and comparison
func functions() []cel.EnvOption {
	options := []cel.EnvOption{
		cel.Function("completed_years", cel.Overload("completed_years_string_string",
			[]*cel.Type{cel.StringType, cel.StringType}, cel.IntType, cel.BinaryBinding(completedYears))),
		cel.Function("within_years", cel.Overload("within_years_string_int_string",
			[]*cel.Type{cel.StringType, cel.IntType, cel.StringType}, cel.BoolType, cel.FunctionBinding(withinYears))),
		cel.Function("inside", cel.Overload("inside_string_string",
			[]*cel.Type{cel.StringType, cel.StringType}, cel.BoolType, cel.BinaryBinding(inside))),
		cel.Function("dec",
			cel.Overload("dec_string", []*cel.Type{cel.StringType}, decType, cel.UnaryBinding(decFrom)),
			cel.Overload("dec_int", []*cel.Type{cel.IntType}, decType, cel.UnaryBinding(decFrom))),
	}
	return append(options, decOperators()...)
}

func day(v ref.Val) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, string(v.(types.String)))
	return t, err == nil
}

func completedYears(birth, asOf ref.Val) ref.Val {
	b, okBirth := day(birth)
	d, okDay := day(asOf)
	if !okBirth || !okDay {
		return types.NewErr("not a date YYYY-MM-DD")
	}
	years := d.Year() - b.Year()
	if d.Month() < b.Month() || d.Month() == b.Month() && d.Day() < b.Day() {
		years--
	}
	return types.Int(years)
}

func withinYears(args ...ref.Val) ref.Val {
	if args[0].(types.String) == "" {
		return types.False
	}
	event, okEvent := day(args[0])
	asOf, okDay := day(args[2])
	if !okEvent || !okDay {
		return types.NewErr("not a date YYYY-MM-DD")
	}
	return types.Bool(event.AddDate(int(args[1].(types.Int)), 0, 0).After(asOf))
}

// inside compares division codes level by level: trailing zeros of the area match anything below it.
// Levels are 2 + 2 + 2 + 3 + 3 digits.
func inside(code, area ref.Val) ref.Val {
	c, a := string(code.(types.String)), string(area.(types.String))
	if len(c) != 12 || len(a) != 12 {
		return types.NewErr("a division code has 12 digits")
	}
	end := 12
	for _, cut := range []int{9, 6, 4, 2} {
		if strings.Trim(a[cut:end], "0") != "" {
			break
		}
		end = cut
	}
	return types.Bool(c[:end] == a[:end])
}

// dec is a decimal as CEL sees it.
type dec struct{ decimal.Decimal }

func decOf(v reflect.Value) dec { return dec{v.Interface().(decimal.Decimal)} }

func decFrom(v ref.Val) ref.Val {
	switch x := v.(type) {
	case types.Int:
		return dec{decimal.NewFromInt(int64(x))}
	case types.String:
		if d, err := decimal.NewFromString(string(x)); err == nil && decimalForm.MatchString(string(x)) {
			return dec{d}
		}
	}
	return types.NewErr("not a decimal")
}

// ConvertToNative gives the decimal.
func (d dec) ConvertToNative(t reflect.Type) (any, error) {
	if t == typeDecimal {
		return d.Decimal, nil
	}
	return d.String(), nil
}

// ConvertToType knows only its own type.
func (d dec) ConvertToType(t ref.Type) ref.Val {
	if t.TypeName() == "dec" {
		return d
	}
	return types.NewErr("a decimal cannot become %s", t.TypeName())
}

// Equal compares by value: 12.5 equals 12.50.
func (d dec) Equal(other ref.Val) ref.Val {
	o, ok := other.(dec)
	return types.Bool(ok && d.Decimal.Equal(o.Decimal))
}

// Type is the opaque type.
func (d dec) Type() ref.Type { return decRuntime }

// Value is the decimal.
func (d dec) Value() any { return d.Decimal }

// Compare orders decimals, for < <= > >=.
func (d dec) Compare(other ref.Val) ref.Val {
	o, ok := other.(dec)
	if !ok {
		return types.MaybeNoSuchOverloadErr(other)
	}
	return types.Int(d.Cmp(o.Decimal))
}

// Add is exact.
func (d dec) Add(other ref.Val) ref.Val { return d.with(other, decimal.Decimal.Add) }

// Subtract is exact.
func (d dec) Subtract(other ref.Val) ref.Val { return d.with(other, decimal.Decimal.Sub) }

// Multiply is exact. There is no division: its result seldom is.
func (d dec) Multiply(other ref.Val) ref.Val { return d.with(other, decimal.Decimal.Mul) }

func (d dec) with(other ref.Val, f func(a, b decimal.Decimal) decimal.Decimal) ref.Val {
	o, ok := other.(dec)
	if !ok {
		return types.MaybeNoSuchOverloadErr(other)
	}
	return dec{f(d.Decimal, o.Decimal)}
}

var (
	_ traits.Comparer   = dec{}
	_ traits.Adder      = dec{}
	_ traits.Subtractor = dec{}
	_ traits.Multiplier = dec{}
)

// decType is the opaque exact decimal of conditions, decRuntime the same with its operators.
var (
	decType    = cel.OpaqueType("dec")
	decRuntime = cel.ObjectType("dec", traits.AdderType, traits.ComparerType, traits.MultiplierType, traits.SubtractorType)
)

// decOperators declares the operators; the standard ones call the methods above.
func decOperators() []cel.EnvOption {
	var options []cel.EnvOption
	for name, id := range map[string]string{"_<_": "less_dec", "_<=_": "less_equals_dec", "_>_": "greater_dec", "_>=_": "greater_equals_dec"} {
		options = append(options, cel.Function(name, cel.Overload(id, []*cel.Type{decType, decType}, cel.BoolType)))
	}
	for name, id := range map[string]string{"_+_": "add_dec", "_-_": "subtract_dec", "_*_": "multiply_dec"} {
		options = append(options, cel.Function(name, cel.Overload(id, []*cel.Type{decType, decType}, decType)))
	}
	return options
}
