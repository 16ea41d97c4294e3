package server_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/api/server"
)

// table is what a person has read: everybody's answer from every route. UPDATE=1 writes what is answered now.
const table = "testdata/routes.golden"

// mayEver are the roles that may be shown something sealed at all, whatever the table says. Anything of
// these that is seen by another is a leak even if the table was written anew.
var mayEver = map[string][]string{
	"number":      {"county_hr", "township_clerk", "self"},
	"certificate": {"county_hr", "township_clerk", "self"},
	"phone":       {"county_hr", "township_clerk", "self"},
	// A name stands in the contract too, which is read by those who sign it.
	"name": {"county_hr", "township_clerk", "self", "county_director", "township_leader", "hr_bureau", "personnel_authority", "city_federation"},
	"need": {"county_hr", "hr_bureau", "township_chair", "self"}, "refusal": {"county_hr", "hr_bureau", "township_chair", "self"},
	// How somebody was told, and by whose help, speaks of health; a scan shows what the paper shows.
	"helper":   {"county_hr", "township_clerk", "self"},
	"scanned":  {"county_hr", "township_clerk", "county_director", "discipline_office", "self"},
	"contest":  {"county_director", "discipline_office", "self"},
	"objected": {"county_director", "discipline_office"}, "objector": {},
}

func TestEveryRouteAnswersEverybodyAsAPersonHasRead(t *testing.T) {
	t.Parallel()
	g := plantedCounty(t)
	g.everyRouteIsAsked()
	var b strings.Builder
	b.WriteString(legend)
	for _, p := range probes() {
		fmt.Fprintf(&b, "\n%s\n", strings.TrimSuffix(p.route+" · "+p.about, " · "))
		if p.around == nil {
			b.WriteString(g.line(p, "任何角色", []string{"idle"}))
		}
		for _, distance := range []string{"own", "below", "above", "above, 乙镇", "elsewhere"} {
			if seat := p.around[distance]; seat != "" {
				b.WriteString(g.line(p, distance, at(seat)))
			}
		}
		if p.around != nil {
			b.WriteString(g.line(p, "没有角色", []string{"idle"}))
		}
		b.WriteString(g.line(p, "报考人A", []string{"self"}) + g.line(p, "报考人B", []string{"another"}) + g.line(p, "未登录", []string{""}))
	}
	if os.Getenv("UPDATE") != "" {
		require.NoError(t, os.WriteFile(table, []byte(b.String()), 0o600))
	}
	read, err := os.ReadFile(table)
	require.NoError(t, err)
	require.Equal(t, string(read), b.String(), "read what changed; UPDATE=1 writes it down")
}

const legend = `# 每个接口对每个人的回答：状态码，以及回答里出现了谁的什么（方括号前是谁，方括号里是什么）。
# own 事项属于本单位，below 属于下级，above 属于上级，elsewhere 属于别处。有权的人办理时故意带着错误，
# 所以 404、409、422 表示“有权，但这样办不成”；403 表示无权，401 表示没有登录。
# 全县批次的报名：C 县本级，A 甲镇，V 甲镇甲一村，B 乙镇。另一批次 N 正在排名：S、T 甲镇，同分；U 乙镇。Q 在甲镇的批次，R 在乙镇的批次，O 甲镇正在报名的批次。
# 本文件由人逐行读过；UPDATE=1 go test ./api/server 重写它，重写后须再读一遍。
`

// everyRouteIsAsked refuses a route that nobody asks: a new one needs its lines in the table.
func (g *ground) everyRouteIsAsked() {
	g.t.Helper()
	asked := map[string]bool{}
	for _, p := range probes() {
		asked[p.route] = true
	}
	for _, r := range server.Routes(g.config) {
		require.True(g.t, asked[r[0]+" "+r[1]], "nobody asks %s %s", r[0], r[1])
	}
}

// at are the people of a seat.
func at(seat string) (who []string) {
	for _, role := range staff() {
		who = append(who, role+"@"+seat)
	}
	return who
}

// line asks everybody of a distance and puts those together who were answered alike.
func (g *ground) line(p probe, distance string, who []string) string {
	alike := map[string][]string{}
	for _, one := range who {
		answered := g.answered(p, one)
		role, _, _ := strings.Cut(one, "@")
		alike[answered] = append(alike[answered], role)
	}
	var b strings.Builder
	for _, answered := range slices.Sorted(maps.Keys(alike)) {
		roles := strings.Join(alike[answered], " ")
		if n := len(alike[answered]); n == len(who) {
			roles = ""
		} else if n > len(who)/2 {
			roles = ": 其余"
		} else {
			roles = ": " + roles
		}
		fmt.Fprintf(&b, "  %-9s %s%s\n", distance, answered, roles)
	}
	return b.String()
}

// answered is the status with what of the planted words stands in the answer.
func (g *ground) answered(p probe, who string) string {
	a := g.ask(who, methodOf(p), pathOf(p), p.body, key()...)
	text := fmt.Sprint(a.Body, a.Header)
	role, _, _ := strings.Cut(who, "@")
	shown := map[string]string{} // kinds by letter
	for _, kind := range slices.Sorted(maps.Keys(g.marks)) {
		may, sealed := mayEver[kind]
		for _, letter := range slices.Sorted(maps.Keys(g.marks[kind])) {
			if strings.Contains(text, g.marks[kind][letter]) {
				shown[letter] += " " + kind
				if sealed && !slices.Contains(may, role) {
					g.t.Errorf("%s %s: %s is shown the %s of %s", p.route, p.about, who, kind, letter)
				}
			}
		}
	}
	return fmt.Sprint(a.Status, together(shown))
}

// together names those first of whom the same is shown.
func together(shown map[string]string) string {
	of := map[string]string{}
	for _, letter := range slices.Sorted(maps.Keys(shown)) {
		of[shown[letter]] += letter
	}
	text := ""
	for _, kinds := range slices.Sorted(maps.Keys(of)) {
		text += " " + of[kinds] + "[" + strings.TrimSpace(kinds) + "]"
	}
	return text
}

func cut(route string) (method, path string) {
	method, path, _ = strings.Cut(route, " ")
	return method, path
}
