package record

import (
	"context"
	"slices"
	"strings"
	"time"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/fault"
)

// PolicyKind is the kind of object that the lines speak of when they are changed themselves.
const PolicyKind = "policy"

// ConfirmPolicyTask waits for a county director while a change of the lines does.
const ConfirmPolicyTask = "confirm_policy"

// PolicyProposal is a change of the lines that say who may do what.
type PolicyProposal struct {
	Text    string `json:"text,omitempty" maxLength:"500000" doc:"the lines: role, distances, kind, acts; # begins a comment"`
	Version string `json:"version,omitempty" maxLength:"16" doc:"in place of text: a version the county keeps, an earlier one or one offered"`
	Base    string `json:"base" minLength:"1" maxLength:"16" doc:"version in force that the proposer has seen"`
	Reason  string `json:"reason" minLength:"1" maxLength:"500"`
}

// PolicyChangeView is a change, in force, waiting or dropped.
type PolicyChangeView struct {
	No          int64      `json:"no"`
	Version     string     `json:"version"`
	Base        string     `json:"base" doc:"version in force when it was proposed; empty at the founding"`
	Reason      string     `json:"reason"`
	State       string     `json:"state" enum:"in_force,past,waits,stale,dropped"`
	ProposedBy  string     `json:"proposed_by" doc:"person ID; empty at the founding"`
	ProposedAt  time.Time  `json:"proposed_at"`
	ConfirmedBy string     `json:"confirmed_by" doc:"person ID"`
	DroppedBy   string     `json:"dropped_by" doc:"person ID"`
	InForce     *time.Time `json:"in_force" nullable:"true" doc:"from when on it decides; business time"`
}

// PoliciesView are all changes, the latest first.
type PoliciesView struct {
	InForce string             `json:"in_force" doc:"version"`
	Offered string             `json:"offered" doc:"version that the program came with and nobody has put in force yet; empty: none"`
	Changes []PolicyChangeView `json:"changes"`
}

// PolicyView is a version, with what would change for whom if it took the place of the one in force.
type PolicyView struct {
	Version string          `json:"version"`
	InForce string          `json:"in_force" doc:"version compared with"`
	Text    string          `json:"text"`
	Changes []policy.Change `json:"changes"`
}

// ProposedPolicy is what came of a proposal.
type ProposedPolicy struct {
	No      int64           `json:"no"`
	Version string          `json:"version"`
	Changes []policy.Change `json:"changes"`
}

// mayChange asks the policy in the county, and tells what is in force.
func (d *Desk) mayChange(ctx context.Context, tx store.Tx, a Actor, acts ...string) (by policy.Decision, rights *policy.Snapshot, err error) {
	for _, act := range acts {
		if by, err = d.allowed(ctx, tx, asking{Actor: a}, PolicyKind, act, tx.Here().County, ""); err == nil {
			break
		}
	}
	if err != nil {
		return by, nil, err
	}
	rights, _, err = tx.Rights(ctx)
	return by, rights, err
}

// Policies lists the changes of the lines. Fault: forbidden.
func (d *Desk) Policies(ctx context.Context, tx store.Tx, a Actor) (v PoliciesView, err error) {
	_, rights, err := d.mayChange(ctx, tx, a, "read")
	if err != nil {
		return v, err
	}
	all, err := tx.Policies(ctx)
	if err != nil {
		return v, err
	}
	v = PoliciesView{InForce: rights.Policy().Version(), Changes: []PolicyChangeView{}}
	ours, was := policy.Program().Version(), false
	for _, c := range all {
		v.Changes = append(v.Changes, changeView(c, v.InForce))
		was = was || c.Version == ours && c.InForce != nil
	}
	if !was {
		v.Offered = ours
	}
	return v, nil
}

func changeView(c store.PolicyChange, inForce string) PolicyChangeView {
	v := PolicyChangeView{No: c.No, Version: c.Version, Base: c.Base, Reason: c.Reason, ProposedBy: c.ProposedBy, ProposedAt: c.ProposedAt,
		ConfirmedBy: c.ConfirmedBy, DroppedBy: c.DroppedBy, InForce: c.InForce}
	switch {
	case c.DroppedBy != "":
		v.State = "dropped"
	case c.InForce == nil && c.Base != inForce:
		v.State = "stale"
	case c.InForce == nil:
		v.State = "waits"
	case c.Version == inForce:
		v.State = "in_force"
	default:
		v.State = "past"
	}
	return v
}

// Policy shows a version beside the one in force. Faults: forbidden, unknown.
func (d *Desk) Policy(ctx context.Context, tx store.Tx, a Actor, version string) (v PolicyView, err error) {
	_, rights, err := d.mayChange(ctx, tx, a, "read")
	if err != nil {
		return v, err
	}
	text, err := tx.PolicyText(ctx, version)
	if err != nil {
		return v, err
	}
	after, err := policy.New(text)
	if err != nil {
		return v, fault.New("policy.newer", "version", version).Because(err)
	}
	v = PolicyView{Version: version, InForce: rights.Policy().Version(), Text: text}
	v.Changes, err = policy.Diff(rights.Policy(), after)
	return v, err
}

