package rehearsal

import (
	"context"
	"fmt"
	"net/http"
	"slices"
)

// Await is a document that waits to be served on a person.
type Await struct {
	Step     int      `json:"step"`
	Document string   `json:"document"`
	Ways     []string `json:"ways"`
}

// serve hands over what waits to be served, signed for, and told also in the person's own way.
func (p *player) serve(ctx context.Context, a Application, who *Person) (bool, error) {
	for _, doc := range a.Serve {
		body := map[string]any{"step": doc.Step, "way": "handed_over", "day": p.today,
			"told": map[string]any{"also": true, "way": "逐条当面说明", "helper": "演练协助人"}}
		return true, p.about(ctx, a, who, "serve", "/services", body)
	}
	return false, nil
}

// noStatement has a named person record that nothing came after the last return.
func (p *player) noStatement(ctx context.Context, a Application, who *Person) (bool, error) {
	if a.last("record_no_statement") > a.last("return") {
		return false, nil
	}
	return true, p.about(ctx, a, who, "record_no_statement", "/no-statement", map[string]any{"note": "查收件登记，未收到补正材料"})
}

// about does something beside the procedure of an application, by the township or else the county.
func (p *player) about(ctx context.Context, a Application, who *Person, name, path string, body map[string]any) error {
	may := p.speakers(act{unit: who.Unit, roles: []string{"township_clerk", "county_hr"}})
	if len(may) == 0 {
		return fmt.Errorf("%w: nobody signed in may %s", ErrStuck, name)
	}
	s := may[0]
	key := p.cfg.key(name, who.Number, a.Seq, p.today, body)
	got, err := p.api.send(ctx, request{http.MethodPost, "/api/cases/" + a.ID + path, s.token, key, body})
	if err != nil {
		return err
	}
	err = got.fine(nil)
	p.log.add(Entry{Date: p.today, Role: s.role, Person: s.person, Case: a.ID, Number: who.Number, Act: name, Seen: a.Seq, Key: key,
		Status: got.status, Code: codeOf(err), Answer: got.digest(), Refused: err != nil, Leak: err != nil && p.leaks(got.body)})
	return err
}

// last is the place of the last happening of an event in the history, from 1; 0 for none.
func (a Application) last(event string) int {
	for i, h := range slices.Backward(a.History) {
		if h.Event == event {
			return i + 1
		}
	}
	return 0
}
