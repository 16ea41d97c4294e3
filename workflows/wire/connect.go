package wire

import (
	"github.com/tink-crypto/tink-go/v2/tink"
	"go.temporal.io/sdk/client"
)

// TaskQueue is the queue of a realm; a worker of another realm never sees its tasks.
func TaskQueue(realm string) string { return realm + "/recruitment" }

// Seal makes a connection's options encrypt every payload and failure of a realm.
func Seal(o client.Options, aead tink.AEAD, realm string) client.Options {
	o.DataConverter = Converter(aead, realm)
	o.FailureConverter = Failures(o.DataConverter)
	return o
}
