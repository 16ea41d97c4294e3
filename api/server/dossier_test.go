package server_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/policy/dossier"
	"jinchu/policy/identity"
)

func TestADossierVerifiesWithTheKeyTheCountyMakesPublic(t *testing.T) {
	t.Parallel()
	c, cycle := recruiting(t)
	c.join("auditor", "auditor", county)
	number, err := identity.NewRehearsalID(990101, 1980, time.May, 5, 7)
	require.NoError(t, err)
	certificate, err := identity.NewDisabilityCertificate(number, identity.Physical, 3, 0)
	require.NoError(t, err)
	sent := c.ask("", http.MethodPost, "/api/cycles/"+cycle+"/applications", dict{"path": "disabled", "post": "P1",
		"person": dict{"name": "甲某七号", "id_number": number.Reveal(), "certificate": certificate.Reveal()},
		"facts":  dict{"certificate.valid": "yes"}}, "Idempotency-Key", "apply").must(201)
	c.tokens["applicant"] = sent.field("access")
	_, made, err := c.record.Anchor(t.Context(), true)
	require.NoError(t, err)
	require.True(t, made)
	var public struct {
		Keys   []struct{ Algorithm, PEM string }
		Anchor struct{ No int64 }
	}
	c.ask("", http.MethodGet, "/api/county-key", nil).must(200).into(&public)
	require.EqualValues(t, 1, public.Anchor.No)
	for _, k := range public.Keys {
		key, err := dossier.ParseKey([]byte(k.PEM))
		require.NoError(t, err)
		for who, personal := range map[string]bool{"county_hr": true, "auditor": false} {
			a := c.ask(who, http.MethodGet, "/api/cases/"+cycle+"/dossier?signature="+k.Algorithm, nil).must(200)
			require.Equal(t, "application/zip", a.Header.Get("Content-Type"))
			require.Equal(t, `attachment; filename="dossier-`+cycle+`.zip"`, a.Header.Get("Content-Disposition"))
			require.Equal(t, "rehearsal", a.Header.Get("Jinchu-Realm"))
			r, err := dossier.Verify([]byte(a.Body), &key)
			require.NoError(t, err)
			require.Equal(t, []any{k.Algorithm, 2, 1, "test"}, []any{r.Algorithm, len(r.Heads), r.Anchors, r.Program})
			require.Equal(t, personal, strings.Contains(a.Body, "甲某七号"))
			require.Equal(t, personal, r.Taken == 0)
		}
	}
	c.ask("county_hr", http.MethodGet, "/api/cases/"+cycle+"/dossier?signature=rsa", nil).must(422)
	c.ask("applicant", http.MethodGet, "/api/cases/"+sent.field("id")+"/dossier", nil).refused(403, "forbidden")
	c.ask("auditor", http.MethodGet, "/api/cases/none/dossier", nil).refused(404, "unknown")
	var report struct {
		Verified               bool
		Cases, Entries, Broken any
	}
	c.ask("auditor", http.MethodGet, "/api/audit", nil).must(200).into(&report)
	require.True(t, report.Verified)
	require.Empty(t, report.Broken)
}

func TestDestructionIsRuledProposedAndConfirmed(t *testing.T) {
	t.Parallel()
	c := plantedCounty(t)
	hr, director := "county_hr@county", "county_director@county"
	ruling := dict{"class": "paper", "years": 1, "approval": "演练档〔2024〕1号"}
	c.ask(hr, http.MethodPost, "/api/retention/rules", ruling).refused(403, "forbidden")
	c.ask(director, http.MethodPost, "/api/retention/rules", dict{"class": "none", "years": 1, "approval": "x"}).refused(404, "retention.class")
	c.ask(director, http.MethodPost, "/api/retention/rules", ruling).must(204)
	var classes struct {
		Items []struct{ Class, Approval string }
	}
	c.ask(hr, http.MethodGet, "/api/retention/classes", nil).must(200).into(&classes)
	require.Contains(t, classes.Items, struct{ Class, Approval string }{"paper", "演练档〔2024〕1号"})
	c.ask(hr, http.MethodPost, "/api/retention/runs", nil).refused(409, "retention.nothing")
	c.ask(director, http.MethodPost, "/api/retention/runs/1/confirm", nil).refused(404, "unknown")
	require.Equal(t, `{"items":[]}`, strings.TrimSpace(c.ask(hr, http.MethodGet, "/api/retention/runs", nil).must(200).Body))
}
