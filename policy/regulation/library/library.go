// Package library knows the texts of the regulation files that come with the product, and of the
// rulings their rehearsals need. It holds text alone: it may not parse, judge or complete what a
// file says, and nothing but a rehearsal may use the rulings.
package library

import (
	"embed"
	"path"
	"slices"
	"strings"
)

//go:embed *.yaml rulings/*.yaml
var files embed.FS

const ending = ".yaml"

// Names lists the regulations of the library, sorted: "beijing-2010", "home", …
func Names() []string { return namesIn(".") }

// Rehearsable lists the regulations that have rulings for rehearsal beside them, sorted.
func Rehearsable() []string { return namesIn("rulings") }

// Text is the regulation file of this name (YAML, UTF-8); false when the library has none.
func Text(name string) (string, bool) { return read(".", name) }

// Rulings is the file of rulings invented for rehearsals of this regulation (YAML, UTF-8);
// false when it has none. The regulation's own text is never changed by it.
func Rulings(name string) (string, bool) { return read("rulings", name) }

func read(folder, name string) (string, bool) {
	if name == "" || strings.ContainsAny(name, "/\\.") {
		return "", false
	}
	text, err := files.ReadFile(path.Join(folder, name+ending))
	return string(text), err == nil
}

func namesIn(folder string) []string {
	entries, err := files.ReadDir(folder)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ending); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
