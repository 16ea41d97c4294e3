package documents

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/xuri/excelize/v2"

	"jinchu/policy/fault"
)

// The child is this same program, started with childEnv set; what it may cost stands in that variable.
const (
	childEnv  = "JINCHU_SHEET_CHILD"
	childTime = 30 * time.Second // a hundred thousand rows take about five
	childData = 512 << 20        // bytes of private memory the kernel grants the child
	childFail = 3                // exit code of a file the child refused; the fault code is on its error output
)

// Child runs the parser and exits if this process was started as the child of Read; otherwise it
// returns at once. It is the first line of every main and TestMain that reads spreadsheets.
func Child() {
	spec, is := os.LookupEnv(childEnv)
	if !is {
		return
	}
	if err := serveChild(spec); err != nil {
		fmt.Fprint(os.Stderr, fault.CodeOf(err))
		os.Exit(childFail)
	}
	os.Exit(0)
}

// serveChild bounds this process and turns the .xlsx on standard input into CSV on standard output.
func serveChild(spec string) error {
	limits, err := parseLimits(spec)
	if err != nil {
		return err
	}
	bound := syscall.Rlimit{Cur: childData, Max: childData}
	if err := syscall.Setrlimit(syscall.RLIMIT_DATA, &bound); err != nil {
		return err
	}
	data, err := io.ReadAll(io.LimitReader(os.Stdin, limits.Bytes+1))
	if err != nil {
		return err
	}
	return flatten(data, limits, os.Stdout)
}

// flatten writes the first sheet as CSV, streaming row by row.
func flatten(data []byte, limits Limits, out io.Writer) (err error) {
	defer func() {
		if r := recover(); r != nil { // the parser has been made to panic before (CVE-2026-107214)
			err = fault.New("sheet.broken").Because(fmt.Errorf("parser panic: %v", r))
		}
	}()
	book, err := excelize.OpenReader(bytes.NewReader(data),
		excelize.Options{UnzipSizeLimit: limits.Unzipped, UnzipXMLSizeLimit: limits.Unzipped / 4, RawCellValue: true})
	if err != nil {
		return fault.New("sheet.broken").Because(err)
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	names := book.GetSheetList()
	if len(names) == 0 {
		return fault.New("sheet.empty")
	}
	rows, err := book.Rows(names[0])
	if err != nil {
		return fault.New("sheet.broken").Because(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	return writeRows(rows, limits, csv.NewWriter(out))
}

// writeRows copies rows until the limit.
func writeRows(rows *excelize.Rows, limits Limits, w *csv.Writer) error {
	for n := 1; rows.Next(); n++ {
		if n > limits.Rows {
			return fault.New("sheet.rows", "rows", limits.Rows-1)
		}
		cells, err := rows.Columns()
		if err != nil {
			return fault.New("sheet.broken").Because(err)
		}
		if len(cells) == 0 {
			cells = []string{""}
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	if err := rows.Error(); err != nil {
		return fault.New("sheet.broken").Because(err)
	}
	w.Flush()
	return w.Error()
}

// unpack has the child turn an .xlsx into CSV.
func unpack(ctx context.Context, data []byte, limits Limits) ([]byte, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, childTime)
	defer cancel()
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = []string{childEnv + "=" + limits.spec(), "GOMEMLIMIT=" + strconv.Itoa(childData/2)}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(data), &out, &errs
	if err := cmd.Run(); err != nil {
		return nil, childFault(err, errs.String())
	}
	return out.Bytes(), nil
}

// childFault turns the child's end into a fault: its own word, or that it was ended for what it cost.
func childFault(err error, word string) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == childFail && fault.Known(word) {
		return fault.New(word, "rows", CountyLimits.Rows-1)
	}
	return fault.New("sheet.costly").Because(err)
}

func (l Limits) spec() string {
	return fmt.Sprintf("%d,%d,%d,%d", l.Bytes, l.Unzipped, l.Rows, l.Columns)
}

func parseLimits(spec string) (Limits, error) {
	var l Limits
	_, err := fmt.Sscanf(strings.TrimSpace(spec), "%d,%d,%d,%d", &l.Bytes, &l.Unzipped, &l.Rows, &l.Columns)
	return l, err
}