// ProposePolicy writes a change down that decides nothing until another person has confirmed it.
//
// Faults: forbidden, unknown, act.reason, value.missing, value.wrong, policy.line, policy.same, policy.personal, policy.locked, policy.stale,
// store.duplicate where it waits already.
func (d *Desk) ProposePolicy(ctx context.Context, tx store.Tx, a Actor, p PolicyProposal) (v ProposedPolicy, err error) {
	by, rights, err := d.mayChange(ctx, tx, a, "propose")
	if err != nil {
		return v, err
	}
	if strings.TrimSpace(p.Reason) == "" {
		return v, fault.New("act.reason").At("reason")
	}
	after, err := proposedLines(ctx, tx, p)
	if err != nil {
		return v, err
	}
	before := rights.Policy()
	if before.Version() != p.Base {
		return v, fault.New("policy.stale", "version", before.Version()).At("base")
	}
	v.Version = after.Version()
	if v.Changes, err = policy.Diff(before, after); err != nil {
		return v, fault.New("internal").Because(err)
	}
	if len(v.Changes) == 0 && after.Version() == before.Version() {
		return v, fault.New("policy.same", "version", before.Version())
	}
	if err := sound(ctx, tx, rights, after); err != nil {
		return v, err
	}
	if v.No, err = tx.ProposePolicy(ctx, after, before.Version(), p.Reason, a.Mark()); err != nil {
		return v, err
	}
	if err := tx.CloseTasks(ctx, store.CountyCase, store.ProposePolicyTask); err != nil {
		return v, err
	}
	err = tx.Note(ctx, "propose_policy", a.Mark(), string(by.Role), map[string]any{"no": v.No, "version": v.Version, "base": before.Version(), "reason": p.Reason})
	if err != nil {
		return v, err
	}
	return v, tx.OpenTasks(ctx, store.CountyCase, store.Task{Code: ConfirmPolicyTask, Role: string(policy.CountyDirector), Unit: tx.Here().County})
}

// proposedLines reads the lines of a proposal.
func proposedLines(ctx context.Context, tx store.Tx, p PolicyProposal) (*policy.Policy, error) {
	text, place := p.Text, "text"
	switch {
	case p.Text == "" && p.Version == "":
		return nil, fault.New("value.missing", "field", "text")
	case p.Text != "" && p.Version != "":
		return nil, fault.New("value.wrong", "field", "version", "why", fault.Words{Chinese: "已经给了 text，不能再给 version", English: "text is given; leave version out"})
	case p.Version != "":
		kept, err := tx.PolicyText(ctx, p.Version)
		if err != nil {
			return nil, err
		}
		text, place = kept, "version"
	}
	after, err := policy.New(text)
	if err != nil {
		return nil, fault.Of(err).At(place)
	}
	return after, nil
}

// sound refuses lines under which those who are there could not change them any more.
func sound(ctx context.Context, tx store.Tx, rights *policy.Snapshot, after *policy.Policy) error {
	if err := after.Sound(); err != nil {
		return err
	}
	today, err := tx.Today(ctx)
	if err != nil {
		return err
	}
	return rights.Keeps(after, tx.Here().County, today.String())
}

// ConfirmPolicy puts a change in force, for every decision from the end of this transaction on.
//
// Faults: forbidden, unknown, policy.settled, policy.confirmer, policy.stale, policy.locked.
func (d *Desk) ConfirmPolicy(ctx context.Context, tx store.Tx, a Actor, no int64) error {
	by, rights, err := d.mayChange(ctx, tx, a, "confirm")
	if err != nil {
		return err
	}
	c, err := waitingPolicy(ctx, tx, no)
	if err != nil {
		return err
	}
	switch inForce := rights.Policy().Version(); {
	case c.ProposedBy == a.Person:
		return fault.New("policy.confirmer")
	case c.Base != inForce:
		return fault.New("policy.stale", "version", inForce)
	}
	after, err := proposedLines(ctx, tx, PolicyProposal{Version: c.Version})
	if err != nil {
		return err
	}
	if err := sound(ctx, tx, rights, after); err != nil {
		return err
	}
	if err := tx.ConfirmPolicy(ctx, no, a.Mark()); err != nil {
		return err
	}
	return settled(ctx, tx, c, "confirm_policy", a.Mark(), by, c.Version)
}

// DropPolicy ends a change that waits, by who may propose or confirm one.
//
// Faults: forbidden, unknown, policy.settled.
func (d *Desk) DropPolicy(ctx context.Context, tx store.Tx, a Actor, no int64) error {
	by, rights, err := d.mayChange(ctx, tx, a, "confirm", "propose")
	if err != nil {
		return err
	}
	c, err := waitingPolicy(ctx, tx, no)
	if err != nil {
		return err
	}
	if err := tx.DropPolicy(ctx, no, a.Mark()); err != nil {
		return err
	}
	return settled(ctx, tx, c, "drop_policy", a.Mark(), by, rights.Policy().Version())
}

func waitingPolicy(ctx context.Context, tx store.Tx, no int64) (store.PolicyChange, error) {
	c, err := tx.PolicyChange(ctx, no)
	if err == nil && (c.InForce != nil || c.DroppedBy != "") {
		err = fault.New("policy.settled")
	}
	return c, err
}

// settled notes what was decided about a change, and ends the task where no other change can still be confirmed.
func settled(ctx context.Context, tx store.Tx, c store.PolicyChange, event, actor string, by policy.Decision, inForce string) error {
	all, err := tx.Policies(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(o store.PolicyChange) bool { return changeView(o, inForce).State == "waits" }) {
		if err := tx.CloseTasks(ctx, store.CountyCase, ConfirmPolicyTask); err != nil {
			return err
		}
	}
	return tx.Note(ctx, event, actor, string(by.Role), map[string]any{"no": c.No, "version": c.Version, "base": c.Base, "reason": strings.TrimSpace(c.Reason)})
}
