package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"jinchu/activities/store"
	"jinchu/policy/fault"
)

// NewPersonInput is an account to be made.
type NewPersonInput struct {
	Keyed
	Body struct {
		SignIn   string `json:"sign_in" minLength:"2" maxLength:"64" pattern:"^\\S+$"`
		Name     string `json:"name" minLength:"1" maxLength:"64"`
		Password string `json:"password" minLength:"8" maxLength:"256"`
	}
}

// Made is the ID of what was made.
type Made struct {
	ID string `json:"id"`
}

// MadeOutput answers with an ID.
type MadeOutput struct{ Body Made }

// ByID names one thing.
type ByID struct {
	ID string `path:"id" maxLength:"64"`
}

// Account is a line of the list of accounts.
type Account struct {
	ID       string `json:"id"`
	SignIn   string `json:"sign_in"`
	Name     string `json:"name"`
	Disabled bool   `json:"disabled"`
}

func (c *counter) registerPeople(api huma.API) {
	handle(api, answering(needs(operation(http.MethodPost, "/api/people", "add-person", "人员", "建立账号 · make an account"), "account", "create"), http.StatusCreated), c.addPerson)
	handle(api, needs(operation(http.MethodGet, "/api/people", "list-people", "人员", "账号清单 · accounts"), "account", "create"), c.listPeople)
	handle(api, needs(operation(http.MethodPost, "/api/people/{id}/disable", "disable-person", "人员", "停用账号 · shut an account"), "account", "disable"), c.disablePerson)
}

func (c *counter) addPerson(ctx context.Context, in *NewPersonInput) (*MadeOutput, error) {
	if err := c.mayInCounty(ctx, "account", "create"); err != nil {
		return nil, err // who may not does not make us hash
	}
	hash, err := store.HashPassword(ctx, in.Body.Password)
	if err != nil {
		return nil, err
	}
	made, err := once(ctx, c, in.Key, "add-person", in.Body, func(t store.Tx, who Caller) (Made, error) {
		d, err := c.may(ctx, t, "account", "create", t.Here().County)
		if err != nil {
			return Made{}, err
		}
		p := store.Person{ID: store.NewID(), SignIn: in.Body.SignIn, Name: in.Body.Name}
		if err := t.AddPerson(ctx, p, hash); err != nil {
			return Made{}, err
		}
		return Made{p.ID}, t.Note(ctx, "add_person", who.Person, string(d.Role), map[string]string{"person": p.ID})
	})
	return &MadeOutput{Body: made}, err
}

func (c *counter) listPeople(ctx context.Context, in *Page) (*List[Account], error) {
	var rows []Account
	err := c.Record.Read(ctx, func(t store.Tx) error {
		if _, err := c.may(ctx, t, "account", "create", t.Here().County); err != nil {
			return err
		}
		people, err := t.People(ctx)
		for _, p := range people {
			if p.SignIn > in.After && len(rows) <= in.Limit {
				rows = append(rows, Account{p.ID, p.SignIn, p.Name, p.Disabled})
			}
		}
		return err
	})
	return page(rows, in.Limit, func(a Account) string { return a.SignIn }), err
}

// disablePerson shuts an account; shutting it twice is shutting it once.
func (c *counter) disablePerson(ctx context.Context, in *ByID) (*struct{}, error) {
	return nil, c.Record.Write(ctx, func(t store.Tx) error {
		if err := t.LockRights(ctx); err != nil {
			return err
		}
		d, err := c.may(ctx, t, "account", "disable", t.Here().County)
		if err != nil {
			return err
		}
		p, err := t.Person(ctx, in.ID)
		switch {
		case err != nil:
			return err
		case p.ID == callerOf(ctx).Person:
			return fault.New("account.oneself")
		case p.Disabled:
			return nil
		}
		today, err := t.Today(ctx)
		if err != nil {
			return err
		}
		if err := keeping(ctx, t, today, func() error { return t.Disable(ctx, in.ID) }); err != nil {
			return err
		}
		return t.Note(ctx, "disable_person", callerOf(ctx).Person, string(d.Role), map[string]string{"person": in.ID})
	})
}
