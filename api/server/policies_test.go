package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jinchu/activities/store"
	"jinchu/policy"
)

// without is the policy of the program with a piece of a line left out.
func without(t *testing.T, piece, put string) string {
	t.Helper()
	require.Contains(t, policy.Lines(), piece)
	return strings.Replace(policy.Lines(), piece, put, 1)
}

// policies are the answer of the list.
type policies struct {
	InForce string `json:"in_force"`
	Offered string
	Changes []struct {
		No                     int64
		Version, State, Reason string
	}
}

func (c *counter) policies() (all policies) {
	c.t.Helper()
	c.ask("administrator", http.MethodGet, "/api/policies", nil).must(200).into(&all)
	return all
}

// noImport takes importing holders from county HR; director stays.
const noImport = "county_hr,           own|below, holder,     import\n"

func TestAPolicyIsProposedByOneAndConfirmedByAnother(t *testing.T) {
	t.Parallel()
	c, _ := recruiting(t)
	began := c.policies()
	require.Equal(t, []any{policy.Program().Version(), "", 1}, []any{began.InForce, began.Offered, len(began.Changes)})
	require.Equal(t, "in_force", began.Changes[0].State)
	imports := func() answer {
		return c.ask("county_hr", http.MethodPost, "/api/holders/import", []byte("none\n"), key()...)
	}
	imports().refused(422, "import.column")

	text := without(t, noImport, "")
	proposal := dict{"text": text, "base": began.InForce, "reason": "演练：持证人名册改由系统导入"}
	c.ask("county_hr", http.MethodPost, "/api/policies", proposal, key()...).refused(403, "forbidden")
	c.ask("county_director", http.MethodPost, "/api/policies", proposal, key()...).refused(403, "forbidden")
	var made struct {
		No      int64
		Version string
		Changes []policy.Change
	}
	c.ask("administrator", http.MethodPost, "/api/policies", proposal, key()...).must(201).into(&made)
	require.Equal(t, []policy.Change{{Role: policy.CountyHR, Kind: "holder", Act: "import", Gains: []string{}, Loses: []string{"own", "below"},
		Phrase: "县残联人事：持证人名册“导入”，取消本单位、下级"}}, made.Changes)
	c.ask("administrator", http.MethodPost, "/api/policies", proposal, key()...).refused(409, "store.duplicate")
	imports().refused(422, "import.column")
	require.Contains(t, c.ask("county_director", http.MethodGet, "/api/inbox", nil).must(200).Body, "确认权限规则的变更")
	var shown struct {
		Text    string
		Changes []policy.Change
	}
	c.ask("county_director", http.MethodGet, "/api/policies/"+made.Version, nil).must(200).into(&shown)
	require.Equal(t, text, shown.Text)
	require.Equal(t, made.Changes, shown.Changes)

	at := fmt.Sprintf("/api/policy-changes/%d", made.No)
	c.ask("administrator", http.MethodPost, at+"/confirm", nil, key()...).refused(403, "forbidden")
	c.ask("county_director", http.MethodPost, at+"/confirm", nil, key()...).must(204)
	c.ask("county_director", http.MethodPost, at+"/confirm", nil, key()...).refused(409, "policy.settled")
	imports().refused(403, "forbidden")
	now := c.policies()
	require.Equal(t, made.Version, now.InForce)
	require.Equal(t, []string{"in_force", "past"}, []string{now.Changes[0].State, now.Changes[1].State})
	require.NotContains(t, c.ask("county_director", http.MethodGet, "/api/inbox", nil).must(200).Body, "确认权限规则的变更")

	c.ask("administrator", http.MethodPost, "/api/policies", dict{"version": began.InForce, "base": now.InForce, "reason": "演练：改回"}, key()...).
		must(201).into(&made)
	c.ask("county_director", http.MethodPost, fmt.Sprintf("/api/policy-changes/%d/confirm", made.No), nil, key()...).must(204)
	imports().refused(422, "import.column")
	require.Equal(t, began.InForce, c.policies().InForce)
}

func TestAPolicyThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	c, _ := recruiting(t)
	base := c.policies().InForce
	propose := func(text string) answer {
		return c.ask("administrator", http.MethodPost, "/api/policies", dict{"text": text, "base": base, "reason": "演练"}, key()...)
	}
	require.Contains(t, propose("emperor, own, cycle, open\n").refused(422, "policy.line").Body, "emperor")
	propose(policy.Lines()).refused(409, "policy.same")
	propose(policy.Lines()+"\nadministrator, own|below, application, read\n").refused(422, "policy.personal")
	propose(without(t, "county_director,     own|below, policy,     confirm|read\n", "")).refused(422, "policy.locked")
	propose(without(t, "county_director,     own|below, policy,     confirm|read\n",
		"hr_bureau, own|below, policy, confirm|read\n")).refused(422, "policy.locked") // nobody is of the HR bureau here
	c.ask("administrator", http.MethodPost, "/api/policies", dict{"text": policy.Lines(), "base": "0000", "reason": "演练"}, key()...).refused(409, "policy.stale")
	c.ask("administrator", http.MethodPost, "/api/policies", dict{"version": "0000", "base": base, "reason": "演练"}, key()...).refused(404, "unknown")
	c.ask("administrator", http.MethodGet, "/api/policies/0000", nil).refused(404, "unknown")
	c.ask("administrator", http.MethodGet, "/api/policies/%00", nil).refused(422, "request.shape")
	for code, wrong := range map[string]dict{"act.reason": {"text": "x", "base": base, "reason": "  "}, "value.missing": {"base": base, "reason": "演练"},
		"value.wrong": {"text": "x", "version": base, "base": base, "reason": "演练"}, "request.shape": {"text": policy.Lines() + "# 演练\n", "base": base, "reason": "演\x00练"}} {
		c.ask("administrator", http.MethodPost, "/api/policies", wrong, key()...).refused(422, code)
	}
}

