package main

import (
	"fmt"
	"os"

	"jinchu/api/trial"
	"jinchu/policy"
	"jinchu/policy/fault"
	"jinchu/policy/regulation/language"
)

// rulesLint holds a regulation against the law.
type rulesLint struct {
	source
	JSON bool `name:"json" help:"Print JSON."`
}

// Run prints each finding with the sentence of the law. An unlawful rule may be recorded and overridden
// by the role named, never silently applied; findings of severity error end with exit code 1.
func (c *rulesLint) Run() error {
	reg, err := c.open()
	if err != nil {
		return err
	}
	lines, err := policy.New(policy.Lines())
	if err != nil {
		return err
	}
	findings := trial.Lint(reg, lines)
	if c.JSON {
		if err := printJSON(os.Stdout, findings); err != nil {
			return err
		}
	}
	unlawful := 0
	for _, f := range findings {
		if f.Severity == language.Error {
			unlawful++
		}
		if !c.JSON {
			_, _ = fmt.Fprintf(os.Stdout, "%s  %s  %s%s\n    %s\n", f.Severity, f.Path, f.Law, f.Article, f.Chinese)
		}
	}
	if unlawful > 0 {
		return fault.New("trial.unlawful", "count", unlawful)
	}
	return nil
}

// rulesDiff compares two versions.
type rulesDiff struct {
	Old  string `arg:"" help:"The older file, or the name of a library file."`
	New  string `arg:"" help:"The newer one."`
	JSON bool   `name:"json" help:"Print JSON."`
}

// Run prints one change a line.
func (c *rulesDiff) Run() error {
	older, err := (&source{File: c.Old}).open()
	if err != nil {
		return err
	}
	newer, err := (&source{File: c.New}).open()
	if err != nil {
		return err
	}
	changes := language.Diff(older, newer)
	if c.JSON {
		return printJSON(os.Stdout, changes)
	}
	for _, change := range changes {
		_, _ = fmt.Fprintln(os.Stdout, change)
	}
	return nil
}
