package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
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
	List rulesList `cmd:"" help:"List the library's regulation files."`
	Show rulesShow `cmd:"" help:"Check a regulation file and show what it says."`
	Rank rulesRank `cmd:"" help:"Totals, ranks, ties and who is in, with the arithmetic of every row."`
}

// rulesList lists the library.
type rulesList struct{}

// Run prints one name a line.
func (rulesList) Run() error {
	for _, name := range library.Names() {
		fmt.Println(name)
	}
	return nil
}

// rulesShow checks one file.
type rulesShow struct {
	File string `arg:"" help:"A regulation file, or the name of a library file."`
}

// Run prints the regulation as the program reads it, as JSON; a wrong file is told with line and column.
func (c *rulesShow) Run() error {
	reg, err := openRules(c.File)
	if err != nil {
		return err
	}
	return printJSON(os.Stdout, reg)
}

// rulesRank is one trial.
type rulesRank struct {
	File       string         `arg:"" help:"A regulation file, or the name of a library file."`
	Applicants string         `required:"" placeholder:"CSV|XLSX" help:"Columns: ticket, post, path, exempt (parts joined by |)."`
	Scores     string         `required:"" placeholder:"CSV|XLSX" help:"Columns: ticket, written, skills, interview; absent for an absence."`
	Posts      map[string]int `required:"" placeholder:"POST=N;…" help:"Headcount of each post."`
	JSON       bool           `name:"json" help:"Print JSON instead of a table."`
}

// Run prints the ranking. A value the regulation leaves open, and on which the result hangs, ends it.
func (c *rulesRank) Run(ctx context.Context) error {
	reg, err := openRules(c.File)
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

// openRules reads a file of that name, else the library's, and compiles every condition in it.
func openRules(name string) (*regulation.Regulation, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		known, ok := library.Text(name)
		if !ok {
			return nil, fault.New("unknown", "what", "规则文件 rules file").At(name).Because(err)
		}
		text = []byte(known)
	}
	reg, err := language.Parse(filepath.Base(name), text)
	if err != nil {
		return nil, err
	}
	_, err = language.Compile(reg)
	return reg, err
}

func readTable(ctx context.Context, path string) (documents.Table, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return documents.Table{}, fault.New("unknown", "what", "表格 table").At(path).Because(err)
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
