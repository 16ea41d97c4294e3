package org_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jinchu/policy/fault"
	"jinchu/policy/org"
)

// national opens the list of the whole country.
func national(t *testing.T) org.Divisions {
	t.Helper()
	return org.Divisions{Provinces: unzipped(t, "provinces"), Cities: unzipped(t, "cities"),
		Areas: unzipped(t, "areas"), Streets: unzipped(t, "streets")}
}

func unzipped(t *testing.T, name string) io.Reader {
	t.Helper()
	packed, err := os.ReadFile(filepath.Join("testdata", "divisions", name+".csv.gz"))
	require.NoError(t, err)
	r, err := gzip.NewReader(bytes.NewReader(packed))
	require.NoError(t, err)
	return r
}

func country(t *testing.T) *org.Tree {
	t.Helper()
	units, _, err := org.ReadDivisions(national(t), "")
	require.NoError(t, err)
	register, err := org.NewRegister(units)
	require.NoError(t, err)
	return register.On("2024-01-02")
}

func TestWholeCountry(t *testing.T) {
	t.Parallel()
	began := time.Now()
	units, remarks, err := org.ReadDivisions(national(t), "2023-06-30")
	require.NoError(t, err)
	register, err := org.NewRegister(units)
	require.NoError(t, err)
	tree := register.On("2024-01-02")
	require.Less(t, time.Since(began), time.Minute, "the import of 41,352 township rows")

	kinds := map[org.Kind]int{}
	for _, u := range units {
		kinds[u.Kind]++
	}
	require.Equal(t, map[org.Kind]int{org.KindProvince: 31, org.KindPrefecture: 333, org.KindCounty: 2975,
		org.Street: 9066, org.Town: 21377, org.Rural: 8198, org.Quasi: 2710}, kinds)
	reasons := map[org.Why]int{}
	for _, r := range remarks {
		reasons[r.Why]++
	}
	require.Equal(t, map[org.Why]int{org.Grouping: 9, org.Repeated: 4}, reasons, "41,351 townships and 金门县 make 41,352 rows")
	require.Equal(t, len(units), tree.Len())
	require.Len(t, tree.Roots(), 31)
	require.Zero(t, register.On("2023-06-29").Len(), "the day before, nothing")
}

func TestAnySubtreeListsInTime(t *testing.T) {
	t.Parallel()
	tree := country(t)
	total, slowest := 0, time.Duration(0)
	for _, root := range tree.Roots() {
		best := time.Hour // of three, so that a busy machine is not taken for a slow tree
		for range 3 {
			began := time.Now()
			require.NotEmpty(t, tree.Subtree(root.Code))
			best = min(best, time.Since(began))
		}
		slowest = max(slowest, best)
		total += len(tree.Subtree(root.Code))
	}
	require.Equal(t, tree.Len(), total)
	require.Less(t, slowest, 50*time.Millisecond)
}

func TestPlacesThatAreSpecial(t *testing.T) {
	t.Parallel()
	tree := country(t)
	for name, c := range map[string]struct {
		code org.Code
		path string
		kind org.Kind
	}{
		"QY18: an ordinary town, four levels deep": {"331126102000", "浙江省/丽水市/庆元县/竹口镇", org.Town},
		"i.44: Dongguan has no counties":           {"441900101000", "广东省/东莞市/石碣镇", org.Town},
		"i.44: Zhongshan has no counties":          {"442000116000", "广东省/中山市/大涌镇", org.Town},
		"i.44: Danzhou has no counties":            {"460400100000", "海南省/儋州市/那大镇", org.Town},
		"a county directly under the province":     {"429004000000", "湖北省/仙桃市", org.KindCounty},
		"a district of a municipality":             {"110101001000", "北京市/东城区/东华门街道", org.Street},
		"a county of 重庆, grouped as 5002":          {"500229000000", "重庆市/城口县", org.KindCounty},
		"Kinmen: its township row is the county":   {"350527000000", "福建省/泉州市/金门县", org.KindCounty},
	} {
		u, ok := tree.Unit(c.code)
		require.True(t, ok, name)
		require.Equal(t, c.path, tree.Path(c.code), name)
		require.Equal(t, c.kind, u.Kind, name)
	}
	require.Empty(t, tree.Children("350527000000"), "nothing is known below Kinmen")
	require.Len(t, tree.Subtree("350527000000"), 1)
}

