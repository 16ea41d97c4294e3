package record

import (
	"jinchu/activities/store"
	"jinchu/policy/calendar"
	"jinchu/policy/procedure"
	"jinchu/policy/service"
)

// WhyPaper is the paper that a step was entered from, or that an entry is about.
type WhyPaper struct {
	Seq     int64           `json:"seq" doc:"the step entered"`
	Act     procedure.Label `json:"act"`
	Signer  WhyRole         `json:"signer"`
	Signed  string          `json:"signed" doc:"date of the paper"`
	Clerk   WhyRole         `json:"clerk"`
	Entered string          `json:"entered" doc:"date of entry"`
	State   string          `json:"state" enum:"standing,contested,upheld,struck"`
	Says    procedure.Label `json:"says"`
}

// WhyService is a document served on a person, or a try that failed.
type WhyService struct {
	Step     int64           `json:"step" doc:"the step that made the document"`
	Document procedure.Label `json:"document"`
	Way      string          `json:"way"`
	Day      string          `json:"day"`
	Served   string          `json:"served,omitempty"`
	Failed   bool            `json:"failed"`
	Says     procedure.Label `json:"says"`
}

// besideLines are the kinds and acts of the policy that gave somebody an entry which no table names; the
// kind of the case where none is given.
var besideLines = map[string][2]string{
	serveEvent: {ServiceKind, "record"}, tryEvent: {ServiceKind, "record"}, consentEvent: {ServiceKind, "consent"},
	silenceEvent: {ServiceKind, silenceEvent}, EnterPaperAct: {"", EnterPaperAct},
	settleEvent: {PaperKind, "settle"}, strikeEvent: {PaperKind, "settle"}, rightEvent: {PaperKind, "settle"},
}

// served says in words how a document was served.
func served(k recall) *WhyService {
	kept := k.Record.Service
	if kept == nil {
		return nil
	}
	w, way := &WhyService{Step: kept.Step, Document: tables[ApplicationKind].LabelOf(kept.Document), Way: kept.Way, Day: kept.Day,
		Served: kept.Served, Failed: kept.Failed}, service.Way(kept.Way)
	if kept.Failed {
		w.Says = procedure.Label{Chinese: "“" + w.Document.Chinese + "”于" + kept.Day + "以" + way.Chinese() + "的方式送达未成，期限没有开始。",
			English: "Serving “" + w.Document.English + "” on " + kept.Day + " (" + way.English() + ") failed; no period began."}
		return w
	}
	w.Says = procedure.Label{Chinese: "“" + w.Document.Chinese + "”以" + way.Chinese() + "的方式，于" + kept.Served + "送达；期限从次日起算（民法典第二百零一条）。",
		English: "“" + w.Document.English + "” was served on " + kept.Served + " (" + way.English() + "); a period counts from the day after (Civil Code, art. 201)."}
	if way == service.PublicNotice {
		w.Says.Chinese += "公告期依据：" + service.PublicSource + "。"
		w.Says.English += " The time of a public notice: Civil Procedure Law (2023), art. 95."
	}
	return w
}

// onPaper tells from which paper a step was entered, or which paper an entry speaks of.
func (y *inquiry) onPaper(id string, e store.Audited, k recall) (*WhyPaper, error) {
	if _, read := y.papers[id]; !read {
		papers, err := y.tx.PapersOf(y.ctx, id)
		if err != nil {
			return nil, err
		}
		y.papers[id] = papers
	}
	for _, p := range y.papers[id] {
		word := k.Route != nil && k.Route.Verb == p.Act // what was entered is the word; the event what it brought about
		if p.Seq == e.Seq && (p.Act == e.Event || word) || k.Record.Paper != nil && k.Record.Paper.ID == p.ID {
			return y.whyPaper(p), nil
		}
	}
	return nil, nil //nolint:nilnil // most steps rest on no paper
}

func (y *inquiry) whyPaper(p store.Paper) *WhyPaper {
	w := &WhyPaper{Seq: p.Seq, Act: procedure.Label{Chinese: eventWord(p.Act), English: eventEnglish(p.Act)}, Signer: roleNamed(p.SignerRole),
		Signed: civil(p.Signed).String(), Clerk: roleNamed(p.ClerkRole), Entered: calendar.DateOf(p.Entered).String(), State: p.State}
	if y.audits {
		w.Signer.By, w.Clerk.By = p.Signer, p.Clerk
	}
	state := paperStates[p.State]
	w.Says = procedure.Label{
		Chinese: "依" + w.Signer.Title + w.Signed + "签字的纸面，由" + w.Clerk.Title + "于" + w.Entered + "补录；现状：" + state[0] + "。",
		English: "Entered on " + w.Entered + " by " + w.Clerk.Role + " from a paper that " + w.Signer.Role + " signed on " + w.Signed + "; it is " + state[1] + "."}
	return w
}

// eventEnglish is what an act of either kind of case is called in English.
func eventEnglish(act string) string {
	if l := tables[ApplicationKind].LabelOf(act); l.English != act {
		return l.English
	}
	return tables[CycleKind].LabelOf(act).English
}
