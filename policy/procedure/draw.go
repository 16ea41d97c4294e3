package procedure

import (
	"fmt"
	"strings"
)

// Pseudo-states of the drawing for targets that depend on the plan.
const (
	nextStage = "next_stage"
	thisStage = "this_stage"
)

// Mermaid draws the table as a fenced Mermaid state diagram: a box for each state and each group, an
// arrow for each row with the event and who may act; adverse rows are marked. Rows that follow the
// plan lead to a box "next stage". The same table always gives the same text.
func (t Table) Mermaid() string {
	var b strings.Builder
	b.WriteString("```mermaid\nstateDiagram-v2\n")
	t.drawBoxes(&b)
	fmt.Fprintf(&b, "    [*] --> %s\n", t.Start)
	for _, r := range t.Rows {
		fmt.Fprintf(&b, "    %s --> %s : %s\n", r.From, arrowhead(r), t.caption(r))
	}
	t.drawPlan(&b)
	for _, s := range t.Finals {
		fmt.Fprintf(&b, "    %s --> [*]\n", s)
	}
	b.WriteString("```\n")
	return b.String()
}

func (t Table) drawBoxes(b *strings.Builder) {
	for _, s := range t.States {
		fmt.Fprintf(b, "    state \"%s %s\" as %s\n", s.Label.Chinese, s.Label.English, s.Code)
	}
	for _, g := range t.Groups {
		fmt.Fprintf(b, "    state \"%s %s\" as %s\n", g.Label.Chinese, g.Label.English, g.Code)
		fmt.Fprintf(b, "    note right of %s : %s\n", g.Code, t.chinese(g.States))
	}
	for _, r := range t.Routed {
		fmt.Fprintf(b, "    note right of %s : 按规定的路线逐步办理，全部同意后“%s” by the route of approvals\n", r.State, t.LabelOf(r.Event).Chinese)
	}
}

// drawPlan explains the boxes that depend on the plan, where a row leads there.
func (t Table) drawPlan(b *strings.Builder) {
	for _, target := range []struct{ to, box, says string }{
		{Next, nextStage, "规则所定的下一环节 next stage of the plan"},
		{This, thisStage, "回到所停的环节 back to the stage"},
	} {
		for _, r := range t.Rows {
			if r.To == target.to {
				fmt.Fprintf(b, "    state \"%s\" as %s\n    note right of %s : %s\n",
					target.says, target.box, target.box, t.chinese(t.Stages))
				break
			}
		}
	}
}

func arrowhead(r Row) string {
	switch r.To {
	case Stay:
		return r.From
	case Next:
		return nextStage
	case This:
		return thisStage
	}
	return r.To
}

func (t Table) caption(r Row) string {
	text := t.LabelOf(r.Event).Chinese + " " + r.Event + " (" + strings.Join(r.By, ", ") + ")"
	if r.Adverse {
		text += " 须具名说明理由"
	}
	return text
}

func (t Table) chinese(states []string) string {
	var labels []string
	for _, s := range states {
		labels = append(labels, t.LabelOf(s).Chinese)
	}
	return strings.Join(labels, "、")
}
