package rest

import (
	"context"
	"net/http"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/policy/fault"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
	"jinchu/policy/regulation/library"
)

// LibraryItem is a regulation file that comes with the program.
type LibraryItem struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// LibraryText is one of them, with the rulings a rehearsal of it needs.
type LibraryText struct {
	ID      string              `json:"id"`
	Text    string              `json:"text" doc:"YAML"`
	Rulings []regulation.Ruling `json:"rulings" doc:"invented for rehearsals; nobody ruled so"`
}

// LibraryOutput answers with it.
type LibraryOutput struct{ Body LibraryText }

func (c *counter) registerLibrary(api huma.API) {
	handle(api, open(operation(http.MethodGet, "/api/library", "list-library", "规则", "规则库 · regulation files of real counties")), listLibrary)
	handle(api, open(operation(http.MethodGet, "/api/library/{id}", "read-library", "规则", "规则库中的一份 · one of them")), readLibrary)
}

// titles are read once: the library is part of the program.
var titles = sync.OnceValues(func() ([]LibraryItem, error) {
	var all []LibraryItem
	for _, name := range library.Names() {
		text, _ := library.Text(name)
		reg, err := language.Parse(name, []byte(text))
		if err != nil {
			return nil, err
		}
		all = append(all, LibraryItem{name, reg.Title})
	}
	return all, nil
})

func listLibrary(_ context.Context, in *Page) (*List[LibraryItem], error) {
	all, err := titles()
	var rows []LibraryItem
	for _, item := range all {
		if item.ID > in.After && len(rows) <= in.Limit {
			rows = append(rows, item)
		}
	}
	return page(rows, in.Limit, func(i LibraryItem) string { return i.ID }), err
}

func readLibrary(_ context.Context, in *ByID) (*LibraryOutput, error) {
	text, there := library.Text(in.ID)
	if !there {
		return nil, fault.New("trial.file")
	}
	out := &LibraryOutput{Body: LibraryText{ID: in.ID, Text: text, Rulings: []regulation.Ruling{}}}
	rulings, there := library.Rulings(in.ID)
	if !there {
		return out, nil
	}
	read, err := language.ParseRulings(in.ID, []byte(rulings))
	if err != nil {
		return nil, err
	}
	out.Body.Rulings = append(out.Body.Rulings, read.Rulings...)
	return out, nil
}
