package record

import (
	"slices"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/service"
)

// Entries of the audit about service and papers, beside the events of the tables.
const (
	serveEvent   = "serve"
	tryEvent     = "try_to_serve"
	consentEvent = "consent"
	silenceEvent = "record_no_statement"
	serveTask    = "serve"
)

// awaited are the documents that must be served on a person who stands in a state, by their events.
var awaited = map[string][]string{recruitment.Returned: {"return"}, recruitment.Refused: {"refuse", "revoke"}}

// lastStep is the last step of one of the events; none is the zero value.
func lastStep(steps []store.Step, events ...string) (last store.Step) {
	for _, s := range steps {
		if slices.Contains(events, s.Event) {
			last = s
		}
	}
	return last
}

// servedOn is the day on which a document was served.
func servedOn(tries []store.Service, step int64) (day string, served bool) {
	for _, s := range tries {
		if s.Step == step && s.Served != nil {
			return date(s.Served), true
		}
	}
	return "", false
}

// unserved is the document that still waits to be served on somebody who stands in a state; step 0 is none.
// Papers that were returned while the period began at once keep that period and wait for nothing.
func unserved(state string, steps []store.Step, tries []store.Service) store.Step {
	events := awaited[state]
	if events == nil {
		return store.Step{}
	}
	made := lastStep(steps, events...)
	if _, served := servedOn(tries, made.Seq); served || beganAtOnce(made) {
		return store.Step{}
	}
	return made
}

// beganAtOnce tells whether a step opened the time for corrections by itself, as it did before service counted.
func beganAtOnce(made store.Step) bool {
	return slices.ContainsFunc(made.Opens, func(d store.Due) bool { return d.Name == supplementName })
}

// serveTaskOf asks for the document that waits to be served: of whoever made it, where they may serve, else of
// the township.
func (c *contest) serveTaskOf(at store.CaseFile, done []store.Doing, step int64) store.Task {
	role := "township_clerk"
	for _, d := range done {
		if d.Seq == step && slices.Contains(c.desk.lines().Who(ServiceKind, "record"), d.Role) {
			role = d.Role
		}
	}
	return store.Task{Case: at.ID, Code: serveTask, Role: role, Unit: at.Unit, Acts: []string{serveTask}}
}

// unservedAfter is the step of the document that waits after this act.
func (x *deed) unservedAfter(at store.CaseFile) (int64, error) {
	return x.unservedOf(at, store.Step{Seq: at.Seq, Event: x.happens(), Opens: x.out.Opens})
}

// unservedOf is the step of the document that waits on a case, counting steps that are not recorded yet.
func (c *contest) unservedOf(at store.CaseFile, also ...store.Step) (int64, error) {
	if at.Kind != ApplicationKind || awaited[at.State] == nil {
		return 0, nil
	}
	steps, err := c.tx.StepsSince(c.ctx, at.ID, 0)
	if err != nil {
		return 0, err
	}
	tries, err := c.tx.ServicesOf(c.ctx, at.ID)
	return unserved(at.State, append(steps, also...), tries).Seq, err
}

// unanswered wants it recorded that papers which were returned, and served, were never corrected: the time
// that began with service is over, and a named person said that nothing came.
func (x *deed) unanswered() (int64, error) {
	steps, err := x.tx.StepsSince(x.ctx, x.at.ID, 0)
	if err != nil {
		return 0, err
	}
	said, err := x.tx.NoStatements(x.ctx, x.at.ID)
	if err != nil {
		return 0, err
	}
	made := lastStep(steps, "return")
	if slices.Contains(said, made.Seq) {
		return made.Seq, nil
	}
	tries, err := x.tx.ServicesOf(x.ctx, x.at.ID)
	if err != nil {
		return 0, err
	}
	if unserved(x.at.State, steps, tries).Seq != 0 {
		return 0, fault.New("service.unserved", "document", documentName("return"))
	}
	return 0, fault.New("service.silence")
}

// documentName is what a document is called: the act that made it.
func documentName(event string) string { return tables[ApplicationKind].LabelOf(event).Chinese }

// AwaitView is a document that waits to be served, with the ways that are open.
type AwaitView struct {
	Step     int64    `json:"step"`
	Document string   `json:"document"`
	Label    string   `json:"label"`
	Ways     []string `json:"ways" doc:"现在可以采用的送达方式"`
}

// viewServe shows what waits to be served to those who may serve it, and to the person.
func (c *contest) viewServe(a Actor, at store.CaseFile, app store.Application, v *ApplicationView) error {
	v.Serve = []AwaitView{}
	if _, no := c.desk.allowed(c.ctx, c.tx, asking{Actor: a}, ServiceKind, "read", at.Unit, at.ID); no != nil || awaited[at.State] == nil {
		return nil //nolint:nilerr // who may not read of it is shown none
	}
	d := &delivery{contest: c, at: at, app: app, actor: a}
	if err := d.read(); err != nil {
		return err
	}
	made := unserved(at.State, d.steps, d.tries)
	if made.Seq == 0 {
		return nil
	}
	facts, err := d.serviceFacts(made.Seq, c.today)
	shown := AwaitView{Step: made.Seq, Document: made.Event, Label: documentName(made.Event), Ways: []string{}}
	for _, w := range service.Open(facts) {
		shown.Ways = append(shown.Ways, string(w))
	}
	v.Serve = append(v.Serve, shown)
	return err
}
