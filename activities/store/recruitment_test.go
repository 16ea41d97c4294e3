package store_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/policy/fault"
	"jinchu/policy/identity"
)

const numberOne, numberTwo = "990101199001010019", "990101199001010027"

// apply submits an application to cycle "c" the way an act does.
func apply(t *testing.T, s *store.Store, id, number string) store.Result {
	t.Helper()
	c := command("apply-"+id, id, 0)
	c.Kind, c.Parent, c.Act = "application", "c", "apply"
	return act(t, s, c, func(tx store.Tx, c store.Command, _ store.CaseFile) (store.Outcome, error) {
		a := store.Application{ID: c.Case, Cycle: "c", Path: "disabled", Personal: json.RawMessage(`{"name":"测试甲"}`)}
		return store.Outcome{Event: "apply", State: "submitted"}, tx.AddApplication(bg, a, citizen(t, number))
	})
}

func TestOnePersonAppliesOnce(t *testing.T) {
	t.Parallel()
	s, url := rehearsal(t)
	cycle(t, s, "c")
	results := together(20, func(i int) (store.Result, error) { return apply(t, s, fmt.Sprint("a", i), numberOne), nil })
	won := 0
	for _, r := range results {
		if r.Fault() == nil {
			won++
			continue
		}
		require.Equal(t, "store.application.twice", fault.CodeOf(r.Fault()))
	}
	require.Equal(t, 1, won)
	require.NoError(t, apply(t, s, "b", numberTwo).Fault())
	require.NoError(t, s.Read(bg, func(tx store.Tx) error {
		all, err := tx.Applications(bg, "c", []string{"submitted"}, "", 100)
		require.Len(t, all, 2)
		require.JSONEq(t, `{"name":"测试甲"}`, string(all[0].Personal))
		none, _ := tx.Applications(bg, "c", []string{"ranked"}, "", 100)
		require.Empty(t, none)
		found, ferr := tx.FindApplications(bg, citizen(t, numberTwo))
		require.NoError(t, ferr)
		require.Equal(t, []string{"b"}, found)
		return err
	}))
	_, err := owner(t, url).Exec(bg, `update application set sealed_personal = (select sealed_personal from application where id = 'b') where id <> 'b'`)
	require.NoError(t, err)
	err = s.Read(bg, func(tx store.Tx) error { _, err := tx.Applications(bg, "c", nil, "", 100); return err })
	require.Equal(t, "store.sealed", fault.CodeOf(err), "personal data moved to another row do not open")
}

func mark(application, value, reason string) store.Score {
	s := store.Score{Application: application, Part: "interview", Examiner: "e1", KeyedBy: "p1", Reason: reason}
	if value != "" {
		s.Value = decimal.NewNullDecimal(decimal.RequireFromString(value))
	}
	return s
}

func TestScoresAreExactAndCorrectionsKeepTheOld(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	cycle(t, s, "c")
	require.NoError(t, apply(t, s, "a", numberOne).Fault())
	require.NoError(t, apply(t, s, "b", numberTwo).Fault())
	enter := func(scores ...store.Score) error {
		return s.WithSharedCase(bg, "c", []string{"planned"}, func(tx store.Tx, _ store.CaseFile) error { return tx.EnterScores(bg, scores) })
	}
	require.NoError(t, enter(mark("a", "78.335", ""), mark("b", "", "")))
	require.NoError(t, enter(mark("a", "78.3350", ""), mark("b", "", "")), "the same again is no change")
	require.Equal(t, "store.score.kept", fault.CodeOf(enter(mark("a", "78.34", ""))))
	require.NoError(t, enter(mark("a", "78.34", "登分笔误"), mark("b", "60", "补录")))
	require.Equal(t, "store.promise", fault.CodeOf(enter(mark("a", "-1", "x"))))
	require.NoError(t, s.Read(bg, func(tx store.Tx) error {
		inForce, err := tx.Scores(bg, "c", false)
		require.NoError(t, err)
		require.Len(t, inForce, 2)
		require.Equal(t, "78.34", inForce[0].Value.Decimal.String())
		all, err := tx.Scores(bg, "c", true)
		require.Len(t, all, 4)
		require.Equal(t, "78.335", all[0].Value.Decimal.String())
		require.True(t, all[0].Replaced)
		require.False(t, all[2].Value.Valid, "absent before")
		return err
	}))
}

func TestResultsOfAStage(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	cycle(t, s, "c")
	require.NoError(t, apply(t, s, "a", numberOne).Fault())
	first := 1
	write(t, s, func(tx store.Tx) error {
		require.NoError(t, tx.AddVerdicts(bg, []store.Verdict{{Application: "a", Stage: 4, Verdict: "cannot_tell", Reasons: json.RawMessage(`["x"]`)}}))
		require.NoError(t, tx.AddVerdicts(bg, []store.Verdict{{Application: "a", Stage: 4, Verdict: "yes", Reasons: json.RawMessage(`[]`)}}))
		said, err := tx.Verdicts(bg, "c")
		require.NoError(t, err)
		require.Equal(t, []string{"cannot_tell", "yes"}, []string{said[0].Verdict, said[1].Verdict})
		for _, total := range []string{"80.10", "80.11"} {
			require.NoError(t, tx.SetStandings(bg, []store.Standing{{Application: "a", Stage: 7, Rank: &first, Place: "in",
				Total: decimal.NewNullDecimal(decimal.RequireFromString(total))}}))
		}
		stands, err := tx.Standings(bg, "c")
		require.Len(t, stands, 1)
		require.Equal(t, "80.11", stands[0].Total.Decimal.String())
		return err
	})
}

