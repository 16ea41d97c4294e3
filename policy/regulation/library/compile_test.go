package library_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/regulation/language"
	"jinchu/policy/regulation/library"
)

func TestEveryConditionCompiles(t *testing.T) {
	t.Parallel()
	for _, name := range library.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := language.Compile(regulationOf(t, name))
			require.NoError(t, err)
		})
	}
}
