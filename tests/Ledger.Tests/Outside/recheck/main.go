// Reads a tiled log with Go's own checksum-database packages (golang.org/x/mod/sumdb), which share no code with the
// writer: opens the checkpoint, recomputes the tree hash from the tiles, and checks that every entry is in the tree.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type folder struct{ path string }

func (f folder) Height() int { return height }

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

// ReadTiles falls back to the full tile where the partial one is gone, as tlog-tiles allows.
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, t := range tiles {
		// x/mod names tiles tile/8/L/N; tlog-tiles leaves the height out.
		name := strings.Replace(t.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(f.path, name))
		if err != nil && t.W < 256 {
			full := t
			full.W = 256
			name = strings.Replace(full.Path(), "tile/8/", "tile/", 1)
			data, err = os.ReadFile(filepath.Join(f.path, name))
		}
		if err != nil {
			return nil, err
		}
		out = append(out, data[:t.W*tlog.HashSize])
	}
	return out, nil
}

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Println("FALSE:", err)
		os.Exit(1)
	}
}

func run(path, vkey string) error {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return err
	}
	raw, err := os.ReadFile(filepath.Join(path, "checkpoint"))
	if err != nil {
		return err
	}
	signed, err := note.Open(raw, note.VerifierList(verifier))
	if err != nil {
		return err
	}
	lines := strings.Split(signed.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return fmt.Errorf("checkpoint text %q", signed.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return err
	}
	tree := tlog.Tree{N: size, Hash: root}
	reader := tlog.TileHashReader(tree, folder{path})
	hash, err := tlog.TreeHash(size, reader)
	if err != nil {
		return err
	}
	if hash != tree.Hash {
		return fmt.Errorf("tree hash is %v, the checkpoint says %v", hash, tree.Hash)
	}
	for i := int64(0); i < size; i++ {
		entry, err := entryAt(path, i, size)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveRecord(size, i, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, size, tree.Hash, i, tlog.RecordHash(entry)); err != nil {
			return fmt.Errorf("entry %d: %v", i, err)
		}
	}
	half := (size + 1) / 2
	if half > 0 {
		older, err := tlog.TreeHash(half, reader)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveTree(size, half, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, size, tree.Hash, half, older); err != nil {
			return err
		}
	}
	fmt.Println("HOLDS", size)
	return nil
}

func entryAt(path string, index, size int64) ([]byte, error) {
	bundle := index / 256
	name := filepath.Join(path, fmt.Sprintf("tile/entries/%03d", bundle))
	if (bundle+1)*256 > size {
		name += fmt.Sprintf(".p/%d", size%256)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	for at := int64(0); ; at++ {
		if len(data) < 2 {
			return nil, fmt.Errorf("%s ends early", name)
		}
		length := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+length {
			return nil, fmt.Errorf("%s ends early", name)
		}
		if at == index%256 {
			return data[2 : 2+length], nil
		}
		data = data[2+length:]
	}
}
