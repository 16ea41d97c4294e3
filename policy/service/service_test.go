package service_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/policy/calendar"
	"jinchu/policy/fault"
	"jinchu/policy/identity"
	"jinchu/policy/service"
)

var (
	made  = calendar.MustDate("2024-03-04")
	today = calendar.MustDate("2024-03-11")
	facts = service.Facts{Today: today, Made: made}
	told  = &service.Told{}
	aloud = &service.Told{Also: true, Way: "逐字朗读", Helper: "协助人甲"}
)

func TestEachWayNeedsItsProof(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		record service.Record
		lacks  []string
	}{
		"art. 87: handed over and signed":  {service.Record{Way: service.HandedOver, Day: today, Told: told}, nil},
		"art. 89: two witnesses":           {service.Record{Way: service.Refused, Day: today, Told: told, Witnesses: []string{"证人甲", "证人乙"}}, nil},
		"art. 89: one witness twice":       {service.Record{Way: service.Refused, Day: today, Told: told, Witnesses: []string{"证人甲", " 证人甲 "}}, []string{"witnesses"}},
		"art. 89: no witness":              {service.Record{Way: service.Refused, Day: today, Told: told}, []string{"witnesses"}},
		"art. 88: adult of the household":  {service.Record{Way: service.AdultFamily, Day: today, Told: told, Family: "家属甲", Relation: "母亲"}, nil},
		"art. 88: household without names": {service.Record{Way: service.AdultFamily, Day: today, Told: told}, []string{"family", "relation"}},
		"art. 91: mail with its number":    {service.Record{Way: service.Registered, Day: today, Told: told, Tracking: "XA00000000000"}, nil},
		"art. 91: mail without":            {service.Record{Way: service.Registered, Day: today, Told: told, Tracking: " "}, []string{"tracking"}},
		"a failure with its reason":        {service.Record{Way: service.HandedOver, Day: today, Failed: true, Reason: "不在家"}, nil},
		"a failure without":                {service.Record{Way: service.Registered, Day: today, Failed: true}, []string{"reason"}},
		"nothing said of how one was told": {service.Record{Way: service.HandedOver, Day: today}, []string{"told"}},
		"own way without a helper":         {service.Record{Way: service.HandedOver, Day: today, Told: &service.Told{Also: true, Way: "手语"}}, []string{"told"}},
		"own way with a helper":            {service.Record{Way: service.HandedOver, Day: today, Told: aloud}, nil},
		"on the day of the document":       {service.Record{Way: service.HandedOver, Day: made, Told: told}, nil},
		"before the document":              {service.Record{Way: service.HandedOver, Day: made.AddDays(-1), Told: told}, []string{"day"}},
		"in the future":                    {service.Record{Way: service.HandedOver, Day: today.AddDays(1), Told: told}, []string{"day"}},
		"without a day":                    {service.Record{Way: service.HandedOver, Told: told}, []string{"day"}},
		"no such way":                      {service.Record{Way: "pigeon", Day: today, Told: told}, []string{"way"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.lacks, places(service.Check(c.record, facts)))
		})
	}
}

func places(err error) (all []string) {
	if err == nil {
		return nil
	}
	for _, f := range fault.All(err) {
		all = append(all, f.Place)
	}
	return all
}

func TestElectronicServiceNeedsConsentGivenBefore(t *testing.T) {
	t.Parallel()
	r := service.Record{Way: service.Electronic, Day: today, Told: told}
	require.Equal(t, "service.consent", fault.CodeOf(service.Check(r, facts)), "art. 90")
	with := facts
	with.Consented = today.AddDays(-1)
	require.NoError(t, service.Check(r, with))
	r.Day = made
	require.Equal(t, "service.day", fault.CodeOf(service.Check(r, with)), "it arrived before there was consent")
	with.Consented = today.AddDays(1)
	require.NotContains(t, service.Open(with), service.Electronic)
}

func TestPublicNoticeIsTheLastResort(t *testing.T) {
	t.Parallel()
	r := service.Record{Way: service.PublicNotice, Day: today, Place: "县政府网站"}
	for name, c := range map[string]struct {
		failed []service.Way
		code   string
	}{
		"nothing was tried":       {nil, "service.last"},
		"one try":                 {[]service.Way{service.HandedOver}, "service.last"},
		"two tries":               {[]service.Way{service.HandedOver, service.Registered}, ""},
		"a notice counts as none": {[]service.Way{service.HandedOver, service.PublicNotice}, "service.last"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			with := facts
			with.Failed = c.failed
			err := service.Check(r, with)
			require.Equal(t, c.code == "", err == nil)
			if err != nil {
				require.Equal(t, c.code, fault.CodeOf(err))
			}
			require.Equal(t, c.code == "", len(service.Open(with)) == len(service.Ways)-1, "electronic is not open either way")
		})
	}
	with := facts
	with.Failed = []service.Way{service.HandedOver, service.AdultFamily}
	require.Equal(t, []string{"place"}, places(service.Check(service.Record{Way: service.PublicNotice, Day: today}, with)))
}

func TestWhoMustBeToldInTheirOwnWay(t *testing.T) {
	t.Parallel()
	for category, own := range map[identity.Category]bool{identity.Vision: true, identity.Hearing: true, identity.Speech: false,
		identity.Physical: false, identity.Intellectual: true, identity.Mental: false, identity.Multiple: true, 0: false} {
		require.Equal(t, own, service.OwnWay(category), category)
	}
	with := facts
	with.OwnWay = true
	plain, own := service.Record{Way: service.HandedOver, Day: today, Told: told}, service.Record{Way: service.HandedOver, Day: today, Told: aloud}
	require.Equal(t, "service.told", fault.CodeOf(service.Check(plain, with)))
	require.NoError(t, service.Check(own, with))
	plain.Told = nil
	require.Equal(t, fault.CodeOf(service.Check(plain, facts)), fault.CodeOf(service.Check(plain, with)),
		"the answer is the same of everybody, so that it tells nothing of anybody's health")
}

func TestTheClockStartsAtService(t *testing.T) {
	t.Parallel()
	working := calendar.Shipped()
	for _, w := range service.Ways[:len(service.Ways)-1] {
		day, err := service.Served(w, today, working)
		require.NoError(t, err)
		require.Equal(t, today, day, w)
	}
	// Art. 95 with 民法典 arts. 201, 203: published on 2024-03-11; the thirtieth day after it is 2024-04-10, a Wednesday.
	day, err := service.Served(service.PublicNotice, today, working)
	require.NoError(t, err)
	require.Equal(t, "2024-04-10", day.String())
	// Published on 2024-03-06: the thirtieth day, 2024-04-05, is within 清明; 2024-04-07 is a make-up working day.
	day, err = service.Served(service.PublicNotice, calendar.MustDate("2024-03-06"), working)
	require.NoError(t, err)
	require.Equal(t, "2024-04-07", day.String())
}

func TestEveryWayHasItsNames(t *testing.T) {
	t.Parallel()
	for _, w := range service.Ways {
		require.NotEmpty(t, w.Chinese(), w)
		require.NotEmpty(t, w.English(), w)
	}
	require.Equal(t, service.Ways[:4], service.Open(facts), "no consent and no failed try")
}
