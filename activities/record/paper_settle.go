package record

import (
	"context"
	"slices"
	"strings"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
)

// PaperKind is what the policy calls an act entered from paper.
const PaperKind = "paper"

// claim is one entry from paper under the lock of its case.
type claim struct {
	*contest
	at    store.CaseFile
	p     store.Paper
	actor Actor
	by    policy.Decision
}

// claimed reads an entry and locks its case, the case first, as every act does.
func (d *Desk) claimed(ctx context.Context, tx store.Tx, a Actor, id string) (*claim, error) {
	found, err := tx.Paper(ctx, id)
	if err != nil {
		return nil, err
	}
	k := &claim{actor: a}
	if k.at, err = tx.LockCase(ctx, found.Case); err != nil {
		return nil, err
	}
	if k.p, err = tx.Paper(ctx, id); err != nil {
		return nil, err
	}
	cycle, err := cycleOf(ctx, tx, k.at)
	if err != nil {
		return nil, err
	}
	k.contest, err = d.open(ctx, tx, cycle)
	return k, err
}

// AnswerPaper is the signer's answer to an entry in their name: they stand by it, or contest it with a reason.
//
// Faults: unknown, paper.contester, paper.state, act.reason.
func (d *Desk) AnswerPaper(ctx context.Context, tx store.Tx, a Actor, id string, stands bool, reason string) error {
	k, err := d.claimed(ctx, tx, a, id)
	if err != nil {
		return err
	}
	switch {
	case a.Mark() != k.p.Signer:
		return fault.New("paper.contester")
	case k.p.State != store.PaperStanding:
		return paperState(k.p)
	case !stands && strings.TrimSpace(reason) == "":
		return fault.New("act.reason").At("reason")
	}
	k.by.Role = policy.Role(k.p.SignerRole)
	if err := tx.CloseTasksOfRole(ctx, k.at.ID, enteredTask, paperTask(id)); err != nil {
		return err
	}
	if stands {
		return k.append(standEvent, "")
	}
	if err := tx.ContestPaper(ctx, id, reason); err != nil {
		return err
	}
	if err := k.append(contestEvent, reason); err != nil {
		return err
	}
	facts := map[string]any{"paper": id, "seq": k.p.Seq}
	var tasks []store.Task
	for _, role := range d.lines().Who(PaperKind, "settle") {
		tasks = append(tasks, store.Task{Code: settleTask, Role: role, Unit: k.at.Unit, Facts: facts})
	}
	return tx.OpenTasks(ctx, k.at.ID, tasks...)
}

func paperState(p store.Paper) error {
	return fault.New("paper.state", "state", fault.Words{Chinese: paperStates[p.State][0], English: paperStates[p.State][1]})
}

// paperStates are the states of an entry as people call them.
var paperStates = map[string][2]string{store.PaperStanding: {"有效", "standing"}, store.PaperContested: {"签字人异议中", "contested by the signer"},
	store.PaperUpheld: {"经处理维持", "upheld"}, store.PaperStruck: {"经处理撤销", "struck"}}

// Ways of settling.
const (
	Uphold   = "uphold"
	Strike   = "strike"
	PutRight = "put_right"
)

// SettlePaper is how somebody else, neither clerk nor signer, ends a contest, with a reason. What is struck is
// put back where nothing followed and the act left nothing else behind; otherwise a person is asked to put it
// right, and says here when that is done.
//
// Faults: unknown, forbidden, paper.settler, paper.state, act.reason.
func (d *Desk) SettlePaper(ctx context.Context, tx store.Tx, a Actor, id, how, reason string) error {
	k, err := d.claimed(ctx, tx, a, id)
	if err != nil {
		return err
	}
	if k.by, err = d.allowed(ctx, tx, asking{Actor: a}, PaperKind, "settle", k.at.Unit, k.at.ID); err != nil {
		return err
	}
	due := map[string]string{Uphold: store.PaperContested, Strike: store.PaperContested, PutRight: store.PaperStruck}
	switch {
	case a.Mark() == k.p.Clerk || a.Mark() == k.p.Signer:
		return fault.New("paper.settler")
	case due[how] != k.p.State:
		return paperState(k.p)
	case strings.TrimSpace(reason) == "":
		return fault.New("act.reason").At("reason")
	}
	if how == PutRight {
		return k.righted(reason)
	}
	state := map[string]string{Uphold: store.PaperUpheld, Strike: store.PaperStruck}[how]
	if err := tx.SettlePaper(ctx, id, state, a.Mark(), reason); err != nil {
		return err
	}
	if err := k.append(settleEvent, reason); err != nil {
		return err
	}
	if err := k.settledTasks(); err != nil || how == Uphold {
		return err
	}
	return k.strike()
}

