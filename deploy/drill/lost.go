package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// lost is the drill of an act that was committed and never acknowledged.
type lost struct {
	programFlag
	Port   int           `help:"Loopback port of the program; a free one unless given."`
	Tries  int           `default:"40" help:"How often it is tried to fall between commit and acknowledgement."`
	Within time.Duration `default:"30s" help:"Time in which record and procedure must agree again."`
}

// Run acts, kills between commit and acknowledgement, starts again and looks.
func (l *lost) Run(ctx context.Context, out io.Writer) error {
	d, err := l.prepare(ctx)
	if err != nil {
		return err
	}
	if l.Port == 0 {
		if l.Port, err = freePort(ctx); err != nil {
			return err
		}
	}
	return errors.Join(l.drill(ctx, d, out), d.clear())
}

// freePort is one that nobody listens on now: the program is started on the same one again and again.
func freePort(ctx context.Context) (int, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(port)
}

// demoDatabase holds the record of the demo county.
const demoDatabase = "jinchu"

func (l *lost) drill(ctx context.Context, d *field, out io.Writer) error {
	home := d.home("lost")
	for try := range l.Tries {
		p, err := d.start("--home", home, "--port", fmt.Sprint(l.Port))
		if err != nil {
			return err
		}
		if err := p.until("Ctrl-C", 2*time.Minute); err != nil {
			return err
		}
		id, hit, err := l.act(ctx, p, home)
		if err != nil {
			return errors.Join(err, p.kill())
		}
		if hit.Decided > 0 {
			say(out, "try %d: killed after the commit and before the acknowledgement", try+1)
			return l.after(ctx, d, home, id, out)
		}
	}
	return fmt.Errorf("in %d tries no kill fell between commit and acknowledgement", l.Tries)
}

// act opens a cycle, submits its plan, and kills the program as soon as the act is committed.
func (l *lost) act(ctx context.Context, p *process, home string) (id string, hit counts, err error) {
	c := counter{base: fmt.Sprintf("http://127.0.0.1:%d", l.Port)}
	if id, err = c.cycle(ctx); err != nil {
		return id, hit, err
	}
	w, err := watch(ctx, home, demoDatabase, time.Minute)
	if err != nil {
		return id, hit, err
	}
	defer w.close(ctx)
	for { // what opened the case is acknowledged first
		if hit, err = w.commands(ctx); err != nil || !hit.inside() {
			break
		}
	}
	if err != nil {
		return id, hit, err
	}
	go func() { _ = c.act(ctx, "county_hr", id, "submit", 1) }() // its answer never comes
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		if hit, err = w.commands(ctx); err != nil || hit.Decided > 0 {
			break
		}
	}
	if err := errors.Join(err, p.kill()); err != nil {
		return id, hit, err
	}
	hit, err = w.commands(ctx)
	return id, hit, err
}

// after starts the program again: somebody else's act is refused meanwhile, and within the time record
// and procedure agree.
func (l *lost) after(ctx context.Context, d *field, home, id string, out io.Writer) error {
	p, err := d.start("--home", home, "--port", fmt.Sprint(l.Port))
	if err != nil {
		return err
	}
	if err := p.until("Ctrl-C", 2*time.Minute); err != nil {
		return err
	}
	began := time.Now()
	err = l.look(ctx, home, id, began, out)
	return errors.Join(err, p.end())
}

func (l *lost) look(ctx context.Context, home, id string, began time.Time, out io.Writer) error {
	c := counter{base: fmt.Sprintf("http://127.0.0.1:%d", l.Port)}
	if err := c.signIn(ctx, "hr_bureau", "county_director"); err != nil {
		return err
	}
	if err := c.act(ctx, "hr_bureau", id, "submit", 1); err == nil || err.Error() != "409 act.sequence" {
		return fmt.Errorf("another person's submission was not refused as one too late: %w", err)
	}
	say(out, "another person's act meanwhile: refused, 409 act.sequence")
	w, err := watch(ctx, home, demoDatabase, time.Minute)
	if err != nil {
		return err
	}
	defer w.close(ctx)
	for {
		now, err := w.commands(ctx)
		if err != nil {
			return err
		}
		if !now.inside() {
			break
		}
		if time.Since(began) > l.Within {
			return fmt.Errorf("after %s %d commands are not acknowledged", l.Within, now.Open+now.Decided)
		}
		time.Sleep(20 * time.Millisecond)
	}
	seq, err := w.caseSeq(ctx, id)
	if err != nil || seq != 2 {
		return errors.Join(err, fmt.Errorf("the case stands at step %d, not 2", seq))
	}
	// The next act is decided by the procedure, which must stand where the record stands.
	if err := c.act(ctx, "county_director", id, "return", 2); err != nil {
		return fmt.Errorf("the next act: %w", err)
	}
	say(out, "record and procedure agree %.1f s after the start", time.Since(began).Seconds())
	return nil
}

// counter speaks to the API as the demo's staff.
type counter struct {
	base   string
	tokens map[string]string
}

func (c *counter) signIn(ctx context.Context, roles ...string) error {
	c.tokens = map[string]string{}
	for _, role := range roles {
		var got struct {
			Token string `json:"token"`
		}
		body := map[string]string{"sign_in": role, "password": "yanlian-2024"}
		if err := c.call(ctx, "", "/api/sessions", role, body, &got); err != nil {
			return err
		}
		c.tokens[role] = got.Token
	}
	return nil
}

// cycle adopts a library file and opens a cycle under it.
func (c *counter) cycle(ctx context.Context) (string, error) {
	if err := c.signIn(ctx, "county_hr", "county_director"); err != nil {
		return "", err
	}
	var text struct{ Text string }
	if err := c.call(ctx, "county_hr", "/api/library/qingyuan-2018", "", nil, &text); err != nil {
		return "", err
	}
	if err := c.call(ctx, "county_hr", "/api/regulations", "import", map[string]string{"text": text.Text}, nil); err != nil {
		return "", err
	}
	if err := c.call(ctx, "county_director", "/api/regulations/qingyuan-2018/1/adopt", "adopt", map[string]string{}, nil); err != nil {
		return "", err
	}
	var opened struct{ ID string }
	err := c.call(ctx, "county_hr", "/api/cycles", fmt.Sprint("open ", time.Now().UnixNano()), map[string]any{
		"regulation": "qingyuan-2018", "title": "中断演习", "unit": "990101000000",
		"posts": []map[string]any{{"code": "P1", "name": "甲岗", "unit": "990101100000", "class": "township", "headcount": 1}}}, &opened)
	return opened.ID, err
}

func (c *counter) act(ctx context.Context, role, id, act string, seen int) error {
	return c.call(ctx, role, "/api/cycles/"+id+"/acts/"+act, fmt.Sprint(role, act, id),
		map[string]any{"seen": seen, "reason": "中断演习"}, nil)
}

// call posts where there is a body, else reads; a refusal is an error of status and code.
func (c *counter) call(ctx context.Context, role, path, key string, body, into any) error {
	method, text := http.MethodGet, []byte(nil)
	if body != nil {
		method = http.MethodPost
		text, _ = json.Marshal(body) // maps of texts always encode
	}
	r, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", key)
	if token := c.tokens[role]; token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode >= http.StatusBadRequest {
		var problem struct{ Code string }
		_ = json.Unmarshal(got, &problem) // what is no problem has no code
		return fmt.Errorf("%d %s", answer.StatusCode, problem.Code)
	}
	if into == nil || len(got) == 0 {
		return nil
	}
	return json.Unmarshal(got, into)
}
