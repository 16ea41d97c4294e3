package record

import (
	"bytes"
	_ "embed"
	"html/template"

	"jinchu/policy"
	"jinchu/policy/dossier"
	"jinchu/policy/fault"
	"jinchu/policy/procedure"
	"jinchu/policy/retention"
)

//go:embed templates/dossier.html
var dossierTemplate string

var dossierPage = template.Must(template.New("dossier").Funcs(template.FuncMap{"act": actName, "title": policy.Title}).Parse(dossierTemplate))

// paged is what the readable page shows.
type paged struct {
	*Recorded
	About    dossier.About
	Withheld []procedure.Label
}

// page writes the readable page: one file, without script and without anything from outside.
func (x *exporting) page(about dossier.About) ([]byte, error) {
	p := paged{Recorded: &x.record, About: about}
	for _, code := range about.Withheld {
		label := procedure.Label{Chinese: "文件", English: "documents"}
		if c, err := retention.Of(code); err == nil {
			label = procedure.Label{Chinese: c.Chinese, English: c.English}
		}
		p.Withheld = append(p.Withheld, label)
	}
	var b bytes.Buffer
	if err := dossierPage.Execute(&b, p); err != nil {
		return nil, fault.New("internal").Because(err)
	}
	return b.Bytes(), nil
}

// actName is what an act is called in either procedure.
func actName(event string) string {
	for _, kind := range []string{ApplicationKind, CycleKind} {
		if name := tables[kind].LabelOf(event).Chinese; name != event && name != "" {
			return name
		}
	}
	return event
}