// settledTasks closes the lines that asked for it, unless another entry of the case is still contested.
func (k *claim) settledTasks() error {
	open, err := k.tx.PapersContested(k.ctx, k.at.ID)
	if err != nil || slices.ContainsFunc(open, func(p store.Paper) bool { return p.Case == k.at.ID }) {
		return err
	}
	return k.tx.CloseTasks(k.ctx, k.at.ID, settleTask)
}

func (k *claim) righted(reason string) error {
	if err := k.tx.CloseTasksOfRole(k.ctx, k.at.ID, rightTask, string(policy.CountyDirector)); err != nil {
		return err
	}
	return k.append(rightEvent, reason)
}

// reversible are acts that leave nothing behind but the state and the turn they gave.
var reversible = []string{"return", "pass_on", "qualify", "refuse", "appeal"}

// strike puts the case back, or asks a person to.
func (k *claim) strike() error {
	table := tables[k.at.Kind]
	if wordOf(k.at.Kind, k.p.Act) {
		if err := k.tx.StaleRoutes(k.ctx, k.at.ID); err != nil {
			return err
		}
	}
	if k.at.Kind != ApplicationKind || k.at.Seq != k.p.Seq || table.Final(k.at.State) || !slices.Contains(reversible, k.p.Act) {
		return k.tx.OpenTasks(k.ctx, k.at.ID, store.Task{Code: rightTask, Role: string(policy.CountyDirector), Unit: k.at.Unit,
			Facts: map[string]any{"paper": k.p.ID, "seq": k.p.Seq}})
	}
	steps, err := k.tx.StepsSince(k.ctx, k.at.ID, 0)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(steps, func(s store.Step) bool { return s.Seq == k.p.Seq })
	if i < 1 {
		return fault.New("paper.state", "state", k.p.State)
	}
	back := procedure.Place{State: steps[i-1].State, Stage: steps[i-1].Stage}
	return k.putBack(back, steps[i])
}

// putBack moves the case to where it stood, opens again what the struck act had ended, and asks anew whose turn it is.
func (k *claim) putBack(back procedure.Place, struck store.Step) error {
	move := store.Move{Case: k.at.ID, Event: strikeEvent, State: back.State, Stage: back.Stage, Actor: k.actor.Mark(), Role: string(k.by.Role),
		Record: keptOf(store.Command{Act: strikeEvent, Role: string(k.by.Role)}, k.by, map[string]any{"paper": paperKept{k.p.ID, k.p.Act, k.p.Seq}})}
	all, err := k.tx.DeadlinesOf(k.ctx, k.at.ID)
	if err != nil {
		return err
	}
	for _, name := range struck.Meets {
		for _, d := range all {
			if d.Name == name && d.State != "open" && !slices.ContainsFunc(move.Opens, func(o store.Due) bool { return o.Name == name }) {
				move.Opens = append(move.Opens, store.Due{Name: d.Name, At: d.At, Calendar: d.Calendar})
			}
		}
	}
	for _, d := range all {
		if d.State == "open" && pointless(tables[k.at.Kind], back.State, d.Name) {
			move.Cancels = append(move.Cancels, d.Name)
		}
	}
	if err := k.tx.Move(k.ctx, []store.Move{move}); err != nil {
		return err
	}
	return k.askAnew(back)
}

// askAnew opens the tasks of the place the case was put back to, and has its procedure follow.
func (k *claim) askAnew(back procedure.Place) error {
	app, err := k.tx.Application(k.ctx, k.at.ID)
	if err != nil {
		return err
	}
	x := &deed{contest: k.contest, at: k.at, table: tables[k.at.Kind], app: &app,
		cmd: store.Command{Case: k.at.ID, Actor: k.actor.Mark(), Role: string(k.by.Role), Act: strikeEvent}}
	if err := x.tasks(back); err != nil {
		return err
	}
	if err := k.tx.CloseTasks(k.ctx, k.at.ID, x.out.Closes...); err != nil {
		return err
	}
	if err := k.tx.OpenTasks(k.ctx, k.at.ID, x.out.Tasks...); err != nil {
		return err
	}
	return k.tx.Post(k.ctx, k.at.ID, store.Message{Kind: MovedMessage})
}

// append adds an entry to the chain of the case.
func (k *claim) append(event, reason string) error {
	what := keptOf(store.Command{Act: event, Role: string(k.by.Role)}, k.by, map[string]any{"paper": paperKept{k.p.ID, k.p.Act, k.p.Seq}})
	what.Reason = reason
	return k.tx.Append(k.ctx, store.Entry{Case: k.at.ID, Seq: k.at.Seq, Event: event, Actor: k.actor.Mark(), Role: string(k.by.Role),
		BusinessAt: k.now, Payload: what})
}
