// Command verify knows how to verify a dossier from the file alone: no server, no database, no net. It may
// not know anything of the product but the form of a dossier, so that it stays small enough to be read.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"jinchu/policy/dossier"
	"jinchu/policy/fault"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run verifies one file; 0 it is whole, 1 it is not, 2 it was asked wrongly.
func run(args []string, out, told io.Writer) int {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	flags.SetOutput(told)
	key := flags.String("key", "", "`FILE` with the county's public key in PEM; without it the key in the dossier is taken")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if flags.NArg() != 1 {
		fmt.Fprintln(told, "verify [-key PUB] DOSSIER.zip")
		return 2
	}
	report, err := verify(flags.Arg(0), *key)
	if err != nil {
		for _, l := range []fault.Language{fault.Chinese, fault.English} {
			fmt.Fprintln(told, "✗", fault.Of(err).Told(l))
		}
		return 1
	}
	fmt.Fprint(out, report.Told(fault.Chinese), report.Told(fault.English))
	return 0
}

func verify(file, keyFile string) (dossier.Report, error) {
	archive, err := os.ReadFile(file)
	if err != nil {
		return dossier.Report{}, fault.New("dossier.file").At(file).Because(err)
	}
	if keyFile == "" {
		return dossier.Verify(archive, nil)
	}
	text, err := os.ReadFile(keyFile)
	if err != nil {
		return dossier.Report{}, fault.New("dossier.key").At(keyFile).Because(err)
	}
	key, err := dossier.ParseKey(text)
	if err != nil {
		return dossier.Report{}, err
	}
	return dossier.Verify(archive, &key)
}
