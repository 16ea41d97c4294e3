package language_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

const example = `regulation: example-2030
title: 示例县残疾人专职委员招聘公告
unit: "999999000000"
kind: notice
issued: 2030-01-02
source: {key: EX, grade: B, cut: [pay]}
posts:
  - {class: township, name: 乡镇专职委员, level: township, regime: public_welfare, headcount: per_plan, by_path: {disabled: 5, relative: 1}}
paths:
  - id: disabled
    name: 残疾人
    require:
      - {id: certificate, rule: 持有效残疾人证, expr: 'certificate.kind == "disability" && certificate.valid', source: 第三条}
    ages:
      - {phrase: 18至40周岁, min: 18, max: {value: 40, source: 第四条, in_principle: true}, as_of: 2030-01-02}
  - {id: relative, name: 亲属, silent: [age]}
procedure:
  - plan
  - registration: {by: [township_clerk], window: {days: 3}, fee: 12.10}
  - opening: {posts_to_people: "1:2", count_on: unspecified, short: [cancel]}
  - written: {paper: 综合知识, full: 100, pass: unspecified, await: city_exam_date}
  - shortlist: {from: written, people_to_posts: "3:1", to: interview}
  - interview: {full: 100, pass: 60, panel: {size: 7, drop_high: 1, drop_low: 1, digits: 2, rounding: half_up}}
  - total: {weights: {written: 33.35, interview: 66.65}, digits: 2, rounding: {unspecified: true, source: 第五条}}
  - rank: {ties: [{higher: written}, {extra: interview, consent: city_leading_group}, unspecified]}
  - medical: {posts_to_people: "1:1", standard: civil_servant, except: unspecified}
  - background
  - publicity: {period: {value: {working_days: 7}, derived: 按惯例}}
  - hire
contract: {probation: {months: 3}, probation_before_signing: true, term: {months: 12}}
`

func parsed(t *testing.T, text string) *regulation.Regulation {
	t.Helper()
	reg, err := language.Parse("example.yaml", []byte(text))
	require.NoError(t, err)
	return reg
}

func TestParseReadsEveryWrittenForm(t *testing.T) {
	t.Parallel()
	reg := parsed(t, example)
	require.Equal(t, "example-2030", reg.ID)
	require.Equal(t, regulation.Date("2030-01-02"), reg.Issued.V)
	age := reg.Paths[0].Ages[0]
	require.Equal(t, regulation.Value[int]{V: 40, Standing: regulation.Given, Source: "第四条", InPrinciple: true}, age.Max)
	require.Equal(t, regulation.Absent, age.Below.Standing)

	require.Len(t, reg.Procedure, 12)
	require.Equal(t, regulation.StagePlan, reg.Procedure[0].Kind)
	require.Equal(t, []string{"township_clerk"}, reg.Procedure[1].By.V)
	require.Equal(t, 3, reg.Procedure[1].Registration.Window.V.Days)
	require.Equal(t, regulation.Ratio{Posts: 1, People: 2}, reg.Procedure[2].Opening.Ratio.V)
	require.True(t, reg.Procedure[2].Opening.CountOn.Silent())
	require.Equal(t, "city_exam_date", reg.Procedure[3].Await)
	require.True(t, reg.Procedure[3].Exam.Pass.Silent())
	require.Equal(t, regulation.Ratio{Posts: 1, People: 3}, reg.Procedure[4].Shortlist.Ratio.V)
	require.Equal(t, 7, reg.Procedure[5].Exam.Panel.V.Size)
	require.True(t, reg.Procedure[6].Total.Rounding.Silent())
	require.Equal(t, "第五条", reg.Procedure[6].Total.Rounding.Source)
	require.Equal(t, []regulation.Tie{{Higher: "written"}, {Extra: "interview", Consent: "city_leading_group"}, {Unspecified: true}}, reg.Procedure[7].Rank.Ties)
	require.True(t, reg.Procedure[8].Check.Except.Silent())
	require.NotNil(t, reg.Procedure[9].Check)
	require.Equal(t, regulation.Derived, reg.Procedure[10].Publicity.Period.Standing)
	require.Equal(t, 12, reg.Contract.Term.V.Months)
}

func TestParseKeepsDecimalsExact(t *testing.T) {
	t.Parallel()
	reg := parsed(t, example)
	require.Equal(t, "33.35", reg.Procedure[6].Total.Weights.V["written"].String())
	fee := reg.Procedure[1].Registration.Fee.V
	require.Equal(t, int32(-2), fee.Exponent(), "12.10 keeps its two digits")
	require.Equal(t, "12.10", fee.StringFixed(-fee.Exponent()))
}