func TestFromPostToContract(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	cycle(t, s, "c")
	require.NoError(t, apply(t, s, "a", numberOne).Fault())
	end := begin.AddDate(1, 0, 0)
	write(t, s, func(tx store.Tx) error {
		require.NoError(t, tx.AddPosts(bg, []store.Post{{ID: "p", Cycle: "c", Code: "A01", Name: "专职委员", Unit: county, Class: "township", Headcount: 2}}))
		require.NoError(t, tx.SetHeadcount(bg, "p", 1))
		require.NoError(t, tx.GivePosts(bg, map[string]string{"a": "p"}))
		require.NoError(t, tx.GiveTickets(bg, map[string]string{"a": "20240001"}))
		require.NoError(t, tx.Decide(bg, store.Decision{Case: "c", Seq: 1, Kind: "hire", About: "a", By: "p1", Role: "county_director", Reason: "成绩第一", Date: begin}))
		made, err := tx.Decisions(bg, "c")
		require.NoError(t, err)
		require.Equal(t, "成绩第一", made[0].Reason)
		require.NoError(t, tx.AddObjection(bg, store.Objection{ID: "o", Cycle: "c", Application: "a", Personal: json.RawMessage(`{"text":"测试"}`)}))
		require.NoError(t, tx.DecideObjection(bg, store.Objection{ID: "o", Verdict: "rejected", DecidedBy: "p1", Verified: true}))
		require.Equal(t, "unknown", fault.CodeOf(tx.DecideObjection(bg, store.Objection{ID: "o", Verdict: "upheld", DecidedBy: "p1"})), "decided once")
		against, err := tx.Objections(bg, "c")
		require.NoError(t, err)
		require.JSONEq(t, `{"text":"测试"}`, string(against[0].Personal))
		require.NoError(t, tx.AddContract(bg, store.Contract{ID: "k", Application: "a", Post: "p", From: begin, To: &end}))
		require.NoError(t, tx.SignContract(bg, "k", false, begin, "d1"))
		require.NoError(t, tx.SignContract(bg, "k", true, begin.AddDate(0, 0, 1), "d2"))
		require.NoError(t, tx.SignContract(bg, "k", false, end, "d3"))
		signed, err := tx.Contracts(bg, "c")
		require.NoError(t, err)
		require.Equal(t, "2024-01-02", signed[0].PersonSigned.Format("2006-01-02"))
		require.NoError(t, tx.Publish(bg, store.Notice{ID: "n", Case: "c", Kind: "publicity", Text: "公示", Digest: "d", Published: begin, Ends: &end}))
		notices, err := tx.Notices(bg, "c")
		require.Len(t, notices, 1)
		return err
	})
	err := s.Write(bg, func(tx store.Tx) error {
		return tx.AddContract(bg, store.Contract{ID: "k2", Application: "a", Post: "p", From: begin, To: &end})
	})
	require.Equal(t, "store.duplicate", fault.CodeOf(err), "one contract for an application")
}

func TestRegisterIsFoundByNumber(t *testing.T) {
	t.Parallel()
	s, _ := rehearsal(t)
	lines := []store.Holder{{Unit: county, Category: 1, Grade: 2, Personal: json.RawMessage(`{"name":"测试甲"}`)}, {Unit: county, Category: 1, Grade: 2, Personal: json.RawMessage(`{}`)}}
	numbers := []identity.CitizenID{citizen(t, numberOne), citizen(t, numberTwo)}
	bring := func() error {
		return s.Write(bg, func(tx store.Tx) error { return tx.ImportHolders(bg, lines, numbers) })
	}
	require.NoError(t, bring())
	require.Equal(t, "store.duplicate", fault.CodeOf(bring()))
	require.NoError(t, s.Read(bg, func(tx store.Tx) error {
		h, err := tx.FindHolder(bg, citizen(t, numberOne))
		require.NoError(t, err)
		require.JSONEq(t, `{"name":"测试甲"}`, string(h.Personal))
		count, err := tx.CountHolders(bg)
		require.Equal(t, []store.HolderCount{{Unit: county, Category: 1, Grade: 2, Count: 2}}, count)
		return err
	}))
}

func TestUploadsAreSealedInPieces(t *testing.T) {
	t.Parallel()
	s, url := rehearsal(t)
	content := strings.Repeat("证明材料", 100_000) // 1.2 MB, five pieces
	write(t, s, func(tx store.Tx) error {
		u, err := tx.Keep(bg, store.Upload{ID: "u", Name: "测试.pdf", By: "p1"}, strings.NewReader(content), 2<<20)
		require.EqualValues(t, len(content), u.Size)
		return err
	})
	fetch := func() (string, error) {
		var b bytes.Buffer
		err := s.Read(bg, func(tx store.Tx) error { return tx.Fetch(bg, "u", &b) })
		return b.String(), err
	}
	back, err := fetch()
	require.NoError(t, err)
	require.True(t, back == content)
	err = s.Write(bg, func(tx store.Tx) error {
		_, err := tx.Keep(bg, store.Upload{ID: "large", By: "p1"}, strings.NewReader(content), 1<<20)
		return err
	})
	require.Equal(t, "request.large", fault.CodeOf(err))
	var left int
	require.NoError(t, owner(t, url).QueryRow(bg, `select count(*) from upload_chunk where upload = 'large'`).Scan(&left))
	require.Zero(t, left)
	_, err = owner(t, url).Exec(bg, `
		delete from upload_chunk where no = 2;
		update upload_chunk set no = 2 where no = 3`)
	require.NoError(t, err)
	_, err = fetch()
	require.Equal(t, "store.sealed", fault.CodeOf(err))
}
