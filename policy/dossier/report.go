package dossier

import (
	"fmt"
	"strings"

	"jinchu/policy/fault"
)

// Told is the report for people, one sentence a line.
func (r Report) Told(l fault.Language) string {
	lines := r.chinese()
	if l == fault.English {
		lines = r.english()
	}
	return strings.Join(lines, "\n") + "\n"
}

func (r Report) chinese() []string {
	all := []string{
		fmt.Sprintf("✓ 档案完好，没有任何一个字节被改动：%s（%s）%s %s，导出于%s。", r.CountyName, r.County, r.Kind, r.Case, r.Business),
		fmt.Sprintf("✓ 审计链%d条，共%d条记录；依据随附%d条，未随附%d条，依法销毁%d条。", len(r.Heads), r.Entries, r.Whole, r.Taken, r.Destroyed),
		fmt.Sprintf("✓ 全县的锚%d个，最后一个是第%d个，%s，%s；其后尚有%d条记录未锚定。", r.Anchors, r.Last.No, r.Last.Day, r.Last.Hash, r.Unanchored),
	}
	if r.Compared {
		return append(all, fmt.Sprintf("✓ 由给定的%s公钥签名，指纹%s。", r.Algorithm, r.Fingerprint))
	}
	return append(all, fmt.Sprintf("! 由档案自带的%s公钥签名，指纹%s。请与县残联公布的指纹核对，或用 --key 给出公钥。", r.Algorithm, r.Fingerprint))
}

func (r Report) english() []string {
	all := []string{
		fmt.Sprintf("✓ The dossier is whole, to the byte: %s (%s) %s %s, exported on %s.", r.CountyName, r.County, r.Kind, r.Case, r.Business),
		fmt.Sprintf("✓ %d chains with %d entries; the grounds of %d are enclosed, of %d withheld, of %d lawfully destroyed.", len(r.Heads), r.Entries, r.Whole, r.Taken, r.Destroyed),
		fmt.Sprintf("✓ %d anchors of the county, the last is no. %d of %s, %s; %d entries are newer than it.", r.Anchors, r.Last.No, r.Last.Day, r.Last.Hash, r.Unanchored),
	}
	if r.Compared {
		return append(all, fmt.Sprintf("✓ Signed with the %s key given, fingerprint %s.", r.Algorithm, r.Fingerprint))
	}
	return append(all, fmt.Sprintf("! Signed with the %s key in the dossier itself, fingerprint %s. Compare it with the one the county has made public, or give the key with --key.", r.Algorithm, r.Fingerprint))
}
