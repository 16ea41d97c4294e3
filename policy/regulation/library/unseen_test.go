package library_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/recruitment"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

// unseen parses a notice the language was not made from: the exam paper of the language.
func unseen(t *testing.T, name string) *regulation.Regulation {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name+".yaml"))
	require.NoError(t, err)
	reg, err := language.Parse(name+".yaml", text)
	require.NoError(t, err)
	_, err = language.Compile(reg)
	require.NoError(t, err)
	return reg
}

func TestUnseenNoticesCanBeSaid(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ says, open []string }{
		"tunchang-2024":         {[]string{"比例：岗位:人数 1:3〔TC24 开考比例〕", "township的开考比例：岗位:人数 1:2"}, []string{"procedure[0].opening.count_on"}},
		"tongzi-2015":           {[]string{"township的开考比例：不设比例", "人数计算：按领取准考证人数"}, nil},
		"longyou-2022":          {[]string{"第二类加分（行内未见对象），加5分", "多项：只取最高一项"}, []string{"posts[0].by_path", "procedure[0].written.bonus.added_to"}},
		"wuwei-2021":            {[]string{"女性，报公开岗位", "达不到时：核减岗位、取消岗位"}, []string{"procedure[0].opening.count_on"}},
		"jimei-community-2017":  {[]string{"荣立三等功以上的退役军人，加6分", "计入：本科目成绩", "合格线含加分：是"}, nil},
		"tongan-community-2016": {[]string{"上限（分）：3", "各项折算保留位数：2", "面试加试一题"}, []string{"procedure[0].written.bonus.in_pass", "procedure[1].shortlist.ties"}},
		"xisaishan-2022":        {[]string{"笔试“公文写作”成绩高者优先", "人数计算：按入围人数", "达不到时：核减岗位、保留"}, []string{"procedure[5].rank.ties[+]", "procedure[4].total.digits"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reg := unseen(t, name)
			text := strings.Join(language.Sentences(reg), "\n")
			for _, want := range c.says {
				require.Contains(t, text, want)
			}
			var open []string
			for _, o := range language.Unspecified(reg) {
				open = append(open, o.Path)
			}
			require.Subset(t, open, c.open)
			require.NotContains(t, strings.Join(open, " "), "opening.posts_to_people", "what the text states is not asked again")
		})
	}
}

func opening(t *testing.T, name, class string) (*regulation.OpeningStage, bool) {
	t.Helper()
	return recruitment.OpeningOf(stage(t, unseen(t, name), regulation.StageOpening).Opening, class)
}

func TestOpeningRatiosByClass(t *testing.T) {
	t.Parallel()
	county, has := opening(t, "tunchang-2024", "county")
	require.True(t, has)
	require.Equal(t, regulation.Ratio{Posts: 1, People: 3}, county.Ratio.V)
	township, has := opening(t, "tunchang-2024", "township")
	require.True(t, has)
	require.Equal(t, regulation.Ratio{Posts: 1, People: 2}, township.Ratio.V)
	short, err := recruitment.CheckOpening(township, 2, recruitment.Counts{Registered: 3, Qualified: 3, TicketHolders: 3})
	require.NoError(t, err)
	require.Equal(t, []string{"keep", "reduce", "cancel"}, short.Allowed, "TC24: an exception with approval is a named person's keep")

	_, has = opening(t, "tongzi-2015", "township")
	require.False(t, has, "TZ15: townships open with anybody")
	county, has = opening(t, "tongzi-2015", "county")
	require.True(t, has)
	opened, err := recruitment.CheckOpening(county, 1, recruitment.Counts{Registered: 9, Qualified: 9, TicketHolders: 2})
	require.NoError(t, err)
	require.False(t, opened.Met, "counted on ticket holders")

	interview, _ := opening(t, "xisaishan-2022", "community")
	opened, err = recruitment.CheckOpening(interview, 2, recruitment.Counts{Registered: 40, Qualified: 30, TicketHolders: 30, Shortlisted: 5})
	require.NoError(t, err)
	require.Equal(t, []string{"reduce", "keep"}, opened.Allowed)
	nothing, has := recruitment.OpeningOf(nil, "any")
	require.True(t, has)
	require.Nil(t, nothing)
}

