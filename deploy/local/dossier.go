package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"jinchu/activities/record"
	"jinchu/activities/store"
	"jinchu/api/server"
	"jinchu/deploy/local/steps"
	"jinchu/policy"
	"jinchu/policy/dossier"
	"jinchu/policy/fault"
)

// dossiers are the commands about dossiers (档案).
type dossiers struct {
	Export dossierExport `cmd:"" help:"Write everything about a case into one signed archive."`
	Verify dossierVerify `cmd:"" help:"Verify an archive, offline; exit 1 if anything in it was changed."`
	Key    dossierKey    `cmd:"" help:"Print the county's public keys."`
}

// dossierExport writes a dossier.
type dossierExport struct {
	onRecord
	Case      string `arg:"" help:"A cycle or an application, by its ID."`
	To        string `required:"" placeholder:"FILE" help:"Where the archive goes; an existing file is left alone."`
	Whole     bool   `help:"With what is sealed, names and numbers too; never what objections rested on. Without it, as an auditor may see it."`
	Signature string `default:"ed25519" enum:"ed25519,sm2" help:"Way of signing: ed25519 or sm2."`
}

// Run exports under roles, not under a person: who has this machine and its keys is noted as the machine.
func (c *dossierExport) Run(ctx context.Context) error {
	roles := []policy.Role{policy.Auditor}
	if c.Whole {
		roles = append(roles, policy.CountyHR, policy.CountyDirector, policy.DisciplineOffice)
	}
	return c.with(ctx, func(_ *store.Store, d *record.Desk) error {
		f, err := d.Dossier(ctx, record.AtTheMachine(roles...), c.Case, record.DossierWish{Algorithm: c.Signature, Program: server.Version(), At: time.Now()})
		if err != nil {
			return err
		}
		if err := fresh(c.To, f.Archive); err != nil {
			return err
		}
		report, err := dossier.Verify(f.Archive, nil)
		fmt.Print(report.Told(steps.Language()))
		return err
	})
}

// fresh writes a file that is not there yet, for its owner alone.
func fresh(file string, content []byte) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fault.New("local.file", "file", file).Because(err)
	}
	_, err = f.Write(content)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fault.New("local.folder", "folder", filepath.Dir(file)).Because(err)
	}
	return nil
}

// dossierVerify verifies one.
type dossierVerify struct {
	File string `arg:"" help:"The archive."`
	Key  string `placeholder:"PUB" help:"The county's public key in PEM. Without it the key in the archive is taken, and its fingerprint must be compared by eye."`
}

// Run needs neither a server nor a database.
func (c *dossierVerify) Run() error {
	archive, err := os.ReadFile(c.File)
	if err != nil {
		return fault.New("dossier.file").At(c.File).Because(err)
	}
	key, err := keyIn(c.Key)
	if err != nil {
		return err
	}
	report, err := dossier.Verify(archive, key)
	if err != nil {
		return err
	}
	fmt.Print(report.Told(steps.Language()))
	return nil
}

func keyIn(file string) (*dossier.Key, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fault.New("dossier.key").At(file).Because(err)
	}
	key, err := dossier.ParseKey(text)
	return &key, err
}

// dossierKey prints public keys.
type dossierKey struct{ onRecord }

// Run prints algorithm, fingerprint and PEM of each.
func (c *dossierKey) Run(ctx context.Context) error {
	return c.with(ctx, func(s *store.Store, _ *record.Desk) error {
		return s.Read(ctx, func(t store.Tx) error {
			keys, err := t.CountyKeys(ctx)
			for _, k := range keys {
				fmt.Printf("%s %s\n%s", k.Algorithm, k.Fingerprint, k.PEM)
			}
			return err
		})
	})
}

// audits are the commands about the audit (审计).
type audits struct {
	Verify auditVerify `cmd:"" help:"Recompute all chains and anchors; names each entry that does not fit, and exits with 1."`
	Anchor auditAnchor `cmd:"" help:"Add a link to the county's chain now. The running program does so once a day."`
}

// auditVerify goes through the record.
type auditVerify struct {
	onRecord
	Case string `placeholder:"ID" help:"This case and the anchors alone."`
}

// Run prints what was found; the sentence of each fault says which part of the entry it is.
func (c *auditVerify) Run(ctx context.Context) error {
	return c.with(ctx, func(s *store.Store, _ *record.Desk) error {
		began := time.Now()
		v, err := s.VerifyAudit(ctx, c.Case)
		if err != nil {
			return err
		}
		for _, b := range v.Broken {
			f := fault.New("store.audit.broken", "no", b.No, "why", b.Why).At(b.Case)
			if b.Case == "" {
				f = fault.New("dossier.anchor", "no", b.No, "why", b.Why)
			}
			fmt.Println("✗ " + f.Told(steps.Language()))
		}
		fmt.Println(steps.Word(
			fmt.Sprintf("案卷%d件，记录%d条（依据%d条，依法销毁%d条），锚%d个，用时%.1f秒。", v.Cases, v.Entries, v.Payloads, v.Destroyed, v.Anchors, time.Since(began).Seconds()),
			fmt.Sprintf("%d cases, %d entries (%d grounds, %d lawfully destroyed), %d anchors, in %.1f s.", v.Cases, v.Entries, v.Payloads, v.Destroyed, v.Anchors, time.Since(began).Seconds())))
		if len(v.Broken) > 0 {
			return fault.New("local.audit.broken", "count", len(v.Broken))
		}
		return nil
	})
}

// auditAnchor anchors at once.
type auditAnchor struct{ onRecord }

// Run prints the new link: whoever keeps a copy can show later that nothing before it was changed.
func (c *auditAnchor) Run(ctx context.Context) error {
	return c.with(ctx, func(s *store.Store, _ *record.Desk) error {
		a, made, err := s.Anchor(ctx, true)
		if err == nil && !made {
			err = fault.New("busy")
		}
		if err == nil {
			fmt.Println(a.No, a.Day, a.Count, a.Hash)
		}
		return err
	})
}