const (
	provinces = "code,name\n33,浙江省\n"
	cities    = "code,name,provinceCode\n3311,丽水市,33\n"
	areas     = "code,name,cityCode,provinceCode\n331126,庆元县,3311,33\n"
	streets   = "code,name,areaCode\n331126100,黄田镇,331126\n"
)

func TestReadDivisionsRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ p, c, a, s, code, place string }{
		"empty file":               {"", cities, areas, streets, "org.divisions.file", "provinces.csv"},
		"heading in Chinese":       {"代码,名称\n33,浙江省\n", cities, areas, streets, "org.divisions.columns", "provinces.csv"},
		"no parent column":         {provinces, "code,name\n3311,丽水市\n", areas, streets, "org.divisions.columns", "cities.csv"},
		"a row too short":          {provinces, cities, areas + "331127\n", streets, "org.divisions.file", "areas.csv"},
		"code of another level":    {provinces, cities, areas + "331127001,某街道,3311,33\n", streets, "org.code", "areas.csv:3"},
		"code with a letter":       {provinces, cities, areas, streets + "33112610O,某镇,331126\n", "org.code", "streets.csv:3"},
		"twice":                    {provinces, cities, areas, streets + "331126100,黄田镇,331126\n", "org.divisions.twice", "streets.csv:3"},
		"parent missing":           {provinces, cities, areas, streets + "331127100,某镇,331127\n", "org.divisions.orphan", "streets.csv:3"},
		"parent empty":             {provinces, cities, areas, streets + "331126101,某镇,\n", "org.divisions.orphan", "streets.csv:3"},
		"no name":                  {provinces, cities, areas, streets + "331126101, ,331126\n", "org.name", "streets.csv:3"},
		"unassigned range":         {provinces, cities, areas, streets + "331126700,某单位,331126\n", "org.kind", "streets.csv:3"},
		"000 under another name":   {provinces, cities, areas, streets + "331126000,某镇,331126\n", "org.divisions.name", "streets.csv:3"},
		"a quote that never ends":  {provinces, cities, areas, streets + "331126101,\"某镇,331126\n", "org.divisions.file", "streets.csv"},
		"GBK instead of UTF-8 top": {"\xb4\xfa\xc2\xeb,\xc3\xfb\n", cities, areas, streets, "org.divisions.columns", "provinces.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			units, _, err := org.ReadDivisions(files(c.p, c.c, c.a, c.s), "")
			require.Equal(t, c.code, fault.CodeOf(err))
			require.Equal(t, c.place, fault.Of(err).Place)
			require.Nil(t, units, "all or nothing")
		})
	}
}

func TestReadDivisionsTakesMarkAndDay(t *testing.T) {
	t.Parallel()
	units, remarks, err := org.ReadDivisions(files("\ufeff"+provinces, cities, areas, streets), "2023-06-30")
	require.NoError(t, err)
	require.Len(t, units, 4)
	require.Empty(t, remarks)
	require.Equal(t, org.Unit{Code: "331126100000", Name: "黄田镇", Kind: org.Town, From: "2023-06-30"}, units[3])
	_, _, err = org.ReadDivisions(files(provinces, cities, areas, streets), "30.6.2023")
	require.Equal(t, "org.day", fault.CodeOf(err))
	_, _, err = org.ReadDivisions(org.Divisions{}, "")
	require.Equal(t, "org.divisions.file", fault.CodeOf(err))
}

func files(p, c, a, s string) org.Divisions {
	return org.Divisions{Provinces: strings.NewReader(p), Cities: strings.NewReader(c),
		Areas: strings.NewReader(a), Streets: strings.NewReader(s)}
}
