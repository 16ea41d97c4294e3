package checks

import (
	"fmt"
	"path"
	"strings"
)

// PackageComments finds packages that do not say, in exactly one comment, what they know and
// what they may not know.
func PackageComments(t *Tree) []Finding {
	comments := map[string][]File{}
	for _, f := range t.Files {
		if f.Syntax.Doc != nil {
			comments[f.Dir] = append(comments[f.Dir], f)
		}
	}
	var found []Finding
	for _, dir := range t.Packages() {
		switch own := comments[dir]; len(own) {
		case 0:
			found = append(found, Finding{dir, `has no package comment; write one: "Package x knows … It may not know …"`})
		case 1:
			found = append(found, wording(own[0])...)
		default:
			for _, f := range own[1:] {
				found = append(found, Finding{f.Path, fmt.Sprintf("is a second package comment beside %s; keep one, and leave a blank line under comments that are about the file", own[0].Path)})
			}
		}
	}
	return found
}

func wording(f File) []Finding {
	text, name := f.Syntax.Doc.Text(), f.Syntax.Name.Name
	opening, command := "Package "+name+" ", "Command "+path.Base(f.Dir)+" "
	var found []Finding
	if !strings.HasPrefix(text, opening) && (name != "main" || !strings.HasPrefix(text, command)) {
		found = append(found, Finding{f.Path, fmt.Sprintf("the package comment must begin with %q", strings.TrimSpace(opening))})
	}
	if flat := strings.Join(strings.Fields(text), " "); !strings.Contains(flat, "may not ") {
		found = append(found, Finding{f.Path, `the package comment must also say what the package may not know or do: "It may not know …"`})
	}
	return found
}
