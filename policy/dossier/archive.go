package dossier

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math"
	"slices"
	"strings"

	"jinchu/policy/fault"
)

// File is one file of an archive.
type File struct {
	Name string // letters, digits, and . _ - / between them
	Data []byte
}

// Signatures and fixed fields of the ZIP format (APPNOTE 4.3). Only one way of writing is ours: files
// stored as they are, in the order of their names, dated 1980-01-01, without comments and extra fields.
// So the bytes of an archive follow from its files, and a byte that does not is found.
const (
	localSignature   = 0x04034b50
	centralSignature = 0x02014b50
	endSignature     = 0x06054b50
	zipVersion       = 20
	zipDate          = 0x0021
	localSize        = 30
)

// Pack writes an archive. Faults: dossier.name, dossier.large.
func Pack(files []File) ([]byte, error) {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	if len(files) > math.MaxUint16 {
		return nil, fault.New("dossier.large")
	}
	var local, central []byte
	for i, f := range files {
		if !named(f.Name) || i > 0 && f.Name == files[i-1].Name {
			return nil, fault.New("dossier.name").At(f.Name)
		}
		if uint64(len(local))+uint64(len(f.Data))+uint64(len(central))+math.MaxUint16 > math.MaxUint32 {
			return nil, fault.New("dossier.large")
		}
		entry, at := described(f), uint32(len(local))
		local = binary.LittleEndian.AppendUint32(local, localSignature)
		local = append(append(append(local, entry...), f.Name...), f.Data...)
		central = binary.LittleEndian.AppendUint32(central, centralSignature)
		central = binary.LittleEndian.AppendUint16(central, zipVersion)
		central = append(append(central, entry...), make([]byte, 10)...) // no comment, first disk, no attributes
		central = append(binary.LittleEndian.AppendUint32(central, at), f.Name...)
	}
	at := uint32(len(local))
	return slices.Concat(local, central, ended(len(files), len(central), at)), nil
}

// described is what local and central header say alike, from the version needed to the extra length.
func described(f File) []byte {
	b := binary.LittleEndian.AppendUint16(nil, zipVersion)
	b = append(b, 0, 0, 0, 0, 0, 0) // no flags, stored, midnight
	b = binary.LittleEndian.AppendUint16(b, zipDate)
	b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(f.Data))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(f.Data)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(f.Data)))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(f.Name)))
	return append(b, 0, 0) // no extra field
}

// ended is the end of the central directory.
func ended(count, size int, at uint32) []byte {
	b := binary.LittleEndian.AppendUint32(nil, endSignature)
	b = append(b, 0, 0, 0, 0) // one disk
	b = binary.LittleEndian.AppendUint16(b, uint16(count))
	b = binary.LittleEndian.AppendUint16(b, uint16(count))
	b = binary.LittleEndian.AppendUint32(b, uint32(size))
	b = binary.LittleEndian.AppendUint32(b, at)
	return append(b, 0, 0) // no comment
}

// named tells whether a name is one that every system can unpack below the folder it is told to.
func named(name string) bool {
	if name == "" || len(name) > 200 {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || strings.HasPrefix(part, ".") || strings.Trim(part, nameLetters) != "" {
			return false
		}
	}
	return true
}

const nameLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"

// Unpack reads an archive that Pack wrote. Any other byte, anywhere, is the fault dossier.archive with
// the place of the first one that differs.
func Unpack(archive []byte) ([]File, error) {
	var files []File
	rest := archive
	for len(rest) >= localSize && binary.LittleEndian.Uint32(rest) == localSignature {
		size, name := uint64(binary.LittleEndian.Uint32(rest[22:])), uint64(binary.LittleEndian.Uint16(rest[26:]))
		if localSize+name+size > uint64(len(rest)) {
			return nil, altered(len(archive) - len(rest))
		}
		files = append(files, File{string(rest[localSize : localSize+name]), rest[localSize+name : localSize+name+size]})
		rest = rest[localSize+name+size:]
	}
	again, err := Pack(files)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(again, archive) {
		return nil, altered(differs(again, archive))
	}
	return files, nil
}

func altered(at int) error { return fault.New("dossier.archive", "at", at) }

func differs(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}
