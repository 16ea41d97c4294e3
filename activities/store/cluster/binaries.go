package cluster

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"sort"
	"strconv"

	"jinchu/policy/fault"
)

// suite is one installed PostgreSQL: the folder with postgres and initdb, and its release.
type suite struct {
	bin   string
	major int
}

func (s suite) tool(name string) string { return filepath.Join(s.bin, name) }

// installed lists the usable suites, newest first: on PATH, and where Debian, Red Hat and
// Homebrew put them.
func installed() []suite {
	places := []string{}
	if onPath, err := exec.LookPath("postgres"); err == nil {
		if real, err := filepath.EvalSymlinks(onPath); err == nil {
			places = append(places, filepath.Dir(real))
		}
	}
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin",
		"/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin",
		"/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
	} {
		found, _ := filepath.Glob(pattern)
		places = append(places, found...)
	}
	return suitesIn(places)
}

func suitesIn(places []string) []suite {
	var all []suite
	seen := map[string]bool{}
	for _, bin := range places {
		if seen[bin] {
			continue
		}
		seen[bin] = true
		if major := majorOf(bin); major > 0 {
			all = append(all, suite{bin: bin, major: major})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].major > all[j].major })
	return all
}

var release = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// majorOf asks the program itself; 0 means that the folder holds no complete suite.
func majorOf(bin string) int {
	if _, err := os.Stat(filepath.Join(bin, "initdb")); err != nil {
		return 0
	}
	out, err := exec.Command(filepath.Join(bin, "postgres"), "--version").Output()
	if err != nil {
		return 0
	}
	m := release.FindSubmatch(out)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}

// choose picks the suite for a data folder: the release that made it, or for a new one
// (made = 0) the newest.
func choose(all []suite, made int) (suite, error) {
	if len(all) == 0 {
		return suite{}, fault.New("local.postgres.missing", "system", runtime.GOOS)
	}
	if made == 0 {
		if all[0].major < OldestMajor {
			return suite{}, fault.New("local.postgres.old", "found", all[0].major, "oldest", OldestMajor)
		}
		return all[0], nil
	}
	for _, s := range all {
		if s.major == made {
			return s, nil
		}
	}
	return suite{}, fault.New("local.postgres.version", "made", made, "found", all[0].major)
}
