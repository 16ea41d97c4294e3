package language_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/regulation/language"
)

func TestKeysSayWhatTheyTake(t *testing.T) {
	t.Parallel()
	found := map[string]language.Key{}
	for _, k := range language.Keys() {
		require.NotContains(t, found, k.Where+"."+k.Name, "once")
		require.NotEmpty(t, k.Takes)
		found[k.Where+"."+k.Name] = k
	}
	for place, want := range map[string]language.Key{
		"written.pass":    {"written", "pass", "12.5", "合格分数线"},
		"written.pass_by": {"written", "pass_by", "{…: 12.5}", "各类别合格分数线"},
		"medical.posts_to_people | people_to_posts": {"medical", "posts_to_people | people_to_posts", `"1:3"`, "岗位与人数比例"},
		"total.merge":       {"total", "merge", "one_list | separate_lists", "两种成绩如何合并排名"},
		"opening.short":     {"opening", "short", "[cancel | reduce | keep | reroute]", "达不到比例的处理"},
		"nomination.window": {"nomination", "window", "{days: 7}", "报名天数"},
		"paths.ages.as_of":  {"paths.ages", "as_of", "2024-01-02 | notice | registration_opens | registration_closes", "年龄计算日"},
		"bonus.several":     {"bonus", "several", "cumulative | best", "多项加分如何计算"},
		"ties.lots":         {"ties", "lots", "true | false", "抽签"},
		"(file).procedure":  {"(file)", "procedure", "[- written: {…}]", "程序"},
	} {
		require.Equal(t, want, found[place], place)
	}
}
