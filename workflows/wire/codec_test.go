package wire_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"

	"jinchu/workflows/wire"
)

func newAEAD(t *testing.T) tink.AEAD {
	t.Helper()
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	require.NoError(t, err)
	primitive, err := aead.New(handle)
	require.NoError(t, err)
	return primitive
}

type note struct{ Text string }

func TestPayloadIsSealedAndOpens(t *testing.T) {
	t.Parallel()
	dc := wire.Converter(newAEAD(t), "realm-a")
	sealed, err := dc.ToPayload(note{"虚构内容"})
	require.NoError(t, err)
	require.NotContains(t, string(sealed.GetData()), "虚构内容")

	var opened note
	require.NoError(t, dc.FromPayload(sealed, &opened))
	require.Equal(t, note{"虚构内容"}, opened)
}

func TestPayloadOfAnotherRealmOrKeyDoesNotOpen(t *testing.T) {
	t.Parallel()
	key := newAEAD(t)
	sealed, err := wire.Converter(key, "realm-a").ToPayload(note{"x"})
	require.NoError(t, err)

	var opened note
	require.Error(t, wire.Converter(key, "realm-b").FromPayload(sealed, &opened))
	require.Error(t, wire.Converter(newAEAD(t), "realm-a").FromPayload(sealed, &opened))
	require.Empty(t, opened.Text)
}

func TestPlainPayloadFromBeforeEncryptionStillReads(t *testing.T) {
	t.Parallel()
	plain, err := converter.GetDefaultDataConverter().ToPayload(note{"old"})
	require.NoError(t, err)

	var opened note
	require.NoError(t, wire.Converter(newAEAD(t), "realm-a").FromPayload(plain, &opened))
	require.Equal(t, "old", opened.Text)
}

func TestFailureMessagesAreSealed(t *testing.T) {
	t.Parallel()
	failures := wire.Failures(wire.Converter(newAEAD(t), "realm-a"))
	sealed := failures.ErrorToFailure(temporal.NewApplicationError("秘密", "internal"))
	require.NotContains(t, sealed.String(), "秘密")
	require.ErrorContains(t, failures.FailureToError(sealed), "秘密")
}

func TestSealedOptionsSpeakOnlyToTheirRealm(t *testing.T) {
	t.Parallel()
	key := newAEAD(t)
	o := wire.Seal(client.Options{HostPort: "127.0.0.1:7233"}, key, "realm-a")
	require.Equal(t, "127.0.0.1:7233", o.HostPort)
	sealed, err := o.DataConverter.ToPayload(note{"x"})
	require.NoError(t, err)
	var opened note
	require.NoError(t, wire.Converter(key, "realm-a").FromPayload(sealed, &opened))
	require.NotEqual(t, wire.TaskQueue("realm-a"), wire.TaskQueue("realm-b"))
}
