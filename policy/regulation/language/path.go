package language

import (
	"fmt"
	"strconv"
	"strings"
)

// join adds a key to a path.
func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// at adds an index to a path.
func at(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

// parentPath drops the last key or index.
func parentPath(path string) string {
	dot, bracket := strings.LastIndex(path, "."), strings.LastIndex(path, "[")
	return path[:max(dot, bracket, 0)]
}

func placeText(file string, p place) string {
	return fmt.Sprintf("%s:%d:%d", file, p.line, p.column)
}

// near finds the known word that was probably meant, or "".
func near(word string, known []string) string {
	best, distance := "", max(2, len(word)/3)+1
	for _, k := range known {
		if d := edits(word, k); d < distance {
			best, distance = k, d
		}
	}
	return best
}

// edits is the Levenshtein distance.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			diagonal, row[j] = row[j], min(row[j]+1, row[j-1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}

// instead is the sentence part that says what to write: the nearest word, or all words.
func instead(word string, known []string) string {
	if n := near(word, known); n != "" {
		return n
	}
	return strings.Join(known, " | ")
}

// ordinal counts from one for people.
func ordinal(index string) string {
	if i, err := strconv.Atoi(index); err == nil {
		return strconv.Itoa(i + 1)
	}
	return index
}
