package wire

import (
	"context"
	"crypto/tls"
	"log/slog"
	"time"

	"github.com/tink-crypto/tink-go/v2/tink"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"

	"jinchu/policy/fault"
)

// patience is how long a Temporal that does not answer is waited for.
const patience = 10 * time.Second

// Options say which Temporal to speak to, and for which realm.
type Options struct {
	Address   string // host:port
	Namespace string
	TLS       *tls.Config // nil: plain, for loopback
	APIKey    string      // empty: none
	AEAD      tink.AEAD   // seals every payload
	Realm     string      // random ID of the database
	Log       *slog.Logger
}

// TaskQueue is the queue of a realm; a worker of another realm never sees its tasks.
func TaskQueue(realm string) string { return realm + "/recruitment" }

// Connect dials Temporal and waits until it answers, ten seconds at most.
func Connect(ctx context.Context, o Options) (client.Client, error) {
	dc := Converter(o.AEAD, o.Realm)
	options := client.Options{
		HostPort:          o.Address,
		Namespace:         o.Namespace,
		DataConverter:     dc,
		FailureConverter:  Failures(dc),
		ConnectionOptions: client.ConnectionOptions{TLS: o.TLS},
	}
	if o.Log != nil {
		options.Logger = log.NewStructuredLogger(o.Log)
	}
	if o.APIKey != "" {
		options.Credentials = client.NewAPIKeyStaticCredentials(o.APIKey)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	c, err := client.DialContext(ctx, options)
	if err != nil {
		return nil, fault.New("wire.silent", "address", o.Address, "seconds", int(patience.Seconds())).Because(err)
	}
	return c, nil
}
