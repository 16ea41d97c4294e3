package record

import (
	"context"

	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/procedure"
)

// PaperView is an act entered from paper, as those who read the case see it: roles and dates. Who they were
// is for those who verify the audit; the words of a contest for those who settle it, and for the signer.
type PaperView struct {
	ID         string          `json:"id"`
	Seq        int64           `json:"seq"`
	Act        string          `json:"act"`
	Label      string          `json:"label"`
	SignerRole string          `json:"signer_role"`
	ClerkRole  string          `json:"clerk_role"`
	Signed     string          `json:"signed" doc:"纸面日期"`
	Entered    string          `json:"entered" doc:"补录日期"`
	State      string          `json:"state" enum:"standing,contested,upheld,struck"`
	StateLabel procedure.Label `json:"state_label"`
	Mine       bool            `json:"mine" doc:"纸面上的签字人是您本人，可以提出异议"`
	Scan       string          `json:"scan,omitempty"`
	Contest    string          `json:"contest,omitempty"`
	Settlement string          `json:"settlement,omitempty"`
}

// Papers lists what was entered from paper of a case. Faults: unknown, forbidden.
func (d *Desk) Papers(ctx context.Context, a Actor, id string) (all []PaperView, err error) {
	err = d.store.Read(ctx, func(tx store.Tx) error {
		at, c, err := d.look(ctx, tx, a, id, "read", CycleKind, ApplicationKind)
		if err == nil {
			all, err = c.paperViews(a, at)
		}
		return err
	})
	return all, err
}

func (c *contest) paperViews(a Actor, at store.CaseFile) ([]PaperView, error) {
	papers, err := c.tx.PapersOf(c.ctx, at.ID)
	if err != nil {
		return nil, err
	}
	_, noScan := c.desk.allowed(c.ctx, c.tx, asking{Actor: a}, UploadKind, "read", at.Unit, at.ID)
	_, noSettling := c.desk.allowed(c.ctx, c.tx, asking{Actor: a}, PaperKind, "settle", at.Unit, at.ID)
	all := make([]PaperView, 0, len(papers))
	for _, p := range papers {
		v := PaperView{ID: p.ID, Seq: p.Seq, Act: p.Act, Label: eventWord(p.Act), SignerRole: p.SignerRole, ClerkRole: p.ClerkRole,
			Signed: civil(p.Signed).String(), Entered: calendar.DateOf(p.Entered).String(), State: p.State, StateLabel: paperLabel(p.State), Mine: a.Mark() == p.Signer}
		if noScan == nil || v.Mine {
			v.Scan = p.Scan
		}
		if noSettling == nil || v.Mine {
			v.Contest, v.Settlement = p.Contest, p.Settlement
		}
		all = append(all, v)
	}
	return all, nil
}

func paperLabel(state string) procedure.Label {
	return procedure.Label{Chinese: paperStates[state][0], English: paperStates[state][1]}
}

func (c *contest) viewEntered(a Actor, at store.CaseFile, _ store.Application, v *ApplicationView) (err error) {
	v.Papers, err = c.paperViews(a, at)
	return err
}
