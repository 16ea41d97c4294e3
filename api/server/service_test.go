package server_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
)

// returnedOverHTTP is an application whose papers went back, with its applicant's token under "self".
func returnedOverHTTP(t *testing.T) (c *counter, id string) {
	t.Helper()
	c, cycle := recruiting(t)
	taken := c.ask("township_clerk", http.MethodPost, "/api/cycles/"+cycle+"/applications/import", []byte(papersHeading+paper(t, 1))).must(200)
	var receipts struct {
		Items []struct{ ID, Access string } `json:"items"`
	}
	taken.into(&receipts)
	id, c.tokens["self"] = receipts.Items[0].ID, receipts.Items[0].Access
	require.NoError(t, c.record.Write(t.Context(), func(tx store.Tx) error {
		return tx.Move(t.Context(), []store.Move{{Case: cycle, Event: "close_registration", State: "reviewing", Stage: 3, Actor: store.Machine, Role: store.Machine,
			Meets: []string{"registration_closes"}}})
	}))
	c.ask("township_clerk", http.MethodPost, "/api/applications/"+id+"/acts/return", dict{"seen": 1, "reason": "缺照片"}, "Idempotency-Key", "back").must(200)
	return c, id
}

func TestServiceOverHTTP(t *testing.T) {
	t.Parallel()
	c, id := returnedOverHTTP(t)
	at := "/api/cases/" + id
	handed := dict{"step": 2, "way": "handed_over", "day": "2024-01-02", "told": dict{"also": false}}
	c.ask("township_clerk", http.MethodPost, at+"/services", handed).refused(422, "act.key.missing")
	c.ask("self", http.MethodPost, at+"/services/accept", dict{"step": 2}, "Idempotency-Key", "open").refused(409, "service.consent")
	c.ask("self", http.MethodPost, at+"/consent", dict{"given": true, "channel": "receipt_page"}, "Idempotency-Key", "yes").must(204)
	first := c.ask("self", http.MethodPost, at+"/services/accept", dict{"step": 2}, "Idempotency-Key", "open-2").must(201)
	require.Equal(t, "2024-01-02", first.field("served"))
	require.NotEmpty(t, first.field("ends"))
	again := c.ask("self", http.MethodPost, at+"/services/accept", dict{"step": 2}, "Idempotency-Key", "open-2").must(201)
	require.Equal(t, first.Body, again.Body, "the same key has one effect")
	c.ask("township_clerk", http.MethodPost, at+"/services", handed, "Idempotency-Key", "late").refused(409, "service.already")
	require.Contains(t, c.ask("self", http.MethodGet, at+"/services", nil).must(200).Body, `"way":"electronic"`)
	c.ask("township_clerk", http.MethodGet, "/api/services/"+first.field("id"), nil).must(200)
	c.ask("township_clerk", http.MethodPost, at+"/no-statement", dict{}, "Idempotency-Key", "silent").refused(409, "recruitment.supplement.runs")
}

func TestAnActFromPaperOverHTTP(t *testing.T) {
	t.Parallel()
	c, id := returnedOverHTTP(t)
	at := "/api/cases/" + id
	c.ask("county_hr", http.MethodPost, at+"/uploads", []byte("no scan"), "Idempotency-Key", "a").refused(422, "request.shape")
	c.ask("county_hr", http.MethodPost, at+"/uploads", make([]byte, 9<<20), "Idempotency-Key", "b").must(413)
	scan := c.ask("county_hr", http.MethodPost, at+"/uploads?name=scan.pdf", []byte("%PDF-1.4 演练"), "Idempotency-Key", "c").must(201).field("id")
	entered := dict{"seen": 2, "facts": dict{"applicant.other.local": "yes"}, "paper": dict{"signer": "applicant", "date": "2024-01-02", "scan": scan}}
	c.ask("county_hr", http.MethodPost, "/api/applications/"+id+"/acts/supplement", entered, "Idempotency-Key", "d").must(200)
	c.ask("county_hr", http.MethodPost, "/api/applications/"+id+"/acts/supplement", entered, "Idempotency-Key", "d").must(200)
	var papers struct {
		Items []struct {
			ID   string
			Mine bool
			Scan string
		} `json:"items"`
	}
	c.ask("self", http.MethodGet, at+"/papers", nil).must(200).into(&papers)
	require.Len(t, papers.Items, 1)
	require.True(t, papers.Items[0].Mine)
	fetched := c.ask("self", http.MethodGet, "/api/uploads/"+scan, nil).must(200)
	require.Equal(t, "%PDF-1.4 演练", fetched.Body)
	require.Equal(t, "application/pdf", fetched.Header.Get("Content-Type"))
	require.Equal(t, "no-store", fetched.Header.Get("Cache-Control"))
	answer := "/api/papers/" + papers.Items[0].ID + "/answer"
	c.ask("county_hr", http.MethodPost, answer, dict{"stands": true}, "Idempotency-Key", "e").refused(403, "paper.contester")
	c.ask("self", http.MethodPost, answer, dict{"stands": false, "reason": "没有签过"}, "Idempotency-Key", "f").must(204)
	c.ask("county_director", http.MethodPost, "/api/papers/"+papers.Items[0].ID+"/settle", dict{"how": "strike", "reason": "笔迹不符"}, "Idempotency-Key", "g").must(204)
	require.Contains(t, c.ask("self", http.MethodGet, at+"/why", nil).must(200).Body, "经处理撤销")
}
