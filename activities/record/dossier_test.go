package record_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/dossier"
	"jinchu/policy/fault"
)

// exported is a dossier, verified, with its files by name.
func (b *bench) exported(a record.Actor, id string, w record.DossierWish) (dossier.Report, map[string]string) {
	b.t.Helper()
	w.At = time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC)
	f, err := b.desk.Dossier(bg, a, id, w)
	require.NoError(b.t, err)
	require.Equal(b.t, "dossier-"+id+".zip", f.Name)
	report, err := dossier.Verify(f.Archive, nil)
	require.NoError(b.t, err)
	all, err := dossier.Unpack(f.Archive)
	require.NoError(b.t, err)
	files := map[string]string{}
	for _, one := range all {
		files[one.Name] = string(one.Data)
	}
	return report, files
}

// told is a whole recruitment of two people with a paper, a request and an anchor.
func told(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	require.NoError(t, b.apply(1, "P1", good).Fault())
	b.act("applicant", id(1), "request_accommodation", record.Body{Needs: []string{"extra_time"}, Text: "需要放大卷"})
	require.NoError(t, b.apply(2, "P1", good).Fault())
	require.Equal(t, "act.state", b.noApplication("applicant", id(2), "appeal", record.Body{Reason: "测试"}).Code)
	b.lapse()
	b.qualified(2)
	var request string
	b.write(func(tx store.Tx) error {
		all, err := tx.Accommodations(bg, id(1))
		require.NoError(t, err)
		request = all[0].ID
		_, err = tx.Keep(bg, store.Upload{ID: "u1", Case: id(1), Name: "身份证 甲某1号.JPG", By: "county_hr"}, strings.NewReader("照片"), 1<<20)
		return err
	})
	b.act("county_hr", id(1), "grant_accommodation", record.Body{Request: request, Text: "给放大卷"})
	b.seated()
	b.examine("written", 90, 80)
	_, made, err := b.store.Anchor(bg, true)
	require.NoError(t, err)
	require.True(t, made)
	b.cycle("county_director", "confirm", record.Body{Reason: "按规则"})
	return b
}

func TestADossierHoldsAllOfACycle(t *testing.T) {
	t.Parallel()
	b := told(t)
	r, files := b.exported(record.Actor{Person: "county_hr"}, "c", record.DossierWish{Program: "v1"})
	require.Len(t, r.Heads, 3)
	require.Empty(t, r.Withheld)
	require.Equal(t, 1, r.Anchors)
	require.Equal(t, 3, r.Unanchored, "the ranking moved the cycle and both people after the anchor")
	require.Equal(t, r.Entries, r.Whole)
	var c record.Recorded
	require.NoError(t, json.Unmarshal([]byte(files[dossier.RecordFile]), &c))
	require.Len(t, c.Applications, 2)
	require.Len(t, c.Standings, 4, "two confirmed results")
	require.NotEmpty(t, c.Case.Steps)
	require.Equal(t, "甲某1号", c.Applications[0].Person.Name)
	require.Equal(t, "身份证 甲某1号.JPG", c.Documents[0].Name)
	require.Equal(t, "照片", files["documents/u1.jpg"])
	require.Contains(t, files["regulation/whole-1.yaml"], "regulation:")
	require.Len(t, r.Missing, 0)
	lines, err := policy.New(policy.Lines())
	require.NoError(t, err)
	require.Equal(t, policy.Lines(), files["policy/"+lines.Version()+".csv"])
	require.Contains(t, files[dossier.PayloadsFile], "需要放大卷")
	require.Contains(t, files[dossier.WhyFile], "第六条")
	page := files[dossier.PageFile]
	for _, must := range []string{`<html lang="zh-CN">`, `<h1>`, `<th scope="col">`, `<caption>`, `lang="en"`, "甲某1号", "这是演练"} {
		require.Contains(t, page, must)
	}
	for _, never := range []string{"<script", "http://", "https://", "onload", "ZgotmplZ"} {
		require.NotContains(t, page, never)
	}
}

// An auditor verifies the whole without reading whose it is.
func TestADossierWithoutWhatOneMayNotReadStillVerifies(t *testing.T) {
	t.Parallel()
	b := told(t)
	for who, wish := range map[string]record.DossierWish{"auditor": {}, "discipline_office": {Algorithm: dossier.SM2}, "county_director": {}, "county_hr": {Open: true}} {
		for _, of := range []string{"c", id(1)} {
			r, files := b.exported(record.Actor{Person: who}, of, wish)
			require.Contains(t, r.Withheld, "paper", who)
			require.Contains(t, r.Withheld, "documents", who)
			require.Positive(t, r.Taken)
			for name, text := range files {
				for _, n := range []int{1, 2} {
					p := person(t, n)
					for _, secret := range []string{p.Name, p.IDNumber, p.Certificate, phone, "放大卷", "照片"} {
						require.NotContains(t, text, secret, "%s, %s", who, name)
					}
				}
			}
		}
	}
}

