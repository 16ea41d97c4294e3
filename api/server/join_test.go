package server_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/identity"
)

func TestACycleAndAnApplicationAreOpenedFromPaper(t *testing.T) {
	t.Parallel()
	c, cycle := recruiting(t)
	signer := c.join("elder", "county_hr", county)
	day := begin.AddDate(0, 0, -1).Format("2006-01-02")
	plan := func(scan string) dict {
		return dict{"regulation": "whole", "title": "演练批次二", "unit": county, "paper": dict{"signer": signer, "date": day, "scan": scan},
			"posts": []dict{{"code": "P1", "name": "专职委员", "unit": town, "class": "township", "headcount": 1}}}
	}
	upload := func(who string) string {
		return c.ask(who, http.MethodPost, "/api/uploads?name=plan.pdf", []byte("%PDF-1.4 演练"), key()...).must(201).field("id")
	}
	scan := upload("county_hr")
	c.ask("county_hr", http.MethodGet, "/api/uploads/"+scan, nil).must(200)
	c.ask("county_director", http.MethodGet, "/api/uploads/"+scan, nil).refused(404, "unknown")
	c.ask("administrator", http.MethodPost, "/api/uploads", []byte("%PDF-1.4 演练"), key()...).refused(403, "forbidden")
	c.ask("township_clerk", http.MethodPost, "/api/cycles", plan(upload("township_clerk")), key()...).refused(403, "forbidden")
	c.ask("county_hr", http.MethodPost, "/api/cycles", plan("none"), key()...).refused(422, "paper.scan")
	twice := key()
	joined := c.ask("county_hr", http.MethodPost, "/api/cycles", plan(scan), twice...).must(201).field("id")
	require.Equal(t, joined, c.ask("county_hr", http.MethodPost, "/api/cycles", plan(scan), twice...).must(201).field("id"), "the same key, the same cycle")
	c.ask("county_director", http.MethodGet, "/api/uploads/"+scan, nil).must(200)
	require.Contains(t, c.ask("county_director", http.MethodGet, "/api/cases/"+joined+"/papers", nil).must(200).Body, `"act":"open"`)
	require.Contains(t, c.ask("elder", http.MethodGet, "/api/inbox", nil).must(200).Body, "paper_entered")

	number, err := identity.NewRehearsalID(990101, 1980, 3, 5, 7)
	require.NoError(t, err)
	certificate, err := identity.NewDisabilityCertificate(number, identity.Physical, 3, 0)
	require.NoError(t, err)
	form := dict{"path": "disabled", "post": "P1", "person": dict{"name": "甲某七号", "id_number": number.Reveal(), "certificate": certificate.Reveal()},
		"facts": dict{"certificate.valid": "yes"}, "paper": dict{"signer": "applicant", "date": begin.AddDate(0, 0, 1).Format("2006-01-02"), "scan": upload("township_clerk")}}
	c.ask("township_clerk", http.MethodPost, "/api/cycles/"+cycle+"/applications", form, key()...).refused(422, "paper.date")
	c.ask("administrator", http.MethodPost, "/api/rehearsal/clock", dict{"to": begin.AddDate(0, 0, 2)}).must(200)
	c.ask("", http.MethodPost, "/api/cycles/"+cycle+"/applications", form, key()...).must(403)
	sent := c.ask("township_clerk", http.MethodPost, "/api/cycles/"+cycle+"/applications", form, key()...).must(201)
	c.tokens["applicant"] = sent.field("access")
	require.Contains(t, c.ask("applicant", http.MethodGet, "/api/applications/"+sent.field("id"), nil).must(200).Body, `"act":"submit"`)
}
