package identity_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/identity"
)

// holder keeps the values where fmt may not call their methods: in unexported fields.
type holder struct {
	id          identity.CitizenID
	certificate identity.DisabilityCertificate
	soldier     identity.SoldierCertificate
	many        map[identity.CitizenID][]*identity.CitizenID
}

type shown struct {
	ID          identity.CitizenID
	Certificate identity.DisabilityCertificate
	Soldier     identity.SoldierCertificate
}

// 个人信息保护法 art. 28, 51: a number gets out by Reveal alone, whatever prints or encodes it.
// address is where something lies in memory, which %p, %x and %d of a pointer print: chance digits.
var address = regexp.MustCompile(`(?i)\b(0x)?c0[0-9a-f]{8}\b|\b82[0-9]{10}\b`)

func TestNumbersDoNotPrintThemselves(t *testing.T) {
	t.Parallel()
	id := citizen(t, inventedMan)
	certificate, err := identity.NewDisabilityCertificate(id, identity.Physical, 3, 1)
	require.NoError(t, err)
	soldier, err := identity.NewSoldierCertificate(id, "军J123456", 5)
	require.NoError(t, err)
	inner := holder{id, certificate, soldier, map[identity.CitizenID][]*identity.CitizenID{id: {&id}}}
	outer := shown{id, certificate, soldier}

	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T", "%p"} {
		for _, value := range []any{id, &id, certificate, soldier, inner, &inner, outer, &outer, []any{id, certificate}} {
			_, _ = fmt.Fprintf(&out, verb+"\n", value)
		}
	}
	_, _ = fmt.Fprintln(&out, id, certificate, soldier, inner, outer, id.String(), certificate.String(), soldier.String())
	encode(t, &out, outer)
	for _, logger := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(logger).Info("seen", "id", id, "certificate", certificate, "soldier", soldier, "all", outer)
	}
	text := address.ReplaceAllString(out.String(), "address")
	for _, leak := range []string{"9900", "850715", "50019", "123456", fmt.Sprintf("%x", "850715")} {
		require.NotContains(t, text, leak)
	}
	require.Contains(t, out.String(), "***")
}

func encode(t *testing.T, out *bytes.Buffer, value shown) {
	t.Helper()
	require.NoError(t, json.NewEncoder(out).Encode(value))
	require.NoError(t, json.NewEncoder(out).Encode(map[identity.CitizenID]int{value.ID: 1}))
	require.NoError(t, xml.NewEncoder(out).Encode(value))
}

// What was encoded is a mask: reading it back fails aloud instead of yielding an empty number.
func TestMaskIsNotReadBack(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(citizen(t, inventedMan))
	require.NoError(t, err)
	var back identity.CitizenID
	require.Error(t, json.Unmarshal(text, &back))
}

func TestMaskedKeepsFourForItsOwner(t *testing.T) {
	t.Parallel()
	require.Equal(t, "**************002X", citizen(t, printedWoman).Masked())
}
