package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"jinchu/activities/documents"
	"jinchu/api/trial"
	"jinchu/policy/fault"
	"jinchu/policy/regulation"
	"jinchu/policy/regulation/language"
	"jinchu/policy/regulation/library"
)

// rules are the commands of trial calculation (试算). They need no server.
type rules struct {
	List  rulesList  `cmd:"" help:"List the library's regulation files."`
	Show  rulesShow  `cmd:"" help:"Check a regulation file and show what it says."`
	Lint  rulesLint  `cmd:"" help:"Hold the file against national law, with article and who may override; exit 1 on errors."`
	Diff  rulesDiff  `cmd:"" help:"What changed between two versions, in words."`
	Open  rulesOpen  `cmd:"" help:"List what a recruitment needs and the file leaves open, and who may rule."`
	Check rulesCheck `cmd:"" help:"Who may apply, with the reasons per person."`
	Quota rulesQuota `cmd:"" help:"Posts per unit."`
	Words rulesWords `cmd:"" help:"List the vocabulary: the columns of tables and the words of conditions."`
	Rank  rulesRank  `cmd:"" help:"Totals, ranks, ties and who is in, with the arithmetic of every row."`
}

// source is the regulation of a command: a file or library name, with rulings on what it leaves open.
type source struct {
	File    string `arg:"" help:"A regulation file, or the name of a library file."`
	Rulings string `placeholder:"FILE" help:"A file of rulings on what the regulation leaves open; \"library\" takes those invented for rehearsal."`
}

// rulesList lists the library.
type rulesList struct{}

// Run prints one name a line.
func (rulesList) Run() error {
	for _, name := range library.Names() {
		_, _ = fmt.Fprintln(os.Stdout, name)
	}
	return nil
}

// rulesShow checks one file.
type rulesShow struct {
	source
	JSON   bool `name:"json" help:"Print what the program reads as JSON."`
	Schema bool `help:"Print the JSON Schema for editors instead."`
}

// Run prints the regulation in Chinese sentences; a wrong file is told with line and column.
func (c *rulesShow) Run() error {
	reg, err := c.open()
	switch {
	case err != nil:
		return err
	case c.Schema:
		_, err = os.Stdout.Write(language.Schema())
		return err
	case c.JSON:
		return printJSON(os.Stdout, reg)
	}
	for _, sentence := range language.Sentences(reg) {
		_, _ = fmt.Fprintln(os.Stdout, sentence)
	}
	return nil
}

// rulesRank is one trial.
type rulesRank struct {
	source
	Applicants string         `required:"" placeholder:"CSV|XLSX" help:"Columns: ticket, post, path, exempt (parts joined by |)."`
	Scores     string         `required:"" placeholder:"CSV|XLSX" help:"Columns: ticket, written, skills, interview; absent for an absence."`
	Posts      map[string]int `required:"" placeholder:"POST=N;…" help:"Headcount of each post."`
	JSON       bool           `name:"json" help:"Print JSON instead of a table."`
}

// Run prints the ranking. A value the regulation leaves open, and on which the result hangs, ends it.
func (c *rulesRank) Run(ctx context.Context) error {
	reg, err := c.open()
	if err != nil {
		return err
	}
	applicants, err := readTable(ctx, c.Applicants)
	if err != nil {
		return err
	}
	scores, err := readTable(ctx, c.Scores)
	if err != nil {
		return err
	}
	ranking, err := trial.Rank(reg, applicants, scores, c.Posts)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(os.Stdout, ranking)
	}
	return printRanking(os.Stdout, ranking)
}

// rulesOpen lists open values.
type rulesOpen struct{ source }

// Run prints one open value a line: where a ruling goes, what it is, who may rule.
func (c *rulesOpen) Run() error {
	reg, err := c.open()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	for _, o := range language.Unspecified(reg) {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\n", o.Path, o.Chinese, o.Ruler)
	}
	return w.Flush()
}

// rulesWords lists the vocabulary.
type rulesWords struct{}

// Run prints one word a line with its type and its Chinese name.
func (rulesWords) Run() error {
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	for _, word := range language.Vocabulary() {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\n", word.Name, word.Type, word.Chinese)
	}
	return w.Flush()
}

