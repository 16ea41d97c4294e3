package checks

import (
	"path"
	"regexp"
	"strings"
)

var link = regexp.MustCompile(`\]\(([^)\s#]+)(#[^)\s]*)?\)`)

// Links finds relative links in documents that lead nowhere.
func Links(t *Tree) []Finding {
	known := map[string]bool{".": true}
	for _, p := range t.Paths {
		for ; p != "."; p = path.Dir(p) {
			known[p] = true
		}
	}
	var found []Finding
	for _, doc := range sorted(t.Text) {
		if !strings.HasSuffix(doc, ".md") {
			continue
		}
		for _, m := range link.FindAllStringSubmatch(t.Text[doc], -1) {
			target := path.Join(path.Dir(doc), m[1])
			if !strings.Contains(m[1], ":") && !known[target] && !strings.HasPrefix(target, ".ci") {
				found = append(found, Finding{doc, "links to " + m[1] + ", which is not there"})
			}
		}
	}
	return found
}
