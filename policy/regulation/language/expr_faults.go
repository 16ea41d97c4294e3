package language

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"

	"jinchu/policy/fault"
)

// both is one piece of a sentence in both languages.
func both(zh, en string) fault.Words { return fault.Words{Chinese: zh, English: en} }

var (
	undeclared = regexp.MustCompile(`undeclared reference to '([^']*)'`)
	overload   = regexp.MustCompile(`found no matching overload for '([^']*)' applied to '(?:(.+)\.)?\((.*)\)'`)
	expected   = regexp.MustCompile(`expected type '([^']*)' but found '([^']*)'`)
	selection  = regexp.MustCompile(`type '([^']*)' does not support field selection`)
	reserved   = regexp.MustCompile(`reserved identifier: (\w+)`)
	unreadable = regexp.MustCompile(`(?:token recognition error at: |mismatched input |extraneous input |no viable alternative at input )'(.*?)'(?: expecting|$)`)
	unclosed   = regexp.MustCompile(`missing '(.)' at`)
)

// issueFaults turns what the compiler says into sentences. Of several errors of syntax the first is told: the
// others follow from it.
func issueFaults(issues *cel.Issues) []exprFault {
	var out []exprFault
	for _, e := range issues.Errors() {
		syntax := strings.HasPrefix(e.Message, "Syntax error") || reserved.MatchString(e.Message)
		out = append(out, exprFault{max(e.Location.Column(), 0), compilerFault(strings.ReplaceAll(e.Message, "\n", " "))})
		if syntax {
			break
		}
	}
	slices.SortStableFunc(out, func(a, b exprFault) int { return cmp.Compare(a.column, b.column) })
	return out
}

// compilerFault names the word at fault and what to write instead. What is rare keeps the compiler's words.
func compilerFault(message string) *fault.Fault {
	if m := undeclared.FindStringSubmatch(message); m != nil {
		return unknownWord(m[1])
	}
	if m := overload.FindStringSubmatch(message); m != nil {
		return wrongTypes(m[1], m[2], m[3])
	}
	if m := expected.FindStringSubmatch(message); m != nil {
		return fault.New("regulation.expr.expected", "want", typeName(m[1]), "got", typeName(m[2]))
	}
	if m := selection.FindStringSubmatch(message); m != nil {
		return typesFault(".", typeName(m[1]),
			both("这个词下面没有别的词，请只写到这个词为止", "nothing stands below this word; write the word alone"))
	}
	if m := reserved.FindStringSubmatch(message); m != nil {
		return syntaxFault(m[1])
	}
	if m := unclosed.FindStringSubmatch(message); m != nil {
		return fault.New("regulation.expr.syntax", "near", m[1], "write", both("补上缺少的“"+m[1]+"”", "add the missing "+m[1]))
	}
	if m := unreadable.FindStringSubmatch(message); m != nil {
		return syntaxFault(strings.TrimSpace(m[1]))
	}
	return fault.New("regulation.expr", "why", message)
}

// spelled are words people write that conditions do not know, and what to write instead.
var spelled = map[string]fault.Words{
	"<EOF>": both("条件没有写完，请补上后半句", "the condition is not finished; complete it"),
	"=":     both("比较相等写 ==", "to compare write =="),
	"&":     both("“并且”写 &&", "for “and” write &&"),
	"|":     both("“或者”写 ||", "for “or” write ||"),
	"and":   both("“并且”写 &&", "for “and” write &&"),
	"or":    both("“或者”写 ||", "for “or” write ||"),
	"not":   both("“不”写 !", "for “not” write !"),
	"且":     both("“并且”写 &&", "for “and” write &&"),
	"或":     both("“或者”写 ||", "for “or” write ||"),
	"≥":     both("不小于写 >=", "write >="),
	"≤":     both("不大于写 <=", "write <="),
	"≠":     both("不等于写 !=", "write !="),
	"“":     both("引号用半角的 \"", "use the plain quote \""),
	"”":     both("引号用半角的 \"", "use the plain quote \""),
	"（":     both("括号用半角的 ( )", "use plain brackets ( )"),
	"）":     both("括号用半角的 ( )", "use plain brackets ( )"),
	"，":     both("逗号用半角的 ,", "use the plain comma ,"),
	")":     both("多了一个右括号，请删去", "there is a ) too many; remove it"),
	"if":    both("条件本身就是“如果”，直接写要成立的话", "a condition is an “if” already; write what must hold"),
}

