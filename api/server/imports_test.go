package server_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"jinchu/policy/identity"
	"jinchu/policy/regulation/library"
)

const unitsHeading = "code,name,level,parent,registered,villages,population,urban\n"

func TestUnitsAreImportedAllOrNone(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	table := unitsHeading + "990101102000,丙镇,township,990101000000,12,1,900,否\n990101102201,丙一村,village,990101102000,12,,,\n" +
		"990101100201,甲一村,village,990101100000,,,,\n"
	for _, who := range []string{"county_director", "township_clerk"} {
		c.ask(who, http.MethodPost, "/api/units/import", []byte(table)).refused(403, "forbidden")
	}
	require.JSONEq(t, `{"read":3,"changed":2}`, c.ask("county_hr", http.MethodPost, "/api/units/import", []byte(table)).must(200).Body)
	require.JSONEq(t, `{"read":3,"changed":0}`, c.ask("administrator", http.MethodPost, "/api/units/import", []byte(table)).must(200).Body, "again")
	renamed := strings.Replace(table, "丙镇", "丙乡", 1)
	require.JSONEq(t, `{"read":3,"changed":1}`, c.ask("administrator", http.MethodPost, "/api/units/import", []byte(renamed)).must(200).Body, "on the same day")

	under := c.ask("township_clerk", http.MethodGet, "/api/units?under=990101102000", nil).must(200)
	require.JSONEq(t, `{"items":[
		{"code":"990101102000","name":"丙乡","level":"township","parent":"990101000000","facts":{"registered":12,"villages":1,"population":900,"urban":false}},
		{"code":"990101102201","name":"丙一村","level":"village","parent":"990101102000","facts":{"registered":12}}],"next":""}`, under.Body)
	require.Equal(t, 6, strings.Count(c.ask("county_hr", http.MethodGet, "/api/units", nil).Body, `"code"`))
}

func TestHeadingsMayBeChinese(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	table := "代码,名称,层级,上级代码,是否城镇\n990101102000,丙镇,镇,990101000000,否\n"
	require.JSONEq(t, `{"read":1,"changed":1}`, c.ask("county_hr", http.MethodPost, "/api/units/import", []byte(table)).must(200).Body)
	require.Contains(t, c.ask("county_hr", http.MethodGet, "/api/units?under=990101102000", nil).Body, `"level":"township"`)
	wrong := c.ask("county_hr", http.MethodPost, "/api/holders/import", []byte("单位代码,姓名,身份证号,残疾人证号\n990101102000,测试,1,2\n"))
	require.Contains(t, wrong.refused(422, "import.rows").Body, `"place":"row 2: 残疾人证号"`, "as it stands in the file")
	c.ask("county_hr", http.MethodPost, "/api/units/import", []byte("代码,名称,name,层级,上级代码\n")).refused(422, "sheet.twice")
}

func TestEveryWrongUnitIsTold(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	table := unitsHeading +
		"990101102000,丙镇,township,990101000000,,,,\n" + // right, and not imported
		"12,,parish,990101000000,-1,x,,maybe\n" +
		"990101102000,丙镇,township,990101000000,,,,\n" +
		"990101102201,丙一村,village,990101999000,,,,\n" +
		"990101103000,丁镇,township,990101104000,,,,\n" +
		"990101104000,戊镇,township,990101103000,,,,\n" +
		"990101105000,己镇,township,,,,,\n"
	var p struct {
		Code   string
		Title  string
		Errors []struct{ Code, Title, Place string }
	}
	c.ask("county_hr", http.MethodPost, "/api/units/import", []byte(table)).refused(422, "import.rows").into(&p)
	require.Contains(t, p.Title, "7行中有6行")
	var told []string
	for _, e := range p.Errors {
		require.NotEmpty(t, e.Title)
		told = append(told, e.Place+" "+e.Code)
	}
	require.Equal(t, []string{
		"row 3: name value.missing", "row 3: level import.level", "row 3: registered import.count", "row 3: villages import.count",
		"row 3: urban import.truth", "row 4: code import.twice", "row 5: parent import.parent",
		"row 6: parent import.ring", "row 7: parent import.ring", "row 8: parent value.missing"}, told)
	require.Equal(t, 4, strings.Count(c.ask("county_hr", http.MethodGet, "/api/units", nil).Body, `"code"`), "nothing was imported")

	c.ask("county_hr", http.MethodPost, "/api/units/import", []byte("code,name,level,shape\n")).refused(422, "import.column")
	c.ask("county_hr", http.MethodPost, "/api/units/import", []byte(unitsHeading)).refused(422, "import.empty")
	c.ask("county_hr", http.MethodPost, "/api/units/import", []byte("PK\x03\x04rubbish")).refused(422, "sheet.broken")
}

// register is a table of invented holders; wrong replaces rows by number, counted as a spreadsheet does.
func register(t *testing.T, rows int, wrong map[int][]string) [][]string {
	t.Helper()
	table := [][]string{{"unit", "name", "id_number", "certificate"}}
	for i := range rows {
		id, err := identity.NewRehearsalID(990101, 1960+i%40, time.Month(1+i%12), 1+i%28, i)
		require.NoError(t, err)
		row := []string{village, fmt.Sprintf("测试%d", i), id.Reveal(), id.Reveal() + fmt.Sprintf("%d%d", 1+i%7, 1+i%4)}
		if bad, is := wrong[i+2]; is {
			row = bad
		}
		table = append(table, row)
	}
	return table
}

func written(t *testing.T, table [][]string) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, csv.NewWriter(&b).WriteAll(table))
	return b.Bytes()
}

