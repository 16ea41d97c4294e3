package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy"
)

func TestEveryRoleHasATitleOfItsOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]policy.Role{}
	for _, role := range policy.Roles {
		title := policy.Title(string(role))
		require.NotEqual(t, string(role), title, "%s has no title", role)
		require.Empty(t, seen[title], "%s is called like %s", role, seen[title])
		seen[title] = role
	}
}

func TestTitlesJoinWhoMay(t *testing.T) {
	t.Parallel()
	require.Equal(t, "县残联人事、纪检", policy.Titles("county_hr", "discipline_office"))
	require.Equal(t, "—", policy.Titles())
	require.Equal(t, "某机关", policy.Titles("某机关"))
}
