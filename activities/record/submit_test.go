package record_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/record"
	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
)

// submission is person n's for P1, changed.
func submission(t *testing.T, n int, change func(*record.Submission)) record.Submission {
	t.Helper()
	in := record.Submission{Path: "disabled", Post: "P1", Person: person(t, n), Facts: good}
	change(&in)
	return in
}

func (b *bench) notTaken(t *testing.T, change func(*record.Submission)) *fault.Fault {
	t.Helper()
	return b.refusal("applicant", record.ApplicationKind, id(9), "submit", submission(t, 9, change))
}

func TestASubmissionIsReadStrictly(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	other := person(t, 8).Certificate
	for name, c := range map[string]struct {
		change      func(*record.Submission)
		code, place string
	}{
		"no name":                  {func(in *record.Submission) { in.Person.Name = " " }, "value.missing", "person.name"},
		"no such path":             {func(in *record.Submission) { in.Path = "veteran" }, "recruitment.path.unknown", "path"},
		"no post":                  {func(in *record.Submission) { in.Post = "" }, "value.missing", "post"},
		"no such post":             {func(in *record.Submission) { in.Post = "P2" }, "unknown", "post"},
		"ID of 17 digits":          {func(in *record.Submission) { in.Person.IDNumber = in.Person.IDNumber[:17] }, "identity.citizen.length", "person.id_number"},
		"certificate of 21 digits": {func(in *record.Submission) { in.Person.Certificate += "5" }, "", "person.certificate"},
		"certificate of another":   {func(in *record.Submission) { in.Person.Certificate = other }, "recruitment.certificate.other", "person.certificate"},
		"soldier of no grade":      {func(in *record.Submission) { in.Person.Soldier, in.Person.Scale = "军字第1号", 11 }, "", "person.soldier_certificate"},
		"relative's bad number":    {func(in *record.Submission) { in.Supported = &record.Supported{Certificate: "1"} }, "", "supported.certificate"},
		"word of no vocabulary":    {func(in *record.Submission) { in.Facts = map[string]string{"applicant.luck": "yes"} }, "recruitment.fact.unknown", "facts.applicant.luck"},
		"word that is derived":     {func(in *record.Submission) { in.Facts = map[string]string{"applicant.birth": "1980-01-01"} }, "recruitment.fact.derived", "facts.applicant.birth"},
		"category beside a number": {func(in *record.Submission) { in.Facts = map[string]string{"certificate.category": "limb"} }, "recruitment.fact.derived", "facts.certificate.category"},
		"value that is none":       {func(in *record.Submission) { in.Facts = map[string]string{"certificate.valid": "maybe"} }, "", "facts.certificate.valid"},
		"other that is no yes":     {func(in *record.Submission) { in.Facts = map[string]string{"applicant.other.local": "maybe"} }, "recruitment.fact.unknown", "facts.applicant.other.local"},
		"number that is none":      {func(in *record.Submission) { in.Facts = map[string]string{"applicant.number.years": "many"} }, "recruitment.fact.unknown", "facts.applicant.number.years"},
	} {
		f := b.notTaken(t, c.change)
		require.Equal(t, c.place, f.Place, name)
		if c.code != "" {
			require.Equal(t, c.code, f.Code, name)
		}
	}
	require.Empty(t, b.view().Counts)
}

func TestASubmissionIsKeptOncePerPersonWhileTheWindowIsOpen(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	require.NoError(t, b.apply(1, "P1", good).Fault())
	require.Equal(t, "store.application.twice", b.applyAgain(2, 1).Code)
	require.Equal(t, []string{"pass_on@township_clerk"}, b.tasks(id(1)))
	b.lapse()
	f := b.notTaken(t, func(*record.Submission) {})
	require.Equal(t, "store.shut", f.Code)
	require.Equal(t, "资格审查中", f.Args["state"])
}

func TestASubmissionIsAnsweredWithWhatTheRulesSayAndRefusesNobody(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	said := answer[record.Submitted](b, b.apply(1, "P1", map[string]string{"certificate.valid": "no"}))
	require.Equal(t, regulation.No, said.Verdict)
	require.Equal(t, regulation.CannotTell, answer[record.Submitted](b, b.apply(2, "P1", nil)).Verdict)
	require.Equal(t, regulation.Yes, answer[record.Submitted](b, b.apply(3, "P1", good)).Verdict)
	require.Equal(t, []string{recruitment.Submitted, recruitment.Submitted, recruitment.Submitted}, b.states(3))
}

func TestTheCounterOfATownshipTakesPapersOfItsOwn(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	away := post("P2", 1)
	away.Unit = townB
	b.published(post("P1", 1), away)
	in := submission(t, 1, func(*record.Submission) {})
	require.NoError(t, b.try("township_clerk", record.ApplicationKind, "c", id(1), "submit", in).Fault())
	in = submission(t, 2, func(in *record.Submission) { in.Post = "P2" })
	require.Equal(t, "forbidden", b.refusal("township_clerk", record.ApplicationKind, id(2), "submit", in).Code)
	require.NoError(t, b.try("county_hr", record.ApplicationKind, "c", id(2), "submit", in).Fault())
	require.Equal(t, "forbidden", b.refusal("score_keyer", record.ApplicationKind, id(3), "submit", in).Code)
	require.Equal(t, townB, b.at(id(2)).Unit)
	lines, err := b.desk.Applications(bg, record.Actor{Person: "township_clerk"}, "c", nil, "", 10)
	require.NoError(t, err)
	require.Len(t, lines, 1, "the other township's applications are not theirs to read")
	require.Equal(t, id(1), lines[0].ID)
}

func TestASoldierAndARelativeAreKnownByTheirOwnNumbers(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.whole()
	b.published(post("P1", 1))
	relative := submission(t, 1, func(in *record.Submission) {
		in.Path, in.Supported, in.Facts = "relative", &record.Supported{Certificate: person(t, 7).Certificate}, nil
		in.Person.Certificate = ""
	})
	said := answer[record.Submitted](b, b.try("applicant", record.ApplicationKind, "c", id(1), "submit", relative))
	require.Equal(t, regulation.Yes, said.Verdict)
	soldier := submission(t, 2, func(in *record.Submission) {
		in.Person.Certificate, in.Person.Soldier, in.Person.Scale = "", "军字第12345号", 6
	})
	said = answer[record.Submitted](b, b.try("applicant", record.ApplicationKind, "c", id(2), "submit", soldier))
	require.Equal(t, regulation.No, said.Verdict, "a soldier's certificate is another kind")
}
