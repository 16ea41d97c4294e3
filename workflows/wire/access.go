package wire

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"log/slog"
	"os"

	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"

	"jinchu/policy/fault"
)

// Access is how to reach a Temporal, our own or another's. The variables are those that
// Temporal's own tools read.
type Access struct {
	Address    string `json:"address" env:"TEMPORAL_ADDRESS"`     // host:port
	Namespace  string `json:"namespace" env:"TEMPORAL_NAMESPACE"` // default "jinchu"
	CertFile   string `json:"certFile,omitempty" env:"TEMPORAL_TLS_CLIENT_CERT_PATH"`
	KeyFile    string `json:"keyFile,omitempty" env:"TEMPORAL_TLS_CLIENT_KEY_PATH"`
	CAFile     string `json:"caFile,omitempty" env:"TEMPORAL_TLS_SERVER_CA_CERT_PATH"`
	ServerName string `json:"serverName,omitempty" env:"TEMPORAL_TLS_SERVER_NAME"`
	TLS        bool   `json:"tls,omitempty" env:"TEMPORAL_TLS"`
	APIKey     string `json:"-" env:"TEMPORAL_API_KEY"` // implies TLS; never printed
}

// Options are the SDK's options for this access, without a word to the screen.
// Fault: local.engine.certificate.
func (a Access) Options() (client.Options, error) {
	o := client.Options{HostPort: a.Address, Namespace: a.Namespace, Logger: sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler))}
	if a.APIKey != "" {
		o.Credentials = client.NewAPIKeyStaticCredentials(a.APIKey)
	}
	if !a.Secure() {
		return o, nil
	}
	t, err := a.tls()
	if err != nil {
		return o, fault.New("local.engine.certificate").Because(err)
	}
	o.ConnectionOptions.TLS = t
	return o, nil
}

// Secure tells whether the connection is encrypted.
func (a Access) Secure() bool {
	return a.TLS || a.APIKey != "" || a.CertFile != "" || a.CAFile != ""
}

func (a Access) tls() (*tls.Config, error) {
	t := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: a.ServerName}
	if a.CertFile != "" || a.KeyFile != "" {
		pair, err := tls.LoadX509KeyPair(a.CertFile, a.KeyFile)
		if err != nil {
			return nil, err
		}
		t.Certificates = []tls.Certificate{pair}
	}
	if a.CAFile != "" {
		text, err := os.ReadFile(a.CAFile)
		if err != nil {
			return nil, err
		}
		t.RootCAs = x509.NewCertPool()
		if !t.RootCAs.AppendCertsFromPEM(text) {
			return nil, errors.New("no certificate in " + a.CAFile)
		}
	}
	return t, nil
}
