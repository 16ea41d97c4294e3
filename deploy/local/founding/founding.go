// Package founding knows how a database becomes a county's at its first start: as a demo, which is a
// rehearsal for ever, or for real, with a link that makes the first administrator. It may not know which
// server the database lies on, nor what else is started.
package founding

import (
	"context"
	"time"

	"jinchu/activities/store"
	"jinchu/deploy/local/demo"
	"jinchu/policy"
	"jinchu/policy/fault"
	"jinchu/policy/org"
)

// linkTime is how long a setup link may be used, by the wall clock. Every start makes a new one until
// somebody has used one.
const linkTime = 24 * time.Hour

// Wish is what the person at the terminal asked for.
type Wish struct {
	Demo       bool   `help:"Fill an empty database with the demo county; it stays a rehearsal for ever."`
	County     string `env:"JINCHU_COUNTY" placeholder:"CODE" help:"Set an empty database up for this county (12 digits)."`
	CountyName string `env:"JINCHU_COUNTY_NAME" placeholder:"NAME" help:"Name of the county."`
}

// Founded is what the database is now.
type Founded struct {
	Realm   store.Realm
	SignIns demo.SignIns // of a rehearsal
	Link    string       // token of the setup link; "" where an administrator can sign in
}

// Found sets a database up that is not yet, and takes it as it is otherwise. A private one becomes the
// demo unless a county is named.
//
// Faults: local.demo.production, local.demo.county, local.county.missing, org.code, store.realm.kind.
func Found(ctx context.Context, s *store.Store, private bool, w Wish, now time.Time) (f Founded, err error) {
	if w.Demo && w.County != "" {
		return f, fault.New("local.demo.county")
	}
	if w.County != "" {
		code, err := org.ParseCode(w.County)
		if err != nil {
			return f, err
		}
		w.County = string(code)
	}
	f.Realm, err = s.Realm(ctx)
	switch {
	case fault.CodeOf(err) == "store.realm.missing":
		f.Realm, err = create(ctx, s, private, w)
	case err == nil && w.Demo && f.Realm.Kind != store.Rehearsal:
		err = fault.New("local.demo.production")
	case err == nil && w.County != "" && (f.Realm.Kind != store.Production || f.Realm.County != w.County):
		err = fault.New("store.realm.kind", "found", f.Realm.Kind+" "+f.Realm.County, "wanted", store.Production+" "+w.County)
	}
	if err != nil {
		return f, err
	}
	if f.Realm.Kind == store.Rehearsal {
		f.SignIns, err = demo.Plant(ctx, s, demo.Seed)
		return f, err
	}
	f.Link, err = offer(ctx, s, now)
	return f, err
}

func create(ctx context.Context, s *store.Store, private bool, w Wish) (store.Realm, error) {
	if w.Demo || private && w.County == "" {
		return s.CreateRealm(ctx, store.Rehearsal, demo.County, demo.Name, demo.Begin)
	}
	if w.County == "" || w.CountyName == "" {
		return store.Realm{}, fault.New("local.county.missing")
	}
	return s.CreateRealm(ctx, store.Production, w.County, w.CountyName, time.Time{})
}

// offer makes a link while nobody administers the county.
func offer(ctx context.Context, s *store.Store, now time.Time) (link string, err error) {
	err = s.Write(ctx, func(t store.Tx) error {
		today, err := t.Today(ctx)
		if err != nil {
			return err
		}
		there, err := t.Bearers(ctx, string(policy.Administrator), today.Start())
		if err != nil || there > 0 {
			return err
		}
		link, err = t.OfferSetup(ctx, now.Add(linkTime))
		return err
	})
	return link, err
}
