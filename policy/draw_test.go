package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy"
)

func TestDrawShowsTheMatrix(t *testing.T) {
	t.Parallel()
	p, err := policy.New("county_hr, own|below, cycle, submit\napplicant, self, application, sign\npublic, own|above|elsewhere, gate, pass")
	require.NoError(t, err)
	require.Equal(t, `### 选聘批次 cycle

| 事项 act | 县残联人事 |
|---|---|
| 提交方案 `+"`submit`"+` | 本下 |

### 报名 application

| 事项 act | 报考人 |
|---|---|
| 本人签字 `+"`sign`"+` | 己 |

### `+` gate

| 事项 act | 任何人 |
|---|---|
|  `+"`pass`"+` | 本上他 |
`, p.Draw())
}

func TestEveryRoleHasAName(t *testing.T) {
	t.Parallel()
	for _, role := range policy.Roles {
		require.NotEqual(t, string(role), role.Chinese(), "policy/regulation/names.go")
	}
	drawn := current(t).Draw()
	require.NotContains(t, drawn, "|  `", "every act has a name: policy/draw.go")
	require.NotContains(t, drawn, "###  ", "every kind has a name: policy/draw.go")
}

func TestEveryActHasANameThatPeopleRead(t *testing.T) {
	t.Parallel()
	for _, act := range policy.Program().Acts() {
		require.NotContains(t, policy.ActName(act[0], act[1]), act[1], "%s %s has no name", act[0], act[1])
	}
	require.Equal(t, "查看（权限规则）", policy.ActName("policy", "read"))
	require.Equal(t, "提交方案", policy.ActName("cycle", "submit"))
}
