package checks

import (
	"fmt"
	"regexp"
	"strings"
)

// Drawing is a picture that a document carries between
//
//	<!-- drawing:NAME -->
//	<!-- /drawing -->
//
// and that is drawn from code, so that it cannot go stale.
type Drawing struct {
	Name string
	Draw func() string
}

var frame = regexp.MustCompile(`(?ms)(^<!-- drawing:([a-z0-9-]+) -->\n)(.*?)(^<!-- /drawing -->)`)

// opening stands at the beginning of a line; within a line it is only spoken of.
var opening = regexp.MustCompile(`(?m)^<!-- drawing:`)

// StaleDrawings finds drawings in documents that differ from what is drawn now, names nobody
// draws, frames left open, and drawings that no document shows.
func StaleDrawings(t *Tree, drawings []Drawing) []Finding {
	var found []Finding
	shown := map[string]bool{}
	for _, doc := range documents(t) {
		text := t.Text[doc]
		if opened := len(opening.FindAllString(text, -1)); opened != len(frame.FindAllString(text, -1)) {
			found = append(found, Finding{doc, "opens a drawing and does not close it; end it with <!-- /drawing -->"})
		}
		for _, m := range frame.FindAllStringSubmatch(text, -1) {
			shown[m[2]] = true
			found = append(found, compare(doc, m[2], m[3], drawings)...)
		}
	}
	for _, d := range drawings {
		if !shown[d.Name] {
			found = append(found, Finding{d.Name, fmt.Sprintf("is drawn but shown nowhere; put <!-- drawing:%s --> and <!-- /drawing --> into a README", d.Name)})
		}
	}
	return found
}

func compare(doc, name, stands string, drawings []Drawing) []Finding {
	for _, d := range drawings {
		if d.Name != name {
			continue
		}
		if d.Draw() == stands {
			return nil
		}
		return []Finding{{doc, fmt.Sprintf("drawing %q is stale; run UPDATE=1 go test ./deploy/checks", name)}}
	}
	return []Finding{{doc, fmt.Sprintf("nobody draws %q; register it in deploy/checks/drawings_test.go", name)}}
}

// Redraw returns the documents whose drawings are stale, as they should read.
func Redraw(t *Tree, drawings []Drawing) map[string]string {
	by := map[string]func() string{}
	for _, d := range drawings {
		by[d.Name] = d.Draw
	}
	changed := map[string]string{}
	for _, doc := range documents(t) {
		fresh := frame.ReplaceAllStringFunc(t.Text[doc], func(old string) string {
			m := frame.FindStringSubmatch(old)
			if draw, ok := by[m[2]]; ok {
				return m[1] + draw() + m[4]
			}
			return old
		})
		if fresh != t.Text[doc] {
			changed[doc] = fresh
		}
	}
	return changed
}

func documents(t *Tree) []string {
	var docs []string
	for _, p := range sorted(t.Text) {
		if strings.HasSuffix(p, ".md") {
			docs = append(docs, p)
		}
	}
	return docs
}
