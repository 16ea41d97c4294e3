package wire

import (
	"context"

	"github.com/tink-crypto/tink-go/v2/tink"
	"go.temporal.io/sdk/client"

	"jinchu/policy/fault"
)

// TaskQueue is the queue of a realm; a worker of another realm never sees its tasks.
func TaskQueue(realm string) string { return realm + "/recruitment" }

// Seal makes a connection's options encrypt every payload and failure of a realm.
func Seal(o client.Options, aead tink.AEAD, realm string) client.Options {
	o.DataConverter = Converter(aead, realm)
	o.FailureConverter = Failures(o.DataConverter)
	return o
}

// Dial connects with everything sealed for a realm. Faults: local.engine.unreachable, .certificate.
func Dial(ctx context.Context, a Access, aead tink.AEAD, realm string) (client.Client, error) {
	options, err := a.Options()
	if err != nil {
		return nil, err
	}
	c, err := client.DialContext(ctx, Seal(options, aead, realm))
	if err != nil {
		return nil, fault.New("local.engine.unreachable", "address", a.Address).Because(err)
	}
	return c, nil
}
