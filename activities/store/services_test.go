package store_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/policy/fault"
)

// served has an applicant with a document to be served: the first step of case "a".
func served(t *testing.T) (*store.Store, string) {
	t.Helper()
	s, url := rehearsal(t)
	cycle(t, s, "c")
	require.NoError(t, apply(t, s, "a", numberOne).Fault())
	return s, url
}

// handed is a service of it.
func handed(id string) store.Service {
	day := begin
	return store.Service{ID: id, Case: "a", Step: 1, Document: "return", Addressee: "applicant:a", Way: "handed_over", Day: begin, Served: &day,
		Detail: json.RawMessage(`{"told":{"helper":"协助人甲"}}`), By: "p1", Role: "county_hr"}
}

func TestADocumentIsServedOnceAndTriedOften(t *testing.T) {
	t.Parallel()
	s, url := served(t)
	tried := handed("try")
	tried.Served = nil
	write(t, s, func(tx store.Tx) error { return tx.AddService(bg, tried) })
	write(t, s, func(tx store.Tx) error { return tx.AddService(bg, handed("one")) })
	err := s.Write(bg, func(tx store.Tx) error { return tx.AddService(bg, handed("two")) })
	require.Equal(t, "store.duplicate", fault.CodeOf(err))
	require.NoError(t, s.Read(bg, func(tx store.Tx) error {
		all, err := tx.ServicesOf(bg, "a")
		require.Len(t, all, 2)
		one, _ := tx.Service(bg, "one")
		require.JSONEq(t, `{"told":{"helper":"协助人甲"}}`, string(one.Detail))
		require.Equal(t, "2024-01-02", one.Served.Format("2006-01-02"))
		_, none := tx.Service(bg, "none")
		require.Equal(t, "unknown", fault.CodeOf(none))
		return err
	}))
	var kept string
	require.NoError(t, owner(t, url).QueryRow(bg, `select string_agg(s::text, '') from service s`).Scan(&kept))
	require.NotContains(t, kept, "协助人甲", "who helped is sealed")
	_, err = owner(t, url).Exec(bg, `set role jinchu_auditor; select sealed_detail from service`)
	require.ErrorContains(t, err, "42501")
	_, err = owner(t, url).Exec(bg, `set role jinchu_app; delete from service`)
	require.ErrorContains(t, err, "42501")
}

func TestTheLastConsentHolds(t *testing.T) {
	t.Parallel()
	s, _ := served(t)
	for _, given := range []bool{true, false, true} {
		write(t, s, func(tx store.Tx) error {
			return tx.AddConsent(bg, store.Consent{Case: "a", Given: given, Day: begin, Channel: "receipt_page", By: "applicant:a", Role: "applicant"})
		})
		require.NoError(t, s.Read(bg, func(tx store.Tx) error {
			c, err := tx.ConsentOf(bg, "a")
			require.Equal(t, given, c != nil)
			return err
		}))
	}
}

func TestSilenceIsRecordedOncePerDocument(t *testing.T) {
	t.Parallel()
	s, _ := served(t)
	say := func() error {
		return s.Write(bg, func(tx store.Tx) error {
			return tx.AddNoStatement(bg, store.NoStatement{Case: "a", Step: 1, By: "p1", Role: "county_hr", Note: "查收件登记"})
		})
	}
	require.NoError(t, say())
	require.Equal(t, "store.duplicate", fault.CodeOf(say()))
	require.NoError(t, s.Read(bg, func(tx store.Tx) error {
		steps, err := tx.NoStatements(bg, "a")
		require.Equal(t, []int64{1}, steps)
		return err
	}))
}

func TestAPaperHasASignerAClerkAndASettlerOfTheirOwn(t *testing.T) {
	t.Parallel()
	s, url := served(t)
	write(t, s, func(tx store.Tx) error {
		_, err := tx.Keep(bg, store.Upload{ID: "scan", Case: "a", By: "clerk"}, strings.NewReader("x"), 10)
		return err
	})
	p := store.Paper{ID: "p", Case: "a", Seq: 1, Act: "submit", Signer: "signer", SignerRole: "county_hr", Signed: begin, Clerk: "clerk", ClerkRole: "county_hr", Scan: "scan"}
	own := p
	own.Signer = "clerk"
	require.Equal(t, "store.promise", fault.CodeOf(s.Write(bg, func(tx store.Tx) error { return tx.AddPaper(bg, own) })))
	write(t, s, func(tx store.Tx) error { return tx.AddPaper(bg, p) })
	write(t, s, func(tx store.Tx) error { return tx.ContestPaper(bg, "p", "不是我签的") })
	for _, by := range []string{"clerk", "signer"} {
		err := s.Write(bg, func(tx store.Tx) error { return tx.SettlePaper(bg, "p", store.PaperUpheld, by, "查过") })
		require.Equal(t, "store.promise", fault.CodeOf(err), by)
	}
	require.NoError(t, s.Read(bg, func(tx store.Tx) error {
		all, err := tx.PapersContested(bg, "c")
		require.Len(t, all, 1, "also from the case above")
		require.Equal(t, "不是我签的", all[0].Contest)
		return err
	}))
	write(t, s, func(tx store.Tx) error { return tx.SettlePaper(bg, "p", store.PaperStruck, "third", "笔迹不符") })
	require.NoError(t, s.Read(bg, func(tx store.Tx) error {
		got, err := tx.Paper(bg, "p")
		require.Equal(t, []string{store.PaperStruck, "third", "笔迹不符"}, []string{got.State, got.SettledBy, got.Settlement})
		return err
	}))
	var kept string
	require.NoError(t, owner(t, url).QueryRow(bg, `select string_agg(p::text, '') from paper p`).Scan(&kept))
	require.NotContains(t, kept, "笔迹")
}

func TestSomeTasksOutlastOtherActs(t *testing.T) {
	t.Parallel()
	s, _ := served(t)
	left := func() (codes []string) {
		require.NoError(t, s.Read(bg, func(tx store.Tx) error {
			all, err := tx.TasksOf(bg, "a")
			for _, k := range all {
				codes = append(codes, k.Code)
			}
			return err
		}))
		return codes
	}
	write(t, s, func(tx store.Tx) error {
		return tx.OpenTasks(bg, "a", store.Task{Code: "qualify", Role: "county_hr", Unit: county}, store.Task{Code: "settle_paper", Role: "county_director", Unit: county})
	})
	write(t, s, func(tx store.Tx) error { return tx.CloseTasks(bg, "a", "*") })
	require.Equal(t, []string{"settle_paper"}, left())
	write(t, s, func(tx store.Tx) error { return tx.CloseTasksOf(bg, "a") })
	require.Equal(t, []string{"settle_paper"}, left())
	write(t, s, func(tx store.Tx) error { return tx.CloseTasksOfRole(bg, "a", "settle_paper", "county_director") })
	require.Empty(t, left())
}
