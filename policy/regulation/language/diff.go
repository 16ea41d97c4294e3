package language

import (
	"fmt"
	"reflect"

	"strings"

	"github.com/shopspring/decimal"

	"jinchu/policy/regulation"
)

// Change is one difference between two versions of a regulation.
type Change struct {
	Path    string `json:"path"` // in the newer version, or where it stood in the older one
	Chinese string `json:"zh"`   // 总成绩 · 权重 · 笔试
	Old     string `json:"old"`  // as people read it; empty: not there before
	New     string `json:"new"`  // empty: gone
}

// String is one line of the readable diff.
func (c Change) String() string {
	show := func(s string) string {
		if s == "" {
			return "（无）"
		}
		return s
	}
	return fmt.Sprintf("%s（%s）：%s → %s", c.Chinese, c.Path, show(c.Old), show(c.New))
}

// Diff lists what changed from a to b, in the order of b, then what is gone. List entries that have
// a name (stages by kind, paths, post classes and conditions by ID) are compared by it, wherever they stand.
func Diff(a, b *regulation.Regulation) []Change {
	before, after := leaves(a), leaves(b)
	var out []Change
	for _, l := range after.list {
		old, ok := before.byKey[l.key]
		if !ok || old.text != l.text {
			out = append(out, Change{Path: l.path, Chinese: chineseOf(l.path), Old: old.text, New: l.text})
		}
	}
	for _, l := range before.list {
		if _, ok := after.byKey[l.key]; !ok {
			out = append(out, Change{Path: l.path, Chinese: chineseOf(l.path), Old: l.text})
		}
	}
	return out
}

// leaf is one stated value: its key survives moves within a list, its path is where it stands.
type leaf struct{ key, path, text string }

type leafSet struct {
	list  []leaf
	byKey map[string]leaf
}

func leaves(reg *regulation.Regulation) leafSet {
	set := leafSet{byKey: map[string]leaf{}}
	names := map[string]string{"": ""} // path → stable key
	whole := map[string]bool{}         // paths shown in one piece, with all below them
	walk(reflect.ValueOf(reg).Elem(), "", func(path string, v reflect.Value, _ reflect.Type, _ string) {
		key := stableKey(names, path, v)
		text, isLeaf := leafText(v)
		if !isLeaf || text == "" || whole[parentPath(path)] {
			whole[path] = whole[parentPath(path)]
			return
		}
		if stage, ok := v.Interface().(regulation.Stage); ok {
			path = join(path, string(stage.Kind))
		} else {
			whole[path] = true
		}
		if old, twice := set.byKey[key]; twice {
			if old.path == path {
				return
			}
			key += "#" + path
		}
		l := leaf{key, path, text}
		set.byKey[key], set.list = l, append(set.list, l)
	})
	return set
}

// stableKey names list entries by what they are instead of by their position.
func stableKey(names map[string]string, path string, v reflect.Value) string {
	if _, ok := names[path]; !ok {
		last := path[len(parentPath(path)):]
		if id := entryName(v); id != "" && strings.HasPrefix(last, "[") {
			last = "[" + id + "]"
		}
		names[path] = keyOf(names, parentPath(path)) + last
	}
	return names[path]
}

// keyOf is the stable key of a path visited before, or built from its parents.
func keyOf(names map[string]string, path string) string {
	if known, ok := names[path]; ok {
		return known
	}
	parent := parentPath(path)
	return keyOf(names, parent) + path[len(parent):]
}

func entryName(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case regulation.Stage:
		return string(x.Kind)
	case regulation.Condition:
		return x.ID
	case regulation.Path:
		return x.ID
	case regulation.PostClass:
		return x.ID
	case regulation.Bonus:
		return x.ID
	case regulation.Document:
		return x.Name
	case string:
		return x
	}
	return ""
}

