package documents_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"jinchu/activities/documents"
	"jinchu/policy/fault"
)

// TestMain lets this test program serve as the parser's child process.
func TestMain(m *testing.M) {
	documents.Child()
	os.Exit(m.Run())
}

var small = documents.Limits{Bytes: 8 << 20, Unzipped: 16 << 20, Rows: 1_000, Columns: 4}

// book makes an .xlsx of rows; a nil row is left empty.
func book(t *testing.T, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		require.NoError(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
	}
	var out bytes.Buffer
	require.NoError(t, f.Write(&out))
	return out.Bytes()
}

func TestReadGivesRowsAsASpreadsheetNumbersThem(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{
		"CSV with byte order mark, an empty line and a cell of two lines": []byte("\xef\xbb\xbf准考证, 笔试\nT01,\"71.50\n\"\n\nT02 , 60\n"),
		"xlsx with an empty row, whatever its name":                       book(t, []any{"准考证", "笔试"}, []any{"T01", "71.50"}, nil, []any{"T02 ", "60"}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			table, err := documents.Read(t.Context(), data, small)
			require.NoError(t, err)
			require.Equal(t, []string{"准考证", "笔试"}, table.Columns)
			require.Equal(t, []documents.Row{
				{Number: 2, Cells: map[string]string{"准考证": "T01", "笔试": "71.50"}},
				{Number: 4, Cells: map[string]string{"准考证": "T02", "笔试": "60"}},
			}, table.Rows)
		})
	}
}

func TestReadRefusesWithASentence(t *testing.T) {
	t.Parallel()
	many := "a\n" + strings.Repeat("1\n", 1_000)
	rows := [][]any{{"a"}}
	for range 1_000 {
		rows = append(rows, []any{"1"})
	}
	for code, data := range map[string][]byte{
		"sheet.large":    bytes.Repeat([]byte("a"), 8<<20+1),
		"sheet.encoding": {'a', '\n', 0xc4, 0xe3},
		"sheet.empty":    nil,
		"sheet.broken":   []byte("PK\x03\x04 this is no archive"),
		"sheet.rows":     []byte(many),
		"sheet.wide":     []byte("a,b\n1,2,3\n"),
		"sheet.columns":  []byte("a,b,c,d,e\n"),
		"sheet.heading":  []byte("a,,c\n"),
		"sheet.twice":    []byte("a,b,a\n"),
	} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			_, err := documents.Read(t.Context(), data, small)
			require.Equal(t, code, fault.CodeOf(err))
			require.NotContains(t, fault.Of(err).Sentence(fault.Chinese), "{")
			require.NotContains(t, fault.Of(err).Sentence(fault.English), "{")
		})
	}
	t.Run("sheet.rows from the child", func(t *testing.T) {
		t.Parallel()
		_, err := documents.Read(t.Context(), book(t, rows...), small)
		require.Equal(t, "sheet.rows", fault.CodeOf(err))
	})
}

// A small archive that unpacks to far more than the limit is refused in the child; this process
// neither unpacks it nor dies of it.
func TestReadRefusesAZipBomb(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for _, part := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		w, err := z.Create(part)
		require.NoError(t, err)
		for range 64 {
			_, err = w.Write(bytes.Repeat([]byte("<row/>"), 200_000))
			require.NoError(t, err)
		}
	}
	require.NoError(t, z.Close())
	require.Less(t, int64(file.Len()), small.Bytes)

	_, err := documents.Read(t.Context(), file.Bytes(), small)
	require.Contains(t, []string{"sheet.broken", "sheet.costly"}, fault.CodeOf(err))
}

func FuzzReadNeverPanics(f *testing.F) {
	f.Add([]byte("a,b\n1,2\n"))
	f.Add([]byte("\xef\xbb\xbfa\n\"1\n2\"\n\n3\n"))
	f.Add([]byte("\"a\n1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
			return // would start a process per input
		}
		table, err := documents.Read(t.Context(), data, small)
		if err == nil {
			for i, row := range table.Rows {
				require.Greater(t, row.Number, 1)
				require.True(t, i == 0 || row.Number > table.Rows[i-1].Number)
			}
		}
	})
}
