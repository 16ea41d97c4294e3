package server_test

import (
	"bytes"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
)

// served plants a document served with a helper, a scan, and an entry from paper that its signer contests.
func (g *ground) served(tx store.Tx, letter string) {
	ctx, id, served := g.t.Context(), "row-"+letter, begin
	u, err := tx.Keep(ctx, store.Upload{ID: "scan-" + letter, Case: id, Name: "scan", By: keyer},
		bytes.NewReader([]byte("%PDF-1.4 "+g.marks.put("scanned", letter, "扫霁"+letter))), 1000)
	require.NoError(g.t, err)
	require.NoError(g.t, tx.AddService(ctx, store.Service{ID: "service-" + letter, Case: id, Step: 1, Document: "return", Addressee: "applicant:" + id,
		Way: "handed_over", Day: begin, Served: &served, Scan: u.ID, By: keyer, Role: "county_hr",
		Detail: encode(map[string]any{"step": 1, "way": "handed_over", "day": "2024-01-02",
			"told": map[string]any{"also": true, "way": "手语", "helper": g.marks.put("helper", letter, "助霁"+letter)}})}))
	require.NoError(g.t, tx.AddPaper(ctx, store.Paper{ID: "paper-" + letter, Case: id, Seq: 1, Act: "submit", Signer: "applicant:" + id, SignerRole: "applicant",
		Signed: begin, Clerk: keyer, ClerkRole: "county_hr", Scan: u.ID}))
	require.NoError(g.t, tx.ContestPaper(ctx, "paper-"+letter, g.marks.put("contest", letter, "议纸霁"+letter)))
}

// ofServices are service, papers and scans. Whoever may change something is refused for another reason.
func ofServices() (all []probe) {
	at := "/api/cases/row-A"
	for _, p := range []probe{
		{route: "POST /api/cases/:id/services", about: "甲镇的报名，没有这样的文书", path: at + "/services",
			body: dict{"step": 99, "way": "handed_over", "day": "2024-01-02"}},
		{route: "POST /api/cases/:id/services/accept", about: "甲镇的报名，没有这样的文书", path: at + "/services/accept", body: dict{"step": 99}},
		{route: "POST /api/cases/:id/consent", about: "甲镇的报名，日期在将来", path: at + "/consent", body: dict{"given": true, "channel": "receipt_page", "day": "2099-01-01"}},
		{route: "POST /api/cases/:id/no-statement", about: "甲镇的报名，不在等补正", path: at + "/no-statement", body: dict{}},
		{route: "GET /api/cases/:id/services", about: "甲镇的报名", path: at + "/services"},
		{route: "GET /api/services/:id", about: "甲镇的报名", path: "/api/services/service-A"},
		{route: "GET /api/cases/:id/papers", about: "甲镇的报名", path: at + "/papers"},
		{route: "POST /api/papers/:id/answer", about: "甲镇的报名，已在异议中", path: "/api/papers/paper-A/answer", body: dict{"stands": true}},
		{route: "POST /api/papers/:id/settle", about: "甲镇的报名，没有理由", path: "/api/papers/paper-A/settle", body: dict{"how": "uphold", "reason": " "}},
		{route: "POST /api/cases/:id/uploads", about: "甲镇的报名，不是扫描件", path: at + "/uploads", body: []byte("none")},
		{route: "GET /api/uploads/:id", about: "甲镇的报名", path: "/api/uploads/scan-A"},
		{route: "POST /api/applications/:id/acts/:act", about: "甲镇的报名：补录报考人签字的 withdraw", path: "/api/applications/row-A/acts/withdraw",
			body: dict{"seen": 999, "paper": dict{"signer": "applicant", "date": "2024-01-02", "scan": "scan-A"}}},
	} {
		p.around = aroundTown
		all = append(all, p)
	}
	onPaper := dict{"path": "none", "post": "P-cycle-open", "person": dict{"name": "无", "id_number": "none"},
		"paper": dict{"signer": "applicant", "date": "2024-01-02", "scan": "none"}}
	return append(all,
		probe{"POST /api/uploads", "还没有案卷，不是扫描件", "/api/uploads", []byte("none"), aroundCounty},
		probe{"POST /api/cycles/:id/applications", "补录报甲镇岗位的报名表，类别不对", "/api/cycles/cycle-open/applications", onPaper, aroundTown},
		probe{"GET /api/cases/:id/papers", "全县的批次", "/api/cases/cycle-county/papers", nil, aroundCounty},
		probe{"POST /api/cycles/:id/acts/:act", "全县的批次：补录县残联理事长签字的 hire", "/api/cycles/cycle-county/acts/hire",
			dict{"seen": 999, "paper": dict{"signer": "county_director@county", "date": "2024-01-02", "scan": "none"}}, aroundCounty})
}
