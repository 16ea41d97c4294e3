package rehearsal

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Entry is one line of the player's log: what it did and what it was answered. It names people by their number
// in the rehearsal alone.
type Entry struct {
	Date    string `json:"date"` // business date
	Role    string `json:"role,omitempty"`
	Person  string `json:"person,omitempty"` // opaque key of who acted
	Case    string `json:"case,omitempty"`
	Number  int    `json:"number,omitempty"` // of the applicant
	Act     string `json:"act"`
	Seen    int    `json:"seen,omitempty"`
	Key     string `json:"key,omitempty"`
	Status  int    `json:"status,omitempty"`
	Code    string `json:"code,omitempty"`   // of a refusal
	Answer  string `json:"answer,omitempty"` // digest of what was answered
	Try     string `json:"try,omitempty"`    // a wrong input that must be refused
	Wants   []int  `json:"wants,omitempty"`  // statuses that refuse it rightly
	Again   bool   `json:"again,omitempty"`  // the same act with the same key
	Stage   string `json:"stage,omitempty"`  // a stage of the cycle begins
	Label   string `json:"label,omitempty"`
	Refused bool   `json:"refused,omitempty"`
	Word    string `json:"word,omitempty"`    // line of the script
	Wanted  string `json:"wanted,omitempty"`  // of a line: the code it must be refused with
	Told    bool   `json:"told,omitempty"`    // of a refused line: it said why, in both languages
	Offered bool   `json:"offered,omitempty"` // of a line: it was among what was offered
	Rival   bool   `json:"rival,omitempty"`   // of a line: another said it first
	Seat    string `json:"seat,omitempty"`    // of a line: the seat it is about
	Step    int    `json:"step,omitempty"`    // of the route, before a clock was waited for
	Waits   int    `json:"waits,omitempty"`   // of a watch: seats that are waited for,
	Empty   int    `json:"empty,omitempty"`   // those nobody can fill,
	Clocks  int    `json:"clocks,omitempty"`  // and clocks that run
	Leak    bool   `json:"leak,omitempty"`    // what was answered shows somebody's name or number
}

// journal keeps the entries, and a file of them that a later start takes up.
type journal struct {
	entries []Entry
	file    *os.File
}

// openLog takes up the log at the path, or begins one; "" keeps it in memory alone.
func openLog(path string) (*journal, error) {
	j := &journal{}
	if path == "" {
		return j, nil
	}
	if err := j.takeUp(path); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("log of the rehearsal: %w", err)
	}
	j.file = file
	_, err = file.WriteString("\n") // after a line that a kill cut off
	return j, err
}

// takeUp reads what an earlier start wrote; a last line cut off by a kill is passed over.
func (j *journal) takeUp(path string) error {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("log of the rehearsal: %w", err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var e Entry
		if json.Unmarshal(lines.Bytes(), &e) == nil {
			j.entries = append(j.entries, e)
		}
	}
	return nil
}

// add writes an entry; a disk that is full ends nothing.
func (j *journal) add(e Entry) {
	j.entries = append(j.entries, e)
	if j.file == nil {
		return
	}
	if line, err := json.Marshal(e); err == nil {
		_, _ = j.file.Write(append(line, '\n'))
	}
}

func (j *journal) close() {
	if j.file != nil {
		_ = j.file.Close()
	}
}
