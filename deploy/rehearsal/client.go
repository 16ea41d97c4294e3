package rehearsal

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Problem is how the API says no (RFC 9457).
type Problem struct {
	Status int    `json:"status"`
	Code   string `json:"code"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Place  string `json:"place"`
	Errors []struct {
		Title string `json:"title"`
		Place string `json:"place"`
	} `json:"errors"`
}

// Error says what was refused, where, and why.
func (p *Problem) Error() string {
	text := fmt.Sprintf("%d %s %s (%s)", p.Status, p.Code, p.Title, p.Place)
	for _, e := range p.Errors {
		text += fmt.Sprintf("; %s: %s", e.Place, e.Title)
	}
	return text
}

// client speaks to the API, with one session per sign-in.
type client struct {
	base     string
	http     *http.Client
	sessions []session
}

// session is a sign-in in force: its token and where its person holds which role.
type session struct {
	credentials Credentials
	token       string
	person      string
	assigned    []assignment
}

type assignment struct {
	Role string `json:"role"`
	Unit string `json:"unit"`
}

// request is one call: who speaks, and the key that makes a repetition harmless.
type request struct {
	method, path string
	token        string
	key          string
	body         any
}

// answer is what came back.
type answer struct {
	status int
	realm  string
	body   []byte
}

// send makes the call; a refusal is an answer too.
func (c *client) send(ctx context.Context, r request) (answer, error) {
	var body io.Reader
	if r.body != nil {
		encoded, err := json.Marshal(r.body)
		if err != nil {
			return answer{}, fmt.Errorf("encode %s: %w", r.path, err)
		}
		body = bytes.NewReader(encoded)
	}
	req, err := http.NewRequestWithContext(ctx, r.method, strings.TrimRight(c.base, "/")+r.path, body)
	if err != nil {
		return answer{}, err
	}
	if r.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if r.token != "" {
		req.Header.Set("Authorization", "Bearer "+r.token)
	}
	if r.key != "" {
		req.Header.Set("Idempotency-Key", r.key)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return answer{}, fmt.Errorf("%s %s: %w", r.method, r.path, err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return answer{}, fmt.Errorf("%s %s: %w", r.method, r.path, err)
	}
	return answer{res.StatusCode, res.Header.Get("Jinchu-Realm"), text}, nil
}

// fine decodes what was granted, or gives the problem.
func (a answer) fine(into any) error {
	if a.status >= http.StatusBadRequest {
		p := &Problem{Status: a.status}
		if err := json.Unmarshal(a.body, p); err != nil {
			p.Title = string(a.body)
		}
		p.Status = a.status
		return p
	}
	if into == nil || len(a.body) == 0 {
		return nil
	}
	if err := json.Unmarshal(a.body, into); err != nil {
		return fmt.Errorf("decode answer: %w", err)
	}
	return nil
}

// get reads one thing.
func (c *client) get(ctx context.Context, token, path string, into any) error {
	a, err := c.send(ctx, request{method: http.MethodGet, path: path, token: token})
	if err != nil {
		return err
	}
	if err := a.fine(into); err != nil {
		return fmt.Errorf("GET %s: %w", path, err)
	}
	return nil
}

// page is one page of a list.
type page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`
}

// list reads every page of a list.
func list[T any](ctx context.Context, c *client, token, path string) ([]T, error) {
	var all []T
	separator := "?"
	if strings.Contains(path, "?") {
		separator = "&"
	}
	for after := ""; ; {
		var p page[T]
		at := path + separator + "limit=500"
		if after != "" {
			at += "&after=" + url.QueryEscape(after)
		}
		if err := c.get(ctx, token, at, &p); err != nil {
			return nil, err
		}
		all = append(all, p.Items...)
		if p.Next == "" {
			return all, nil
		}
		after = p.Next
	}
}

// signIn opens one session per sign-in.
func (c *client) signIn(ctx context.Context, signIns map[string][]Credentials) error {
	for _, role := range sortedKeys(signIns) {
		for _, one := range signIns[role] {
			if slices.ContainsFunc(c.sessions, func(s session) bool { return s.credentials.SignIn == one.SignIn }) {
				continue
			}
			if err := c.open(ctx, one); err != nil {
				return fmt.Errorf("sign in as %s: %w", role, err)
			}
		}
	}
	return nil
}

func (c *client) open(ctx context.Context, one Credentials) error {
	a, err := c.send(ctx, request{method: http.MethodPost, path: "/api/sessions",
		body: map[string]string{"sign_in": one.SignIn, "password": one.Password}})
	if err != nil {
		return err
	}
	var opened struct {
		Token  string `json:"token"`
		Person struct {
			ID string `json:"id"`
		} `json:"person"`
		Assignments []assignment `json:"assignments"`
	}
	if err := a.fine(&opened); err != nil {
		return err
	}
	c.sessions = append(c.sessions, session{one, opened.Token, opened.Person.ID, opened.Assignments})
	return nil
}

// holders are the sessions that hold a role over a unit; where none covers it, all that hold the role.
func (c *client) holders(role, unit string) []session {
	var all, near []session
	for _, s := range c.sessions {
		for _, a := range s.assigned {
			if a.Role != role {
				continue
			}
			all = append(all, s)
			if covers(a.Unit, unit) {
				near = append(near, s)
			}
			break
		}
	}
	if len(near) > 0 {
		return near
	}
	return all
}

// covers tells whether a division code lies in an area: 2+2+2+3+3 digits, noughts at the end open.
func covers(area, code string) bool {
	if area == "" || code == "" || len(area) != 12 || len(code) != 12 {
		return area == code
	}
	end := 12
	for _, cut := range []int{9, 6, 4, 2} {
		if strings.Trim(area[cut:end], "0") != "" {
			break
		}
		end = cut
	}
	return area[:end] == code[:end]
}

// key is the same for the same rehearsal, purpose and content, so that a repetition has one effect.
func (c Config) key(purpose ...any) string {
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%s|%d|%d|%s|%t", c.Regulation, c.Applicants, c.Seed, c.From, c.Rulings)
	for _, one := range purpose {
		encoded, err := json.Marshal(one)
		if err != nil {
			encoded = []byte(fmt.Sprint(one))
		}
		_, _ = h.Write(append([]byte{'|'}, encoded...))
	}
	return hex.EncodeToString(h.Sum(nil))[:32]
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
