package engine

import (
	"context"
	"net/http"
	"time"

	ui "github.com/temporalio/ui-server/v2/server"
	uiconfig "github.com/temporalio/ui-server/v2/server/config"
	"github.com/temporalio/ui-server/v2/server/server_options"
)

// Page is Temporal's operator page: loopback only, for looking, not for acting.
type Page struct {
	held    ports // the block its port was taken from; empty where the port was given
	server  *ui.Server
	address string
}

// OpenPage shows the operator page for a Temporal on a loopback port; 0 takes a free one.
// Fault: local.port.
func OpenPage(ctx context.Context, a Access, number int) (*Page, error) {
	p, held, err := pagePort(number)
	if err != nil {
		return nil, err
	}
	page := &Page{held: held, address: "http://" + p.address(), server: ui.NewServer(server_options.WithConfigProvider(view(a, p)))}
	go func() { _ = page.server.Start() }()
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if err := patiently(ctx, page.answers); err != nil {
		page.Stop()
		return nil, err
	}
	return page, nil
}

// pagePort is the port given, or one of a block that the page then holds.
func pagePort(number int) (p port, held ports, err error) {
	p, err = given(number, func() (port, error) {
		held, err = probePorts(0)
		return held.frontend, err
	})
	return p, held, err
}

func view(a Access, p port) *uiconfig.Config {
	c := &uiconfig.Config{
		TemporalGRPCAddress: a.Address, Host: loopback, Port: int(p),
		EnableUI: true, DefaultNamespace: a.Namespace,
		DisableWriteActions: true, DisableNewsFetch: true, HideLogs: true,
		CORS: uiconfig.CORS{CookieInsecure: true}, // plain HTTP on loopback
	}
	if a.Secure() {
		c.TLS = uiconfig.TLS{
			CaFile: a.CAFile, CertFile: a.CertFile, KeyFile: a.KeyFile,
			ServerName: a.ServerName, EnableHostVerification: true,
		}
	}
	return c
}

func (p *Page) answers() error {
	r, err := http.Get(p.address + "/healthz")
	if err != nil {
		return err
	}
	return r.Body.Close()
}

// URL is where the page is.
func (p *Page) URL() string { return p.address }

// Stop closes the page.
func (p *Page) Stop() {
	p.server.Stop()
	p.held.release()
}