func TestOfTwoChangesTheSecondIsToldThatItsBaseIsGone(t *testing.T) {
	t.Parallel()
	c, _ := recruiting(t)
	base := c.policies().InForce
	var nos []int64
	for _, text := range []string{without(t, noImport, ""), policy.Lines() + "# 演练\n", policy.Lines() + "# 演练二\n"} {
		var made struct{ No int64 }
		c.ask("administrator", http.MethodPost, "/api/policies", dict{"text": text, "base": base, "reason": "演练"}, key()...).must(201).into(&made)
		nos = append(nos, made.No)
	}
	decide := func(no int64, what string) answer {
		return c.ask("county_director", http.MethodPost, fmt.Sprintf("/api/policy-changes/%d/%s", no, what), nil, key()...)
	}
	decide(nos[2], "drop").must(204)
	decide(nos[2], "confirm").refused(409, "policy.settled")
	decide(nos[1], "confirm").must(204)
	decide(nos[0], "confirm").refused(409, "policy.stale")
	all := c.policies()
	require.Equal(t, []string{"dropped", "in_force", "stale", "past"},
		[]string{all.Changes[0].State, all.Changes[1].State, all.Changes[2].State, all.Changes[3].State})
	decide(nos[0], "drop").must(204)
	decide(99, "drop").refused(404, "unknown")
}

func TestARoleIsTakenBackAtOnce(t *testing.T) {
	t.Parallel()
	c, _ := recruiting(t)
	made := c.ask("administrator", http.MethodPost, "/api/people", dict{"sign_in": "late", "name": "测试迟", "password": "long enough"}, key()...).must(201).field("id")
	c.tokens["late"] = c.ask("", http.MethodPost, "/api/sessions", dict{"sign_in": "late", "password": "long enough"}).must(201).field("token")
	give := func() string {
		return c.ask("administrator", http.MethodPost, "/api/assignments", dict{"person": made, "role": "county_hr", "unit": county}, key()...).must(201).field("id")
	}
	id := give()
	c.ask("county_director", http.MethodPost, "/api/assignments/"+id+"/confirm", nil, key()...).must(204)
	c.ask("late", http.MethodPost, "/api/holders/import", []byte("none\n"), key()...).refused(422, "import.column")
	require.Contains(t, c.ask("administrator", http.MethodGet, "/api/assignments?state=held&limit=500", nil).must(200).Body, id)
	c.ask("county_hr", http.MethodPost, "/api/assignments/"+id+"/end", dict{}, key()...).refused(403, "forbidden")
	c.ask("county_director", http.MethodPost, "/api/assignments/"+id+"/end", dict{"last": "2020-01-01"}, key()...).refused(422, "assignment.ended")
	c.ask("county_director", http.MethodPost, "/api/assignments/"+id+"/end", dict{}, key()...).must(204)
	c.ask("late", http.MethodPost, "/api/holders/import", []byte("none\n"), key()...).refused(403, "forbidden")
	c.ask("county_director", http.MethodPost, "/api/assignments/"+id+"/end", dict{}, key()...).refused(422, "assignment.ended")
	c.ask("county_director", http.MethodPost, "/api/assignments/"+id+"/end", dict{"last": "2099-01-01"}, key()...).refused(422, "assignment.ended")

	waits := give()
	c.ask("county_director", http.MethodPost, "/api/assignments/"+waits+"/end", dict{}, key()...).must(204)
	c.ask("county_director", http.MethodPost, "/api/assignments/"+waits+"/end", dict{}, key()...).refused(409, "assignment.settled")
	require.NotContains(t, c.ask("administrator", http.MethodGet, "/api/assignments", nil).must(200).Body, waits)
	c.ask("county_director", http.MethodPost, "/api/assignments/"+waits+"/confirm", nil, key()...).refused(409, "assignment.settled")
}

func TestTheLastWhoCanGiveRolesKeepsTheirs(t *testing.T) {
	t.Parallel()
	c, _ := recruiting(t)
	var director string
	require.NoError(t, c.record.Read(t.Context(), func(tx store.Tx) error {
		all, err := tx.Assignments(t.Context(), "", begin)
		for _, a := range all {
			if a.Role == string(policy.CountyDirector) {
				director = a.ID
			}
		}
		return err
	}))
	c.ask("administrator", http.MethodPost, "/api/assignments/"+director+"/end", dict{}, key()...).refused(422, "assignment.last")
	c.ask("administrator", http.MethodPost, "/api/people/"+c.idOf("county_director")+"/disable", nil).refused(422, "assignment.last")
	c.ask("county_director", http.MethodGet, "/api/policies", nil).must(200)
}

// idOf is the person of a sign-in.
func (c *counter) idOf(signIn string) (id string) {
	c.t.Helper()
	require.NoError(c.t, c.record.Read(c.t.Context(), func(tx store.Tx) error {
		all, err := tx.People(c.t.Context())
		for _, p := range all {
			if p.SignIn == signIn {
				id = p.ID
			}
		}
		return err
	}))
	return id
}