func asBook(t *testing.T, table [][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range table {
		require.NoError(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
	}
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	return b.Bytes()
}

func TestThreeBadRowsOfFiveHundred(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	good := register(t, 500, nil)
	bad := register(t, 500, map[int][]string{
		7:   {village, "测试", good[6][2], good[6][2] + "431"},          // 21 characters
		123: {"990101100299", "测试", good[122][2], good[122][3]},       // no such village
		401: {village, "", "11010119900101001X", good[400][2] + "90"}, // no name, checksum, category
	})
	want := []string{"row 7: certificate identity.certificate.twentyone", "row 123: unit import.unit",
		"row 401: name value.missing", "row 401: id_number identity.citizen.checksum", "row 401: certificate identity.certificate.category"}
	for form, data := range map[string][]byte{"csv": written(t, bad), "xlsx": asBook(t, bad)} {
		var p struct {
			Errors []struct{ Code, Place string }
		}
		refused := c.ask("county_hr", http.MethodPost, "/api/holders/import", data).refused(422, "import.rows")
		require.NotContains(t, refused.Body, good[400][2], "no number travels in a fault")
		refused.into(&p)
		var told []string
		for _, e := range p.Errors {
			told = append(told, e.Place+" "+e.Code)
		}
		require.Equal(t, want, told, form)
	}

	file := c.ask("county_hr", http.MethodPost, "/api/holders/import", written(t, bad), "Accept", "text/csv").must(422)
	require.Equal(t, "text/csv; charset=utf-8", file.Header.Get("Content-Type"))
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.Body, "\xef\xbb\xbf"))).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"row", "column", "code", "zh", "en"}, rows[0])
	require.Equal(t, []string{"7", "certificate", "identity.certificate.twentyone"}, rows[1][:3])
	require.Len(t, rows, 6)

	require.JSONEq(t, `{"read":500}`, c.ask("county_hr", http.MethodPost, "/api/holders/import", asBook(t, good), "Accept", "text/csv").must(200).Body,
		"nothing of the bad file was kept")
	c.ask("county_hr", http.MethodPost, "/api/holders/import", written(t, good[:3])).refused(422, "import.rows")
	c.ask("administrator", http.MethodPost, "/api/holders/import", written(t, good[:3])).refused(403, "forbidden")
}

func TestTheSameSheetUnderTheSameKeyIsImportedOnce(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	sheet := written(t, register(t, 5, nil))
	for range 2 {
		require.JSONEq(t, `{"read":5}`, c.ask("county_hr", http.MethodPost, "/api/holders/import", sheet, "Idempotency-Key", "k").must(200).Body)
	}
}

func TestRegulationFromDraftToAdopted(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	text, _ := library.Text("qingyuan-2018")
	var draft struct {
		ID, Status string
		Version    int
		Open       []struct{ Path, Zh, Ruler string }
		Lint       []struct{ Code string }
	}
	c.ask("county_director", http.MethodPost, "/api/regulations", dict{"text": text}).refused(403, "forbidden")
	c.ask("county_hr", http.MethodPost, "/api/regulations", dict{"text": text}).must(201).into(&draft)
	require.Equal(t, "qingyuan-2018", draft.ID)
	require.Equal(t, 1, draft.Version)
	require.Equal(t, "draft", draft.Status)
	require.NotEmpty(t, draft.Lint)
	require.NotEmpty(t, draft.Open)
	require.NotEmpty(t, draft.Open[0].Zh)
	c.ask("county_hr", http.MethodPost, "/api/regulations", dict{"text": text}).must(201).into(&draft)
	require.Equal(t, 1, draft.Version, "the same text is the same version")

	adopt := "/api/regulations/qingyuan-2018/1/adopt"
	c.ask("county_hr", http.MethodPost, adopt, nil).refused(403, "forbidden")
	for range 2 {
		require.Equal(t, "adopted", c.ask("county_director", http.MethodPost, adopt, nil).must(200).field("status"))
	}
	c.ask("county_director", http.MethodPost, "/api/regulations/qingyuan-2018/2/adopt", nil).refused(404, "unknown")
	require.Contains(t, c.ask("county_hr", http.MethodGet, "/api/regulations", nil).must(200).Body,
		`{"id":"qingyuan-2018","version":1,"status":"adopted","title":"`)
}

func TestBrokenRegulationSaysWhere(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	for name, text := range map[string]string{"one fault": "regulation: x\ntitle: 办法\nkeyy: 1\n", "several": "regulation: x\nkeyy: 1\nkind: 7\n"} {
		var p struct {
			Place  string
			Errors []struct{ Code, Title, Place string }
		}
		c.ask("county_hr", http.MethodPost, "/api/regulations", dict{"text": text}).must(422).into(&p)
		require.NotEmpty(t, p.Errors, name)
		require.Regexp(t, `^regulation:\d+:\d+$`, p.Errors[0].Place, name)
	}
	c.ask("", http.MethodPost, "/api/regulations", dict{"text": "x"}).refused(401, "store.session")
}

func TestLibraryIsOpenToAnyone(t *testing.T) {
	t.Parallel()
	c := staffed(t)
	var list struct{ Items []struct{ ID, Title string } }
	c.ask("", http.MethodGet, "/api/library", nil).must(200).into(&list)
	require.Len(t, list.Items, len(library.Names()))
	for _, item := range list.Items {
		require.NotEmpty(t, item.Title, item.ID)
		var text struct {
			Text    string
			Rulings []struct{ Path, Value, Ruler, Reason string }
		}
		c.ask("", http.MethodGet, "/api/library/"+item.ID, nil).must(200).into(&text)
		require.NotEmpty(t, text.Text)
		_, rehearsable := library.Rulings(item.ID)
		require.Equal(t, rehearsable, len(text.Rulings) > 0, item.ID)
	}
	c.ask("", http.MethodGet, "/api/library/nowhere", nil).refused(404, "trial.file")
}
