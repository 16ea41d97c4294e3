package language

import (
	"fmt"
	"strings"

	"jinchu/policy/regulation"
)

// route says who decides, step by step, and what else an approver may do.
func (w *writer) route(head string, route regulation.Value[[]regulation.RouteStep], verbs regulation.Value[[]string]) {
	if route.Standing == regulation.Absent {
		return
	}
	if roles, plain := regulation.Plain(route.V); plain {
		text := "未写明"
		if route.Known() {
			text = wordsIn(roles) + inPrinciple(route.InPrinciple) + ruledText(route.Standing, route.Ruler, route.Reason)
		}
		w.say("　%s——决定次序：%s%s。", head, text, sourceText(route.Source))
	} else {
		w.say("　%s——决定次序%s%s%s：", head, sourceText(route.Source), inPrinciple(route.InPrinciple), ruledText(route.Standing, route.Ruler, route.Reason))
		for i, s := range route.V {
			w.say("　　第%d步　%s%s。", i+1, StepText(s), sourceText(s.Source))
		}
	}
	w.values(head, row("可用的办理方式", verbs))
}

// StepText is one step as people read it: 集体研究会：县残联人事（记录）、县残联理事长（主持），集体研究.
func StepText(s regulation.RouteStep) string {
	var seats []string
	for _, seat := range s.By.V {
		seats = append(seats, seatText(seat))
	}
	who := strings.Join(seats, "、")
	switch {
	case s.How() == regulation.RoutePublicity:
		who = "公示等待"
	case !s.By.Known():
		who = "由谁未写明"
	}
	if s.Name != "" {
		who = s.Name + "：" + who
	}
	return who + modeOfStep(s) + termsOf(s)
}

func seatText(seat regulation.RouteSeat) string {
	text := regulation.RoleName(seat.Role)
	text += map[regulation.RouteUnit]string{regulation.SeatOwn: "（本单位）", regulation.SeatAbove: "（上一级）", regulation.SeatTownship: "（所在乡镇）",
		regulation.SeatConcerned: "（所涉各乡镇）", regulation.SeatCounty: "（县）", regulation.SeatCity: "（市）"}[seat.Unit]
	return text + map[string]string{regulation.SeatSecretary: "（记录）", regulation.SeatChair: "（主持）", regulation.SeatMember: "（参会）"}[seat.As]
}

func modeOfStep(s regulation.RouteStep) string {
	switch s.How() {
	case regulation.RouteVote:
		if s.Need.Known() {
			return fmt.Sprintf("，表决，%d票同意通过", s.Need.V)
		}
		return "，表决，通过票数未写明"
	case regulation.RoutePublicity:
		return ""
	case "":
		return "，几人如何决定未写明"
	case regulation.RouteAny:
		if len(s.By.V) <= 1 && s.Mode.Standing == regulation.Absent {
			return ""
		}
	}
	return "，" + map[regulation.RouteMode]string{regulation.RouteAll: "会签", regulation.RouteAny: "或签",
		regulation.RouteSequence: "依次", regulation.RouteMeeting: "集体研究"}[s.How()]
}

func termsOf(s regulation.RouteStep) string {
	var text string
	if len(s.Veto.V) > 0 {
		text += "，" + wordsIn(s.Veto.V) + "一票否决"
	}
	if s.Within.Known() {
		text += "，" + periodText(s.Within.V) + "内办理"
	}
	if s.Escalate.Known() {
		text += "，超时告知" + regulation.RoleName(s.Escalate.V)
	}
	if s.When != "" {
		text += "，适用于 " + s.When
	}
	return text
}
