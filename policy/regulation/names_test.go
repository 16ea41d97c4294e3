package regulation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/regulation"
)

func TestNameOf(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"applicant.birth":            "出生日期",
		"asOf":                       "计算基准日",
		"path":                       "报考类别",
		"applicant.household":        "本人的户籍地",
		"supported.household":        "残疾亲属的户籍地",
		"certificate.grade":          "本人证件的残疾等级",
		"supported.grade":            "残疾亲属的残疾等级",
		"applicant.full_time":        "本人是否全日制",
		"post.level":                 "岗位的层级",
		"cycle.notice":               "公告发布之日",
		`applicant.other["barred"]`:  "其他事实（barred）",
		`cycle.eligible["disabled"]`: "合格人数（disabled）",
		`score["written"]`:           "成绩（written）",
		"score.written":              "成绩（written）",
		"ages.as_of":                 "ages.as_of",
		`nobody.knows["this"]`:       `nobody.knows["this"]`,
	} {
		require.Equal(t, want, regulation.NameOf(word), word)
	}
}

func TestRoleName(t *testing.T) {
	t.Parallel()
	require.Equal(t, "县残联理事长", regulation.RoleName("county_director"))
	require.Equal(t, "市社区建设领导小组", regulation.RoleName("市社区建设领导小组"))
}