func TestIntermediateSharesAreRoundedWhereTheTextSaysSo(t *testing.T) {
	t.Parallel()
	total := stage(t, unseen(t, "tongan-community-2016"), regulation.StageTotal).Total
	marks := recruitment.Candidate{Scores: map[string]decimal.Decimal{"written": dec("70.24"), "interview": dec("80.36")}}
	sum, err := recruitment.Total(total, marks)
	require.NoError(t, err)
	require.Equal(t, "74.28", sum.Value.String(), "42.144 → 42.14 and 32.144 → 32.14")
	once := *total
	once.Each = regulation.Value[int]{}
	sum, err = recruitment.Total(&once, marks)
	require.NoError(t, err)
	require.Equal(t, "74.29", sum.Value.String(), "74.288, rounded once")
}

func TestBonusesOfUnseenNotices(t *testing.T) {
	t.Parallel()
	for title, c := range map[string]struct {
		file  string
		facts regulation.Applicant
		want  string
	}{
		"集美2017 三等功退役社工": {"jimei-community-2017", regulation.Applicant{Veteran: in(true), Titles: []string{"social_worker"}, Other: map[string]bool{"merit": true, "tibet": false, "military_spouse": false}}, "6"},
		"同安2016 同一个人":    {"tongan-community-2016", regulation.Applicant{Veteran: in(true), Titles: []string{"social_worker"}, Other: map[string]bool{"merit": true, "military_spouse": false}}, "3"},
		"西塞山2022 累计到上限":  {"xisaishan-2022", regulation.Applicant{Veteran: in(true), Titles: []string{"social_worker"}, FullTime: in(false), Other: map[string]bool{"county_award": false, "city_award": false, "grassroots_service": false}}, "5"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			reg := unseen(t, c.file)
			rules, err := language.Compile(reg)
			require.NoError(t, err)
			credit, err := recruitment.BonusOf(regulation.StageWritten, stage(t, reg, regulation.StageWritten).Exam, "general", regulation.Facts{Applicant: &c.facts}, rules)
			if c.file == "tongan-community-2016" {
				require.ErrorContains(t, err, "written.bonus.in_pass", "the text is silent, and the pass mark is not even known")
			} else {
				require.NoError(t, err)
			}
			require.Equal(t, c.want, credit.Points.String())
		})
	}
}

// 20HL: where nobody competes the interview must reach 70; equal totals go to the general paper first.
func TestNoCompetitionAndItemsOfAPart(t *testing.T) {
	t.Parallel()
	reg, err := language.Parse("f.yaml", []byte("regulation: hl-2020\ntitle: 招聘\nkind: notice\nprocedure:\n"+
		"  - written: {full: 100, items: [综合, 专业]}\n  - interview: {full: 100, pass: 60, pass_alone: {value: 70, source: 无竞争的}}\n"+
		"  - rank: {ties: [{higher: written, item: 综合}, {higher: written, item: 专业}, {extra: interview}]}\n"))
	require.NoError(t, err)
	interview := stage(t, reg, regulation.StageInterview).Exam
	for alone, want := range map[bool]recruitment.Outcome{true: recruitment.Failed, false: recruitment.Passed} {
		j, err := recruitment.Judge(regulation.StageInterview, interview, recruitment.Candidate{Alone: alone, Scores: scores("interview", "65")})
		require.NoError(t, err)
		require.Equal(t, want, j.Outcome, alone)
	}
	tie := func(ticket, general string) recruitment.Contender {
		marks := scores("written", "80", "interview", "80", recruitment.ItemOf("written", "专业"), "70")
		if general != "" {
			marks[recruitment.ItemOf("written", "综合")] = dec(general)
		}
		return recruitment.Contender{Total: dec("80"), Candidate: recruitment.Candidate{Ticket: ticket, Scores: marks}}
	}
	ranking := stage(t, reg, regulation.StageRank).Rank
	list, err := recruitment.Rank(ranking, regulation.Value[string]{}, []recruitment.Contender{tie("A", "70"), tie("B", "72")}, recruitment.Ground{})
	require.NoError(t, err)
	require.NoError(t, list.Settled())
	require.Equal(t, "B", list.Places[0].Ticket)
	require.Equal(t, "笔试综合成绩高者在前", list.Places[0].By)
	list, err = recruitment.Rank(ranking, regulation.Value[string]{}, []recruitment.Contender{tie("A", "70"), tie("B", "")}, recruitment.Ground{})
	require.NoError(t, err)
	require.Equal(t, "recruitment.tie.item", fault.CodeOf(list.Settled()))
}
