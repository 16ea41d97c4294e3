package checks

import (
	"go/ast"
	"reflect"
	"regexp"
	"strings"
)

// Word is one word of conditions as the drawing shows it.
type Word struct{ Name, Type, Chinese string }

// DrawVocabulary draws the words of conditions with the meaning that stands beside each in the source.
func DrawVocabulary(t *Tree, words []Word) string {
	meanings := Meanings(t, "policy/regulation/facts.go", "Facts")
	var b strings.Builder
	b.WriteString("| word 词 | type | 名称 | meaning |\n|---|---|---|---|\n")
	for _, w := range words {
		b.WriteString("| `" + w.Name + "` | " + w.Type + " | " + w.Chinese + " | " + strings.ReplaceAll(meanings[w.Name], "|", "\\|") + " |\n")
	}
	return b.String()
}

// Meanings reads the comments beside the fields of a struct and of the structs it holds, by the word their
// tag cel gives them, and without the word itself.
func Meanings(t *Tree, file, root string) map[string]string {
	structs := map[string]*ast.StructType{}
	for _, f := range t.Files {
		if f.Path != file {
			continue
		}
		ast.Inspect(f.Syntax, func(node ast.Node) bool {
			if spec, ok := node.(*ast.TypeSpec); ok {
				if s, ok := spec.Type.(*ast.StructType); ok {
					structs[spec.Name.Name] = s
				}
			}
			return true
		})
	}
	found := map[string]string{}
	meaningsOf(structs, root, "", found)
	return found
}

func meaningsOf(structs map[string]*ast.StructType, name, prefix string, found map[string]string) {
	s, ok := structs[name]
	if !ok {
		return
	}
	for _, field := range s.Fields.List {
		tag := reflect.StructTag(strings.Trim(fieldTag(field), "`"))
		word := strings.Trim(prefix+"."+tag.Get("cel"), ".")
		if _, isFact := tag.Lookup("zh"); isFact {
			found[word] = meaning(field.Comment.Text())
			continue
		}
		meaningsOf(structs, typeNameOf(field.Type), word, found)
	}
}

// spoken is the word a comment begins with, and what stands between it and its meaning.
var spoken = regexp.MustCompile(`^[a-zA-Z_]+(\.[a-z_]+)?(\["[^"]*"\])?(: |; |, | |$)`)

func meaning(comment string) string {
	return spoken.ReplaceAllString(strings.TrimSpace(comment), "")
}

func fieldTag(f *ast.Field) string {
	if f.Tag == nil {
		return ""
	}
	return f.Tag.Value
}

func typeNameOf(x ast.Expr) string {
	if star, ok := x.(*ast.StarExpr); ok {
		x = star.X
	}
	if id, ok := x.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}