func syntaxFault(near string) *fault.Fault {
	says, ok := spelled[near]
	switch {
	case ok:
	case strings.HasPrefix(near, `"`) || strings.HasPrefix(near, "'"):
		says = both("检查引号是否成对，前后是否缺少 ==、&& 或 ||", "see that the quotes are paired and that no ==, && or || is missing")
	default:
		says = both("这里多了或少了一个词；两个条件之间写 && 或 ||", "a word is missing or too many here; join two conditions with && or ||")
	}
	if near == "<EOF>" {
		near = "…"
	}
	return fault.New("regulation.expr.syntax", "near", near, "write", says)
}

// signatures are how the functions of conditions are written.
var signatures = map[string]string{
	"inside": `inside(applicant.household, unit.code)`, "within_years": `within_years(applicant.cheated, 2, asOf)`,
	"completed_years": `completed_years(applicant.birth, asOf)`, "dec": `dec("12.5")`,
	"startsWith": `applicant.household.startsWith("3311")`, "contains": `"computer" in applicant.skills`,
}

// wrongTypes says of an operation or a function that it does not go with what it was given.
func wrongTypes(operation, target, args string) *fault.Fault {
	types := splitTypes(args)
	if target != "" {
		types = append([]string{target}, types...)
	}
	var names fault.Words
	for i, t := range types {
		between, and := "、", ", "
		if i == 0 {
			between, and = "", ""
		}
		names.Chinese, names.English = names.Chinese+between+typeName(t).Chinese, names.English+and+typeName(t).English
	}
	operation = strings.Trim(strings.TrimPrefix(operation, "@"), "_")
	return typesFault(operation, names, advice(operation, types))
}

func typesFault(operation string, types, write fault.Words) *fault.Fault {
	return fault.New("regulation.expr.types", "operation", operation, "types", types, "write", write)
}

// advice is what to write instead, by the mistakes people make.
func advice(operation string, types []string) fault.Words {
	has := func(t string) bool { return slices.Contains(types, t) }
	write := func(example string) fault.Words { return both("请写成："+example, "write: "+example) }
	switch {
	case signatures[operation] != "":
		return write(signatures[operation])
	case operation == "/":
		return both("没有除法，除不尽时不精确；请改写成乘法", "there is no division, which may not end; write it as a multiplication")
	case operation == "in" || has("list(string)"):
		return write(`"computer" in applicant.skills`)
	case strings.Contains("< <= > >=", operation) && has("bool"):
		return write("18 <= applicant.age(asOf) && applicant.age(asOf) <= 40")
	case has("dec"):
		return write(`score["written"] >= dec("60")`)
	case has("bool"):
		return both("是或否的词直接写（applicant.fit），否定写 !applicant.fit", "write a truth as it is (applicant.fit), its opposite as !applicant.fit")
	case has("int") && has("string"):
		return both(`文字和日期加引号（"1990-01-01"），数字不加；学历写 senior_high 等常数`,
			`put text and dates in quotes ("1990-01-01"), numbers not; write education as a constant (senior_high)`)
	}
	return both("两边须是同一种值", "both sides must be of one kind")
}

// splitTypes cuts "map(string, bool), int" at the commas outside brackets.
func splitTypes(args string) []string {
	var types []string
	depth, start := 0, 0
	for i, r := range args {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				types, start = append(types, strings.TrimSpace(args[start:i])), i+1
			}
		}
	}
	return append(types, strings.TrimSpace(args[start:]))
}

// typeName is the name of a type for people.
func typeName(t string) fault.Words {
	switch {
	case strings.HasPrefix(t, "list("):
		return both("列表", "a list")
	case strings.HasPrefix(t, "map("):
		return both("按名称分列的值", "values by name")
	}
	if name, ok := map[string]fault.Words{"string": both("文字", "text"), "int": both("整数", "a whole number"), "bool": both("是或否", "yes or no"),
		"dec": both("精确小数", "an exact decimal"), "null_type": both("空值", "nothing")}[t]; ok {
		return name
	}
	return both(t, t)
}
