package language

import (
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"jinchu/policy/regulation"
)

// longKeys are the keys of the written-out form of a value.
var longKeys = []string{"value", "source", "derived", "in_principle", "unspecified"}

// isValue tells whether a type is regulation.Value of anything.
func isValue(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && strings.HasPrefix(t.Name(), "Value[") && t.PkgPath() == typeStage.PkgPath()
}

// isLong tells whether the node is the written-out form: a table with value or unspecified.
func isLong(n *node) bool { return n.shape == table && n.has("value", "unspecified") }

// readValue reads the three written forms of a value.
func (r *reader) readValue(n *node, v reflect.Value, path string) {
	switch {
	case n.word() == string(regulation.Unspecified):
		setStanding(v, regulation.Unspecified)
	case isLong(n):
		r.readLong(n, v, path)
	case n.shape == empty:
		r.wrong(n, path, "值 value", string(regulation.Unspecified))
	default:
		r.read(n, v.FieldByName("V"), path)
		setStanding(v, regulation.Given)
	}
}

func (r *reader) readLong(n *node, v reflect.Value, path string) {
	for _, e := range n.entries {
		switch e.key {
		case "value", "unspecified":
		case "source":
			r.read(e.value, v.FieldByName("Source"), join(path, e.key))
		case "derived":
			r.read(e.value, v.FieldByName("Derivation"), join(path, e.key))
		case "in_principle":
			r.read(e.value, v.FieldByName("InPrinciple"), join(path, e.key))
		default:
			r.fail(e.place, "regulation.key.unknown", "key", e.key, "write", instead(e.key, longKeys))
		}
	}
	r.readLongValue(n, v, path)
	r.places[path] = n.place
}

func (r *reader) readLongValue(n *node, v reflect.Value, path string) {
	value, silent := n.get("value"), n.get("unspecified")
	switch {
	case silent != nil && (value != nil || silent.word() != "true"):
		r.fail(silent.place, "regulation.value.both", "key", lastKey(path))
	case silent != nil || value.word() == string(regulation.Unspecified):
		setStanding(v, regulation.Unspecified)
	default:
		r.read(value, v.FieldByName("V"), path)
		setStanding(v, regulation.Given)
		if v.FieldByName("Derivation").String() != "" {
			setStanding(v, regulation.Derived)
		}
	}
}

func setStanding(v reflect.Value, s regulation.Standing) {
	v.FieldByName("Standing").SetString(string(s))
}

var decimalForm = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// readDecimal takes the text as written: exact, never through a float.
func (r *reader) readDecimal(n *node, v reflect.Value, path string) {
	if n.shape != scalar || !decimalForm.MatchString(n.text) {
		r.wrong(n, path, "十进制数 decimal", "60 或 12.5")
		return
	}
	d, err := decimal.NewFromString(n.text)
	if err != nil {
		r.wrong(n, path, "十进制数 decimal", "60 或 12.5")
		return
	}
	v.Set(reflect.ValueOf(d))
}

func (r *reader) readDate(n *node, v reflect.Value, path string) {
	if _, err := time.Parse(time.DateOnly, n.word()); err != nil {
		r.wrong(n, path, "日期 date", "2024-01-02")
		return
	}
	v.SetString(n.text)
}

// dayWords are the days of the cycle a text may name instead of printing a date.
var dayWords = []string{string(regulation.NoticeDay), string(regulation.RegistrationOpens), string(regulation.RegistrationCloses)}

func (r *reader) readDay(n *node, v reflect.Value, path string) {
	if _, err := time.Parse(time.DateOnly, n.word()); err != nil && !holds(dayWords, n.word()) {
		r.wrong(n, path, "日期或批次中的一天 day", "2024-01-02 | "+strings.Join(dayWords, " | "))
		return
	}
	v.SetString(n.text)
}

func (r *reader) checkPeriod(n *node, v reflect.Value, path string) {
	set := 0
	for i := range v.NumField() {
		if v.Field(i).Int() > 0 {
			set++
		}
	}
	if set != 1 || len(n.entries) != 1 {
		r.fail(n.place, "regulation.period", "key", lastKey(path))
	}
}

// ratioForm allows 1:1.5, which counties write; it is kept as the whole numbers it means, 2:3.
var ratioForm = regexp.MustCompile(`^([1-9][0-9]{0,4}(?:\.[0-9]{1,2})?):([1-9][0-9]{0,4}(?:\.[0-9]{1,2})?)$`)

// wholeRatio brings both sides to whole numbers; two that are whole already stay as written.
func wholeRatio(first, second string) (a, b int) {
	x, y := decimal.RequireFromString(first), decimal.RequireFromString(second)
	if x.IsInteger() && y.IsInteger() {
		return int(x.IntPart()), int(y.IntPart())
	}
	a, b = int(x.Shift(2).IntPart()), int(y.Shift(2).IntPart())
	common, rest := a, b
	for rest != 0 {
		common, rest = rest, common%rest
	}
	return a / common, b / common
}

// readRatio reads posts_to_people "1:3" or people_to_posts "5:1"; fewer people than posts is
// the other direction written under the wrong key.
func (r *reader) readRatio(e entry, v reflect.Value, path string) {
	n, full := e.value, join(path, ratioPosts)
	if v.FieldByName("Standing").String() != "" {
		r.fail(e.place, "regulation.ratio.both", "key", e.key)
		return
	}
	r.places[full], r.places[join(path, e.key)] = n.place, n.place
	text := n
	if isLong(n) && n.get("value") != nil {
		text = n.get("value")
		r.readLong(&node{place: n.place, shape: table, entries: append(without(n.entries, "value"),
			entry{n.place, "unspecified", &node{shape: scalar, text: "true"}})}, v, full)
	} else if isLong(n) || n.word() == string(regulation.Unspecified) {
		r.readValue(n, v, full)
		return
	}
	ratio, ok := r.ratio(e.key, text)
	if !ok {
		return
	}
	v.FieldByName("V").Set(reflect.ValueOf(ratio))
	setStanding(v, regulation.Given)
	if v.FieldByName("Derivation").String() != "" {
		setStanding(v, regulation.Derived)
	}
}

func (r *reader) ratio(key string, n *node) (regulation.Ratio, bool) {
	m := ratioForm.FindStringSubmatch(n.word())
	if m == nil {
		r.fail(n.place, "regulation.ratio.form", "key", key, "got", describe(n))
		return regulation.Ratio{}, false
	}
	first, second := wholeRatio(m[1], m[2])
	ratio, other := regulation.Ratio{Posts: first, People: second}, ratioPeople
	if key == ratioPeople {
		ratio, other = regulation.Ratio{Posts: second, People: first}, ratioPosts
	}
	if ratio.People < ratio.Posts {
		r.fail(n.place, "regulation.ratio.direction", "key", key, "got", n.text, "people", ratio.People, "posts", ratio.Posts,
			"write", other+`: "`+n.text+`"`)
		return regulation.Ratio{}, false
	}
	return ratio, true
}

func without(entries []entry, key string) []entry {
	var out []entry
	for _, e := range entries {
		if e.key != key {
			out = append(out, e)
		}
	}
	return out
}