func TestADossierOfOnePersonSaysNothingOfAnother(t *testing.T) {
	t.Parallel()
	b := told(t)
	r, files := b.exported(record.Actor{Person: "county_hr"}, id(1), record.DossierWish{})
	require.Len(t, r.Heads, 1)
	require.NotContains(t, files, "cycle")
	other := person(t, 2)
	for name, text := range files {
		for _, secret := range []string{other.Name, other.IDNumber, other.Certificate, `"` + id(2) + `"`} {
			require.NotContains(t, text, secret, name)
		}
	}
	require.Contains(t, files[dossier.RecordFile], "甲某1号")
}

func TestWhoMayNotExportIsRefusedAndWhoDidIsNoted(t *testing.T) {
	t.Parallel()
	b := told(t)
	for _, who := range []record.Actor{{Person: "township_clerk"}, {Person: "administrator"}, {Application: id(1)}, {}} {
		for _, of := range []string{"c", id(1)} {
			_, err := b.desk.Dossier(bg, who, of, record.DossierWish{})
			require.Equal(t, "forbidden", fault.CodeOf(err))
		}
	}
	_, err := b.desk.Dossier(bg, record.Actor{Person: "auditor"}, "none", record.DossierWish{})
	require.Equal(t, "unknown", fault.CodeOf(err))
	_, err = b.desk.Dossier(bg, record.Actor{Person: "auditor"}, "c", record.DossierWish{Algorithm: "rsa"})
	require.Equal(t, "dossier.algorithm", fault.CodeOf(err))
	b.exported(record.Actor{Person: "auditor"}, "c", record.DossierWish{})
	b.exported(record.AtTheMachine(policy.Auditor), id(2), record.DossierWish{})
	b.write(func(tx store.Tx) error {
		all, err := tx.AuditOf(bg, store.CountyCase)
		require.NoError(t, err)
		require.Len(t, all, 2)
		require.Equal(t, []string{"export_dossier", "auditor", "auditor"}, []string{all[0].Event, all[0].Actor, all[0].Role})
		require.Equal(t, []string{"export_dossier", "machine", "auditor"}, []string{all[1].Event, all[1].Actor, all[1].Role})
		return nil
	})
}

// At the machine itself nobody has an account: roles are named, and the county's chain says so.
func TestAtTheMachineRolesAreNamed(t *testing.T) {
	t.Parallel()
	b := told(t)
	r, files := b.exported(record.AtTheMachine(policy.Auditor, policy.CountyHR), "c", record.DossierWish{Algorithm: dossier.SM2})
	require.Equal(t, dossier.SM2, r.Algorithm)
	require.Contains(t, files[dossier.RecordFile], "甲某2号")
}

func TestAChainThatWasChangedIsNotSigned(t *testing.T) {
	t.Parallel()
	b := told(t)
	b.exported(record.Actor{Person: "auditor"}, "c", record.DossierWish{})
	conn, err := pgx.Connect(bg, b.url)
	require.NoError(t, err)
	defer func() { require.NoError(t, conn.Close(bg)) }()
	spoil := func(sql string) {
		_, err := conn.Exec(bg, sql)
		require.NoError(t, err)
	}
	spoil(`update audit set role = 'county_director' where case_id = 'a1' and no = 2`)
	_, err = b.desk.Dossier(bg, record.Actor{Person: "auditor"}, "c", record.DossierWish{})
	require.Equal(t, "store.audit.broken", fault.CodeOf(err))
	require.Equal(t, []any{int64(2), dossier.Content, id(1)}, []any{fault.Of(err).Args["no"], fault.Of(err).Args["why"], fault.Of(err).Place})
	_, files := b.exported(record.Actor{Person: "auditor"}, id(2), record.DossierWish{})
	require.NotEmpty(t, files, "the others still come out")
	spoil(`update audit set role = 'applicant' where case_id = 'a1' and no = 2`)
	b.exported(record.Actor{Person: "auditor"}, "c", record.DossierWish{})
	spoil(`update anchor_head set head = '\x00' where case_id = 'a1'`) // beside the way from the other's leaf to the root
	_, err = b.desk.Dossier(bg, record.Actor{Person: "auditor"}, id(2), record.DossierWish{})
	require.Equal(t, dossier.Anchor, fault.Of(err).Args["why"])
	spoil(`update anchor_head set head = (select hash from audit a where a.case_id = 'a1' and a.no = anchor_head.no) where case_id = 'a1'`)
}
