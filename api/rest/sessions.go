package rest

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/store"
	"jinchu/policy"
	"jinchu/policy/fault"
)

// sessionTime is how long a session lasts, by the wall clock.
const sessionTime = 12 * time.Hour

// PersonName is a person as others see them.
type PersonName struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Held is a role a person holds.
type Held struct {
	Role policy.Role `json:"role"`
	Unit string      `json:"unit"`
	From string      `json:"from,omitempty" doc:"first day"`
	To   string      `json:"to,omitempty" doc:"last day; left out while it is open"`
}

func heldOf(all []policy.Assignment) []Held {
	held := make([]Held, len(all))
	for i, a := range all {
		held[i] = Held{Role: a.Role, Unit: a.Unit, From: a.From, To: a.To}
	}
	return held
}

// Session is a bearer token with what it stands for.
type Session struct {
	Token       string     `json:"token" doc:"send it as Authorization: Bearer …; it cannot be read again"`
	Expires     time.Time  `json:"expires"`
	Person      PersonName `json:"person"`
	Assignments []Held     `json:"assignments"`
}

// SessionOutput is a new session.
type SessionOutput struct{ Body Session }

// SignInInput is a sign-in name and its password.
type SignInInput struct {
	address string
	Body    struct {
		SignIn   string `json:"sign_in" minLength:"1" maxLength:"64"`
		Password string `json:"password" minLength:"1" maxLength:"256"`
	}
}

// Resolve notes where the request comes from.
func (i *SignInInput) Resolve(ctx huma.Context) []error {
	i.address = ctx.RemoteAddr()
	return nil
}

// SetUpInput makes the first administrator.
type SetUpInput struct {
	Body struct {
		Token    string `json:"token" maxLength:"200" doc:"from the one-time link"`
		SignIn   string `json:"sign_in" minLength:"2" maxLength:"64" pattern:"^\\S+$"`
		Name     string `json:"name" minLength:"1" maxLength:"64"`
		Password string `json:"password" minLength:"8" maxLength:"256"`
	}
}

func (c *counter) registerSessions(api huma.API) {
	handle(api, answering(open(operation(http.MethodPost, "/api/setup", "set-up", "登录", "用一次性链接设立首位管理员 · the first administrator, by the one-time link")), http.StatusCreated), c.setUp)
	handle(api, answering(open(operation(http.MethodPost, "/api/sessions", "begin-session", "登录", "登录 · sign in")), http.StatusCreated), c.beginSession)
	handle(api, forStaff(operation(http.MethodDelete, "/api/session", "end-session", "登录", "退出 · sign out")), c.endSession)
	handle(api, forStaff(operation(http.MethodPost, "/api/me/password", "change-password", "登录", "更换密码，所有登录随之失效 · change the password; every session ends")), c.changePassword)
	handle(api, forStaff(operation(http.MethodGet, "/api/me", "me", "登录", "我是谁、担任什么 · who I am and what I hold")), c.me)
}

func (c *counter) setUp(ctx context.Context, in *SetUpInput) (*SessionOutput, error) {
	b, now := in.Body, time.Now()
	expires := now.Add(sessionTime)
	p, token, err := c.Record.SetUp(ctx, store.Setup{Token: b.Token, SignIn: b.SignIn, Name: b.Name, Password: b.Password}, now, expires)
	if err != nil {
		return nil, err
	}
	return c.session(ctx, p, token, expires)
}

// authenticate counts the try before the password is looked at.
func (c *counter) authenticate(ctx context.Context, signIn, password, address string) (store.Person, error) {
	if err := c.attempts.take(signIn, address); err != nil {
		return store.Person{}, err
	}
	p, err := c.Record.Authenticate(ctx, signIn, password)
	if err == nil {
		c.attempts.forget(signIn)
	}
	return p, err
}

// beginSession signs in.
func (c *counter) beginSession(ctx context.Context, in *SignInInput) (*SessionOutput, error) {
	p, err := c.authenticate(ctx, in.Body.SignIn, in.Body.Password, in.address)
	if err != nil {
		return nil, err
	}
	expires := time.Now().Add(sessionTime)
	var token string
	err = c.Record.Write(ctx, func(t store.Tx) (err error) {
		token, err = t.BeginSession(ctx, p.ID, expires)
		return err
	})
	if err != nil {
		return nil, err
	}
	return c.session(ctx, p, token, expires)
}

func (c *counter) session(ctx context.Context, p store.Person, token string, expires time.Time) (*SessionOutput, error) {
	var held []policy.Assignment
	err := c.Record.Read(ctx, func(t store.Tx) (err error) {
		held, err = t.Holds(ctx, p.ID)
		return err
	})
	return &SessionOutput{Body: Session{Token: token, Expires: expires.UTC().Truncate(time.Second),
		Person: PersonName{ID: p.ID, Name: p.Name}, Assignments: heldOf(held)}}, err
}

// EndSessionInput carries the session that is to end.
type EndSessionInput struct {
	Authorization string `header:"Authorization"`
}

// endSession forgets a token; one that is not known is forgotten already.
func (c *counter) endSession(ctx context.Context, in *EndSessionInput) (*struct{}, error) {
	token, given := strings.CutPrefix(in.Authorization, "Bearer ")
	if !given {
		return nil, fault.New("store.session")
	}
	return nil, c.Record.Write(ctx, func(t store.Tx) error { return t.EndSession(ctx, token) })
}

// PasswordInput changes a password; who knows the old one may.
type PasswordInput struct {
	address string
	Body    struct {
		Old string `json:"old" minLength:"1" maxLength:"256"`
		New string `json:"new" minLength:"8" maxLength:"256"`
	}
}

// Resolve notes where the request comes from.
func (i *PasswordInput) Resolve(ctx huma.Context) []error {
	i.address = ctx.RemoteAddr()
	return nil
}

// changePassword counts as a try to sign in: a session left open does not let anybody guess.
func (c *counter) changePassword(ctx context.Context, in *PasswordInput) (*struct{}, error) {
	who, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	var account store.Person
	err = c.Record.Read(ctx, func(t store.Tx) (err error) { account, err = t.Person(ctx, who.Person); return err })
	if err != nil {
		return nil, err
	}
	if _, err := c.authenticate(ctx, account.SignIn, in.Body.Old, in.address); err != nil {
		return nil, err
	}
	hash, err := store.HashPassword(ctx, in.Body.New)
	if err != nil {
		return nil, err
	}
	return nil, c.Record.Write(ctx, func(t store.Tx) error {
		if err := t.SetPassword(ctx, who.Person, hash); err != nil {
			return err
		}
		return t.Note(ctx, "change_password", who.Person, "", nil)
	})
}

// MeOutput is who asks, and where.
type MeOutput struct {
	Body struct {
		Person      PersonName `json:"person"`
		Assignments []Held     `json:"assignments"`
		Realm       Realm      `json:"realm"`
	}
}

func (c *counter) me(ctx context.Context, _ *struct{}) (*MeOutput, error) {
	who, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	out := &MeOutput{}
	out.Body.Person = PersonName{ID: who.Person, Name: who.Name}
	out.Body.Assignments = heldOf(who.Assignments)
	out.Body.Realm, err = c.readRealm(ctx)
	return out, err
}
