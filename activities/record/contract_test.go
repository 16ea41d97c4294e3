package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/recruitment"
)

// hired has one person hired on a decision that names the start.
func hired(t *testing.T, start string, edits ...func(string) string) *bench {
	t.Helper()
	b := newBench(t)
	b.whole(edits...)
	b.published(post("P1", 1))
	b.proposed(90)
	b.shown(1)
	b.lapse()
	b.concluded(1)
	b.cycle("county_director", "agree", record.Body{Start: start})
	return b
}

// contract is the contract as an actor sees it.
func (b *bench) contract(a record.Actor) record.ContractView {
	b.t.Helper()
	view, err := b.desk.Application(bg, a, id(1))
	require.NoError(b.t, err)
	require.NotNil(b.t, view.Contract)
	return *view.Contract
}

func TestAContractRunsForItsTermWithTheProbationInside(t *testing.T) {
	t.Parallel()
	b := hired(t, "2024-03-01", edit("term: {value: {years: 1}", "term: {value: {years: 3}"), edit("probation: {value: {months: 1}", "probation: {value: {months: 6}"))
	k := b.contract(record.Actor{Person: "county_hr"})
	require.Equal(t, []string{"2024-03-01", "2027-02-28", "2024-08-31", "labour"}, []string{k.From, k.To, k.ProbationTo, k.Kind})
	require.Contains(t, k.Text, "期限：2024-03-01至2027-02-28，其中试用期至2024-08-31")
	require.Contains(t, k.Text, "劳动合同")
}

func TestAContractBeginsOnTheFirstWorkingDayAfterTheDecision(t *testing.T) {
	t.Parallel()
	b := hired(t, "")
	require.Equal(t, "2024-01-19", b.contract(record.Actor{Person: "county_hr"}).From)
}

func TestAContractDoesNotBeginBeforeItsDecision(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	b.proposed(90)
	b.shown(1)
	b.lapse()
	b.concluded(1)
	require.Equal(t, "value.wrong", b.no("county_director", "agree", record.Body{Start: "2024-01-03"}).Code)
	require.NotEmpty(t, b.no("county_director", "agree", record.Body{Start: "spring"}).Code)
	require.Equal(t, recruitment.Publicised, b.at(id(1)).State)
}

func TestSignaturesStandUnderTheTextThatWasRead(t *testing.T) {
	t.Parallel()
	b := hired(t, "")
	digest := b.contract(record.Actor{Application: id(1)}).Digest
	require.Equal(t, "act.state", b.noApplication("county_director", id(1), "countersign", record.Body{Digest: digest}).Code, "the person signs first")
	require.Equal(t, "value.missing", b.noApplication("applicant", id(1), "sign", record.Body{}).Code)
	require.Equal(t, "recruitment.contract.other", b.noApplication("applicant", id(1), "sign", record.Body{Digest: "0" + digest[1:] + "x"}).Code)
	require.Equal(t, "forbidden", b.noApplication("county_hr", id(1), "sign", record.Body{Digest: digest}).Code)
	b.act("applicant", id(1), "sign", record.Body{Digest: digest})
	require.Equal(t, "forbidden", b.noApplication("county_hr", id(1), "countersign", record.Body{Digest: digest}).Code, "not its turn by the rules")
	require.Equal(t, "recruitment.contract.other", b.noApplication("county_director", id(1), "countersign", record.Body{Digest: "x"}).Code)
	b.act("county_director", id(1), "countersign", record.Body{Digest: digest})
	k := b.contract(record.Actor{Person: "county_hr"})
	require.Equal(t, []string{"2024-01-18", "2024-01-18"}, []string{k.PersonSigned, k.CountySigned})
}

func TestWhereThreeSignTheMiddleOneEndorses(t *testing.T) {
	t.Parallel()
	b := hired(t, "", edit("signers: {value: [applicant, county_director]", "signers: {value: [applicant, personnel_authority, county_director]"))
	digest := b.contract(record.Actor{Application: id(1)}).Digest
	b.act("applicant", id(1), "sign", record.Body{Digest: digest})
	require.Equal(t, []string{"endorse@personnel_authority"}, b.tasks(id(1)))
	require.Equal(t, "forbidden", b.noApplication("county_director", id(1), "countersign", record.Body{Digest: digest}).Code)
	require.Equal(t, "forbidden", b.noApplication("county_director", id(1), "endorse", record.Body{}).Code)
	b.act("personnel_authority", id(1), "endorse", record.Body{})
	require.Equal(t, "forbidden", b.noApplication("personnel_authority", id(1), "endorse", record.Body{}).Code)
	b.act("county_director", id(1), "countersign", record.Body{Digest: digest})
	require.Equal(t, recruitment.Contracted, b.at(id(1)).State)
}

func TestTheTextNamesThePersonAndIsForThoseWhoSignOrCompare(t *testing.T) {
	t.Parallel()
	b := hired(t, "")
	for _, reads := range []record.Actor{{Application: id(1)}, {Person: "county_hr"}, {Person: "county_director"}} {
		require.Contains(t, b.contract(reads).Text, "乙方：甲某1号")
	}
	for _, not := range []string{"auditor", "discipline_office"} {
		k := b.contract(record.Actor{Person: not})
		require.Empty(t, k.Text, not)
		require.NotEmpty(t, k.Digest)
	}
	all, err := b.desk.Contracts(bg, record.Actor{Person: "auditor"}, "c")
	require.NoError(t, err)
	require.Empty(t, all[0].Text)
}