// rulesCheck is eligibility.
type rulesCheck struct {
	source
	Applicants string `required:"" placeholder:"CSV|XLSX" help:"Columns: ticket, path, and words of the vocabulary."`
	JSON       bool   `name:"json" help:"Print JSON instead of a table."`
}

// Run prints each applicant's verdict with the rules that led to it.
func (c *rulesCheck) Run(ctx context.Context) error {
	reg, err := c.open()
	if err != nil {
		return err
	}
	applicants, err := readTable(ctx, c.Applicants)
	if err != nil {
		return err
	}
	checked, err := trial.Check(reg, applicants)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(os.Stdout, checked)
	}
	for _, one := range checked {
		_, _ = fmt.Fprintf(os.Stdout, "%s  %s  %s\n", one.Ticket, one.Path, verdicts[one.Verdict])
		for _, r := range one.Reasons {
			_, _ = fmt.Fprintln(os.Stdout, "    "+r.Chinese())
		}
	}
	return nil
}

var verdicts = map[regulation.Verdict]string{regulation.Yes: "符合", regulation.No: "不符合（待具名决定）", regulation.CannotTell: "无法判断"}

// rulesQuota is posts per unit.
type rulesQuota struct {
	source
	Units string `required:"" placeholder:"CSV|XLSX" help:"Columns: unit, and words of the vocabulary (unit.level, unit.registered)."`
	JSON  bool   `name:"json" help:"Print JSON instead of a table."`
}

// Run prints each unit's posts, or why they cannot be told.
func (c *rulesQuota) Run(ctx context.Context) error {
	reg, err := c.open()
	if err != nil {
		return err
	}
	units, err := readTable(ctx, c.Units)
	if err != nil {
		return err
	}
	quota, err := trial.Quota(reg, units)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(os.Stdout, quota)
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	for _, q := range quota {
		posts := "?"
		if q.Posts != nil {
			posts = fmt.Sprint(*q.Posts)
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", q.Unit, q.Class, posts, q.Reason)
	}
	return w.Flush()
}

// open reads the regulation and the rulings on it.
func (c *source) open() (*regulation.Regulation, error) {
	text, err := fileOr(c.File, library.Text)
	if err != nil {
		return nil, err
	}
	var rulings []byte
	if c.Rulings != "" {
		if rulings, err = fileOr(c.Rulings, c.libraryRulings); err != nil {
			return nil, err
		}
	}
	return trial.Open(filepath.Base(c.File), text, rulings)
}

// libraryRulings are those invented for rehearsal, asked for by the word "library".
func (c *source) libraryRulings(word string) (string, bool) {
	if word != "library" {
		return "", false
	}
	return library.Rulings(strings.TrimSuffix(filepath.Base(c.File), ".yaml"))
}

// fileOr reads a file of that name, else what the library has under it.
func fileOr(name string, known func(string) (string, bool)) ([]byte, error) {
	text, err := os.ReadFile(name)
	if err == nil {
		return text, nil
	}
	if stored, ok := known(name); ok {
		return []byte(stored), nil
	}
	return nil, fault.New("trial.file").At(name).Because(err)
}

func readTable(ctx context.Context, path string) (documents.Table, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return documents.Table{}, fault.New("trial.file").At(path).Because(err)
	}
	return documents.Read(ctx, data, documents.CountyLimits)
}

func printJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// printRanking shows the table an officer compares by hand.
func printRanking(out io.Writer, r trial.Ranking) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "岗位\t名次\t准考证\t类别\t总成绩\t入围\t算式 / 理由")
	for _, row := range r.Rows {
		rank, total, in := "", "", ""
		if row.Rank > 0 {
			rank = fmt.Sprint(row.Rank)
		}
		if row.Total != nil {
			total = row.Total.String()
		}
		if row.In {
			in = "是"
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", row.Post, rank, row.Ticket, row.Path, total, in, reasons(row))
	}
	return w.Flush()
}

// reasons joins the arithmetic, what broke a tie, and why somebody did not go on.
func reasons(row trial.Row) string {
	text := row.Arithmetic
	if row.Tie != "" {
		text += "；" + row.Tie
	}
	for _, why := range row.Why {
		text += why
	}
	return text
}
