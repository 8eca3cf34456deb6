// Command notary checks a checkpoint and the lines of a ledger with Go's sumdb packages: an
// implementation that shares nothing with ours. Usage: notary VERIFIER-KEY CHECKPOINT LINES [PROOF...]
package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	verifier, err := note.NewVerifier(os.Args[1])
	must(err)
	signed, err := os.ReadFile(os.Args[2])
	must(err)
	opened, err := note.Open(signed, note.VerifierList(verifier))
	must(err)
	parts := strings.Split(opened.Text, "\n")
	var size int64
	fmt.Sscan(parts[1], &size)
	root, err := base64.StdEncoding.DecodeString(parts[2])
	must(err)

	var hashes []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			found[i] = hashes[index]
		}
		return found, nil
	})
	file, err := os.Open(os.Args[3])
	must(err)
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	for n := int64(0); n < size && lines.Scan(); n++ {
		stored, err := tlog.StoredHashes(n, lines.Bytes(), reader)
		must(err)
		hashes = append(hashes, stored...)
	}
	if int64(len(hashes)) != tlog.StoredHashCount(size) {
		fmt.Fprintln(os.Stderr, "the ledger has fewer lines than were signed")
		os.Exit(1)
	}
	tree, err := tlog.TreeHash(size, reader)
	must(err)
	if string(tree[:]) != string(root) {
		fmt.Fprintln(os.Stderr, "the tree's root is not the signed one")
		os.Exit(1)
	}
	for n := int64(0); n < size; n++ {
		proof, err := tlog.ProveRecord(size, n, reader)
		must(err)
		fmt.Println(n, proof)
	}
}
