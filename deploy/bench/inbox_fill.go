package main

import (
	"context"
	"fmt"
	"time"

	"jinchu/activities/store"
)

// benchCounty is nobody's code; its time stands still.
const benchCounty = "990101000000"

var benchBegin = time.Date(2024, 3, 1, 1, 0, 0, 0, time.UTC)

const (
	townships = 25
	villages  = 20 // in each
)

// fill makes the area, its people with their roles, and what waits: one in eight by name, a few for the county's
// offices, the rest for roles of townships and villages; one in ten leaves out two people, a third has a deadline.
func (b *inboxBench) fill(ctx context.Context) error {
	if err := b.record.Write(ctx, func(t store.Tx) error { return t.ImportUnits(ctx, area()) }); err != nil {
		return err
	}
	for _, sql := range filling {
		if _, err := b.db.Exec(ctx, sql); err != nil {
			return err
		}
	}
	return b.signIn(ctx)
}

func area() []store.Unit {
	from := benchBegin.AddDate(-1, 0, 0)
	var all []store.Unit
	for t := range townships {
		town := store.Unit{Code: fmt.Sprintf("990101%03d000", 100+t), From: from, Name: fmt.Sprintf("演练%d镇", t+1), Level: "township", Parent: benchCounty}
		all = append(all, town)
		for v := range villages {
			all = append(all, store.Unit{Code: fmt.Sprintf("990101%03d%03d", 100+t, 201+v), From: from, Name: fmt.Sprintf("演练%d村", v+1), Level: "village", Parent: town.Code})
		}
	}
	return all
}

// filling is written set by set. Person n: 20 in each office of the county, then clerks, chairs and leaders of the
// townships, then the branches of the villages; one in fifty stands in for somebody.
var filling = []string{
	`insert into person (county, id, sign_in, name)
	 select '990101000000', 'p' || n, 'p' || n, '测试' || n from generate_series(0, 9999) n`,
	`insert into assignment (county, id, person, role, unit, valid_from)
	 select '990101000000', 'a' || n, 'p' || n,
	        case when n < 100 then (array['county_hr', 'county_director', 'discipline_office', 'hr_bureau', 'auditor'])[1 + n % 5]
	             when n < 1000 then (array['township_clerk', 'township_chair', 'township_leader'])[1 + n % 3]
	             else (array['township_clerk', 'examiner'])[1 + n % 2] end,
	        case when n < 100 then '990101000000'
	             when n < 1000 then '990101' || 100 + n / 3 % 25 || '000'
	             else '990101' || 100 + n / 2 % 25 || 201 + n / 50 % 20 end, '2023-03-01'
	 from   generate_series(0, 9999) n`,
	`insert into assignment (county, id, person, role, unit, valid_from, valid_to, acting_for)
	 select county, 'd' || substr(a.id, 2), 'p' || (substr(a.person, 2)::int + 1) % 10000, a.role, a.unit, '2024-02-01', '2024-04-01', a.person
	 from   assignment a
	 where  substr(a.id, 2)::int % 50 = 0`,
	`insert into case_file (county, id, kind, state, unit, created)
	 select '990101000000', 'c' || n, 'cycle', 'reviewing', '990101000000', '2024-01-01' from generate_series(0, 49) n`,
	`insert into cycle (county, id, title) select '990101000000', 'c' || n, '演练批次' || n from generate_series(0, 49) n`,
	`insert into case_file (county, id, kind, parent, state, unit, created)
	 select '990101000000', 'f' || n, 'application', 'c' || n % 50, 'submitted', '990101000000', '2024-01-01' from generate_series(0, 99999) n`,
	`insert into task (county, id, case_id, code, role, unit, person, due, opened, acts, except_people)
	 select '990101000000', md5('t' || n), case when n % 20 = 0 then 'c' || n / 20 % 50 else 'f' || n end, 'qualify' || n,
	        case when n % 33 = 0 then (array['county_hr', 'county_director', 'hr_bureau'])[1 + n / 33 % 3]
	             when n % 5 < 2 then (array['township_clerk', 'township_chair', 'township_leader'])[1 + n / 5 % 3]
	             else 'township_clerk' end,
	        case when n % 33 = 0 then '990101000000'
	             when n % 5 < 2 then '990101' || 100 + n / 7 % 25 || '000'
	             else '990101' || 100 + n / 7 % 25 || 201 + n / 175 % 20 end,
	        case when n % 8 = 1 then 'p' || n * 7 % 10000 end,
	        case when n % 3 = 0 then timestamptz '2024-03-01' + (n % 61 - 20) * interval '1 day' end,
	        timestamptz '2024-01-01' + n * interval '40 seconds',
	        '["qualify", "refuse", "return"]',
	        case when n % 10 = 3 then jsonb_build_array('p' || n * 3 % 10000, 'p' || n % 1000) else '[]' end
	 from   generate_series(0, 99999) n`,
	`insert into task_seat select * from task_seat_due`,
	`analyze`,
}

// signIn opens a session for those who will ask over HTTP.
func (b *inboxBench) signIn(ctx context.Context) error {
	b.tokens = map[string]string{}
	return b.record.Write(ctx, func(t store.Tx) error {
		for _, p := range b.people[:inboxSignedIn] {
			token, err := t.BeginSession(ctx, p, time.Now().Add(time.Hour))
			if err != nil {
				return err
			}
			b.tokens[p] = token
		}
		return nil
	})
}

// sample takes people at random; everybody of the county's offices, who see most, is among them.
func (b *inboxBench) sample() []string {
	people := make([]string, inboxWarm+inboxReads)
	for i := range people {
		people[i] = fmt.Sprintf("p%d", b.random.IntN(inboxPeople))
		if i%20 == 0 {
			people[i] = fmt.Sprintf("p%d", i/20%100)
		}
	}
	return people
}
