package founding_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/activities/store/cluster"
	"jinchu/deploy/local/founding"
	"jinchu/policy/fault"
)

const county = "331126000000"

func opened(t *testing.T) *store.Store {
	t.Helper()
	keys, err := store.OpenKeyring(t.TempDir())
	require.NoError(t, err)
	s, err := store.Open(t.Context(), cluster.ForTests(t), keys)
	require.NoError(t, err)
	t.Cleanup(s.Close)
	return s
}

func found(t *testing.T, s *store.Store, private bool, w founding.Wish) (founding.Founded, string) {
	t.Helper()
	f, err := founding.Found(t.Context(), s, private, w, time.Now())
	return f, fault.CodeOf(err)
}

func TestAPrivateDatabaseBecomesTheDemo(t *testing.T) {
	t.Parallel()
	s := opened(t)
	for range 2 {
		f, code := found(t, s, true, founding.Wish{})
		require.Empty(t, code)
		require.Equal(t, store.Rehearsal, f.Realm.Kind)
		require.NotEmpty(t, f.SignIns)
		require.Empty(t, f.Link)
	}
	_, code := found(t, s, true, founding.Wish{County: county, CountyName: "试验县"})
	require.Equal(t, "store.realm.kind", code, "a rehearsal for ever")
}

func TestAnothersDatabaseBecomesTheDemoWhenAsked(t *testing.T) {
	t.Parallel()
	s := opened(t)
	_, code := found(t, s, false, founding.Wish{})
	require.Equal(t, "local.county.missing", code)
	_, code = found(t, s, false, founding.Wish{Demo: true, County: county})
	require.Equal(t, "local.demo.county", code)
	f, code := found(t, s, false, founding.Wish{Demo: true})
	require.Empty(t, code)
	require.Equal(t, store.Rehearsal, f.Realm.Kind)
	f, code = found(t, s, false, founding.Wish{})
	require.Empty(t, code, "the next start takes it as it is")
	require.NotEmpty(t, f.SignIns)
}

func TestARealCountyBeginsWithALink(t *testing.T) {
	t.Parallel()
	s := opened(t)
	_, code := found(t, s, false, founding.Wish{County: "12345", CountyName: "试验县"})
	require.Equal(t, "org.code", code)
	f, code := found(t, s, false, founding.Wish{County: "331126", CountyName: "试验县"})
	require.Empty(t, code)
	require.Equal(t, store.Realm{ID: f.Realm.ID, Kind: store.Production, County: county, Name: "试验县"}, f.Realm)
	require.NotEmpty(t, f.Link)
	require.Empty(t, f.SignIns)

	again, code := found(t, s, false, founding.Wish{})
	require.Empty(t, code)
	require.NotEmpty(t, again.Link, "while nobody administers the county")
	use := func(link string, at time.Time) string {
		_, _, err := s.SetUp(t.Context(), store.Setup{Token: link, SignIn: "admin", Name: "测试", Password: "long enough"}, at, time.Time{})
		return fault.CodeOf(err)
	}
	require.Equal(t, "store.session", use(again.Link, time.Now().Add(25*time.Hour)), "after a day")
	require.Equal(t, "store.session", use(f.Link, time.Now()), "a newer one was made")
	require.Empty(t, use(again.Link, time.Now()))
	last, code := found(t, s, false, founding.Wish{County: "331126"})
	require.Empty(t, code)
	require.Empty(t, last.Link)

	_, code = found(t, s, false, founding.Wish{Demo: true})
	require.Equal(t, "local.demo.production", code)
	_, code = found(t, s, false, founding.Wish{County: "331127000000", CountyName: "别县"})
	require.Equal(t, "store.realm.kind", code)
}