// leafText is a value as people read it; not ok for what has parts of its own.
func leafText(v reflect.Value) (string, bool) {
	if isValue(v.Type()) {
		switch regulation.Standing(v.FieldByName("Standing").String()) {
		case regulation.Absent:
			return "", false
		case regulation.Unspecified:
			return "未写明", true
		}
		text, ok := leafText(v.FieldByName("V"))
		if v.FieldByName("InPrinciple").Bool() {
			text = "原则上" + text
		}
		return text, ok && text != ""
	}
	switch x := v.Interface().(type) {
	case decimal.Decimal:
		return decimalText(x), !x.IsZero() || x.Exponent() != 0
	case regulation.Ratio:
		return ratioText(x), x.Posts > 0
	case regulation.Period:
		return periodText(x), periodText(x) != ""
	case regulation.Tie:
		return tieText(x), true
	case regulation.RouteStep:
		return StepText(x), true
	case regulation.Stage:
		return "有此环节", true
	case regulation.Panel:
		return panelText(x), true
	case regulation.Mode:
		return modeText(x), x != ""
	case regulation.Day:
		return dayText(x), x != ""
	}
	switch v.Kind() {
	case reflect.String:
		return v.String(), true
	case reflect.Int:
		return fmt.Sprint(v.Int()), v.Int() != 0
	case reflect.Bool:
		return map[bool]string{true: "是", false: "否"}[v.Bool()], v.Bool()
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.String && v.Len() > 0 {
			return strings.Join(stringsOf(v), "、"), true
		}
	}
	return "", false
}

func stringsOf(v reflect.Value) []string {
	out := make([]string, v.Len())
	for i := range out {
		out[i] = v.Index(i).String()
	}
	return out
}

// decimalText keeps the digits as written.
func decimalText(d decimal.Decimal) string { return d.StringFixed(max(0, -d.Exponent())) }

func ratioText(r regulation.Ratio) string {
	return fmt.Sprintf("岗位:人数 %d:%d", r.Posts, r.People)
}

func periodText(p regulation.Period) string {
	switch {
	case p.Days > 0:
		return fmt.Sprintf("%d天", p.Days)
	case p.WorkingDays > 0:
		return fmt.Sprintf("%d个工作日", p.WorkingDays)
	case p.Months > 0:
		return fmt.Sprintf("%d个月", p.Months)
	case p.Years > 0:
		return fmt.Sprintf("%d年", p.Years)
	}
	return ""
}

func tieText(t regulation.Tie) string {
	switch {
	case t.Higher != "":
		item := ""
		if t.Item != "" {
			item = "“" + t.Item + "”"
		}
		return nameOf(t.Higher) + item + "成绩高者优先" + exemptText(t.Exempt)
	case t.Lots:
		return "抽签决定"
	case len(t.Status) > 0:
		return "身份优先：" + strings.Join(rulesOf(t.Status), "、")
	case t.Priority:
		return "按优先条件"
	case t.Extra != "" && t.Consent != "":
		return nameOf(t.Extra) + "加试一题（须经" + t.Consent + "同意）"
	case t.Extra != "":
		return nameOf(t.Extra) + "加试一题"
	}
	return "未写明"
}

// exemptText says where those exempt from the part compared come.
func exemptText(v regulation.Value[string]) string {
	return map[string]string{"before": "（免试者在前）", "after": "（免试者在后）", "skip": "（有免试者时不比此项）"}[v.V]
}

func panelText(p regulation.Panel) string {
	text := fmt.Sprintf("%d人，去%d个最高分和%d个最低分，平均", p.Size, p.DropHigh, p.DropLow)
	if !p.Digits.Known() && !p.Rounding.Known() {
		return text
	}
	digits := "位数未写明"
	if p.Digits.Known() {
		digits = fmt.Sprintf("%d位", p.Digits.V)
	}
	return text + "后保留" + digits + "（" + modeText(p.Rounding.V) + "）"
}

func rulesOf(conditions []regulation.Condition) []string {
	var out []string
	for _, c := range conditions {
		out = append(out, c.Rule)
	}
	return out
}

var modes = map[regulation.Mode]string{regulation.HalfUp: "四舍五入", regulation.HalfEven: "四舍六入五成双",
	regulation.Truncate: "截尾", regulation.Floor: "向下取整", regulation.Ceiling: "向上取整"}

func modeText(m regulation.Mode) string {
	if text, ok := modes[m]; ok {
		return text
	}
	return "取舍方法未写明"
}

// dayText says a day of the cycle in Chinese, and a date as it is.
func dayText(d regulation.Day) string {
	if d.Named() {
		return wordText[string(d)]
	}
	return string(d)
}

// nameOf is the Chinese name of a key or a stage.
func nameOf(key string) string {
	if name, ok := chineseKeys[key]; ok {
		return name
	}
	return key
}
