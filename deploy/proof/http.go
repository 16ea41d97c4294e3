package proof

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/api/server"
	"jinchu/worker/boot"
	"jinchu/workflows/wire"
)

// clock is who moves the clock: nobody of the pool.
const clock = "clock"

// OverHTTP has everything that follows go over HTTP to a counter and a worker of the county's own, with a Temporal
// server behind them: the program's own wiring. End leaves them.
func (c *County) OverHTTP(access wire.Access) (end func(), err error) {
	w, err := boot.Join(c.ctx, c.store, c.keys, access)
	if err != nil {
		return nil, err
	}
	joined, err := server.Join(c.ctx, c.store, c.keys, access)
	if err != nil {
		w.Leave()
		return nil, err
	}
	counter, err := server.Start(c.ctx, server.Config{Address: "127.0.0.1:0", Version: "proof", Desk: joined.Desk})
	if err != nil {
		joined.Leave()
		w.Leave()
		return nil, err
	}
	c.hands = &overHTTP{County: c, base: "http://" + counter.Address(), tokens: map[string]string{}}
	return func() {
		_ = counter.Stop(context.WithoutCancel(c.ctx)) // nothing is under way
		joined.Leave()
		w.Leave()
	}, nil
}

// overHTTP are hands that ask the counter, each person with a session of their own.
type overHTTP struct {
	*County
	base   string
	tokens map[string]string
}

func (*overHTTP) Fits(context.Context, store.CaseFile, []string) error { return nil }
func (*overHTTP) Leave(context.Context, string) error                  { return nil }

// Role is the counter's to choose.
func (*overHTTP) Role(context.Context, string, string, string) (record.Held, error) {
	return record.Held{}, nil
}

// Take gives somebody the clock: with each case everybody's roles are given anew.
func (h *overHTTP) Take(ctx context.Context, _ string) error {
	return h.store.Write(ctx, func(tx store.Tx) error {
		known, err := tx.Known(ctx, clock)
		if err == nil && !known {
			err = tx.AddPerson(ctx, store.Person{ID: clock, SignIn: clock, Name: "测试时钟"}, "")
		}
		if err != nil {
			return err
		}
		return tx.Assign(ctx, store.Assignment{ID: h.name("role"), Person: clock, Role: "administrator", Unit: county, From: Begin.AddDate(0, -1, 0)})
	})
}

// Act sends an act to the counter, and reads what it answers.
func (h *overHTTP) Act(ctx context.Context, c store.Command) (r store.Result, err error) {
	body := map[string]any{}
	if err := json.Unmarshal(c.Body, &body); err != nil {
		return r, err
	}
	body["seen"] = c.Seen
	status, answer, err := h.ask(ctx, c.Actor, "/api/cycles/"+c.Case+"/acts/"+c.Act, c.Key, body)
	if err != nil {
		return r, err
	}
	var said struct {
		store.Result
		Code string `json:"code"`
	}
	if err := json.Unmarshal(answer, &said); err != nil {
		return r, err
	}
	switch {
	case status == http.StatusOK:
		return said.Result, nil
	case status >= http.StatusInternalServerError || said.Code == "":
		return r, fmt.Errorf("the counter answers %d %s to %s", status, said.Code, c.Act)
	}
	return store.Result{Key: c.Key, Refused: &store.Refusal{Code: said.Code}}, nil
}

// Lapse moves the rehearsal's clock to the deadline; the counter answers when every procedure has reacted.
func (h *overHTTP) Lapse(ctx context.Context, _ string, due store.Deadline) error {
	status, answer, err := h.ask(ctx, clock, "/api/rehearsal/clock", h.name("key"), map[string]any{"to": due.At})
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("the clock does not move: %d %s", status, answer)
	}
	return err
}

func (h *overHTTP) ask(ctx context.Context, who, path, key string, body any) (status int, answer []byte, err error) {
	token, err := h.session(ctx, who)
	if err != nil {
		return 0, nil, err
	}
	text, err := json.Marshal(body)
	if err != nil {
		return 0, nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.base+path, bytes.NewReader(text))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Idempotency-Key", key)
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil, err
	}
	answer, err = io.ReadAll(w.Body)
	return w.StatusCode, answer, errors.Join(err, w.Body.Close())
}

// session signs somebody in, once.
func (h *overHTTP) session(ctx context.Context, who string) (token string, err error) {
	if token, known := h.tokens[who]; known {
		return token, nil
	}
	err = h.store.Write(ctx, func(tx store.Tx) error {
		token, err = tx.BeginSession(ctx, who, time.Now().Add(time.Hour))
		return err
	})
	h.tokens[who] = token
	return token, err
}
