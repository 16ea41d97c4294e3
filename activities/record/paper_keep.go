package record

import (
	"jinchu/activities/store"
)

// entering has an act from paper keep what it was entered from, after it was done and with it.
func (x *deed) entering(do handler) handler {
	if x.sheet == nil {
		return do
	}
	return func(x *deed) error {
		if err := do(x); err != nil {
			return err
		}
		return x.keepPaper()
	}
}

// keepPaper keeps both dates and both people, and tells the signer at once.
func (x *deed) keepPaper() error {
	if x.sheet == nil {
		return nil
	}
	p, seq := x.sheet, x.at.Seq+1
	row := store.Paper{ID: store.NewID(), Case: x.at.ID, Seq: seq, Act: x.cmd.Act, Signer: x.cmd.Actor, SignerRole: x.cmd.Role,
		Signed: day(p.signed), Clerk: p.clerk, ClerkRole: string(p.by.Role), Scan: p.scan}
	if err := x.tx.AddPaper(x.ctx, row); err != nil {
		return err
	}
	entered := keptOf(store.Command{Act: EnterPaperAct, Role: row.ClerkRole, Unit: x.at.Unit}, p.by, map[string]any{"paper": paperKept{row.ID, row.Act, seq}})
	err := x.tx.Append(x.ctx, store.Entry{Case: x.at.ID, Seq: seq, Event: EnterPaperAct, Actor: p.clerk, Role: row.ClerkRole, BusinessAt: x.now, Payload: entered})
	if err != nil {
		return err
	}
	x.out.Actor = x.cmd.Actor
	return x.tellSigner(row)
}

// paperKept is what the audit keeps of an entry, beside the act itself.
type paperKept struct {
	ID  string `json:"id"`
	Act string `json:"act"`
	Seq int64  `json:"seq"`
}

// tellSigner puts a line into the signer's inbox and a message into the outbox; an applicant sees it on the
// page of the receipt, and is written to where a telephone is known.
func (x *deed) tellSigner(row store.Paper) error {
	facts := map[string]any{"paper": row.ID, "seq": row.Seq, "act": eventWord(row.Act)}
	if !x.sheet.applied {
		x.out.Tasks = append(x.out.Tasks, store.Task{Code: enteredTask, Role: paperTask(row.ID), Unit: x.at.Unit, Person: x.sheet.signer.Person, Facts: facts})
		x.out.Outbox = append(x.out.Outbox, store.Message{Kind: PaperMessage, Recipient: x.sheet.signer.Person, Facts: facts})
		return nil
	}
	who, err := personalOf(*x.app)
	if err == nil && who.Phone != "" {
		x.out.Outbox = append(x.out.Outbox, store.Message{Kind: PaperMessage, Recipient: who.Phone, Facts: facts})
	}
	return err
}

// Tasks about papers; they outlast other acts on the case.
const (
	enteredTask = "paper_entered"
	settleTask  = "settle_paper"
	rightTask   = "put_right"
)

// paperTask stands in the place of a role in a task about one paper, so that each has its own line.
func paperTask(id string) string { return "paper:" + id }
