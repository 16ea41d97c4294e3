package language_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
)

func TestSentencesSayWhatTheFileSays(t *testing.T) {
	t.Parallel()
	text := strings.Join(language.Sentences(parsed(t, example)), "\n")
	for _, want := range []string{
		"持有效残疾人证〔第三条〕", "满18周岁，至40周岁（含），以2030-01-02计算", "原文没有写明：age",
		"时间：3天；费用（元）：12.10", "比例：岗位:人数 1:2；人数计算：未写明；达不到时：取消岗位",
		"满分：100；合格分数线：未写明", "笔试33.35%", "取舍：未写明〔第五条〕", "同分第1顺序：笔试成绩高者优先",
		"同分第3顺序：未写明", "7个工作日（推定：按惯例）", "7人，去1个最高分和1个最低分", "试用合格后才签：是",
	} {
		require.Contains(t, text, want)
	}
	require.NotContains(t, text, "时长", "what the file does not mention is not said")
}

func TestSentencesNameTheRuler(t *testing.T) {
	t.Parallel()
	ruled, err := language.Rule(parsed(t, example), []regulation.Ruling{one("procedure[3].written.pass", "60")})
	require.NoError(t, err)
	require.Contains(t, strings.Join(language.Sentences(ruled), "\n"), "合格分数线：60（县残联理事长裁定：为演练虚构）")
}

func TestSentencesOfTheLibrary(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../library/*.yaml")
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		reg, err := language.Parse(file, text)
		require.NoError(t, err)
		require.Greater(t, len(language.Sentences(reg)), 5, file)
	}
}
