package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
)

// storyCommands are the commands that stories have beside those of testscript.
var storyCommands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"code":    checkCode,
	"recode":  recode,
	"replace": replace,
	"photo":   photo,
	"repeat":  repeat,
}

// checkCode runs a command that must end with an exit code: code 1 essaim build.
// What it printed is then in stdout and stderr, as after exec.
func checkCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code number command [argument…]")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	if err != nil {
		exit, ok := err.(interface{ ExitCode() int })
		if !ok {
			ts.Fatalf("run %s: %v", args[1], err)
		}
		got = exit.ExitCode()
	}
	if fmt.Sprint(got) != args[0] {
		ts.Fatalf("exit code %d, want %s", got, args[0])
	}
}

// recode rewrites a UTF-8 file in another encoding or with other line ends:
// recode utf-16le file. Archives of stories hold only text.
func recode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: recode utf-16le|utf-16be|latin-1|bom|crlf|cr file")
	}
	file := ts.MkAbs(args[1])
	data, err := os.ReadFile(file)
	ts.Check(err)
	var out []byte
	switch args[0] {
	case "utf-16le", "utf-16be":
		order := map[string]binary.AppendByteOrder{"utf-16le": binary.LittleEndian, "utf-16be": binary.BigEndian}[args[0]]
		for _, unit := range utf16.Encode([]rune("\ufeff" + string(data))) {
			out = order.AppendUint16(out, unit)
		}
	case "latin-1":
		for _, r := range string(data) {
			out = append(out, byte(r))
		}
	case "bom":
		out = append([]byte("\ufeff"), data...)
	case "crlf":
		out = bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
	case "cr":
		out = bytes.ReplaceAll(data, []byte("\n"), []byte("\r"))
	default:
		ts.Fatalf("unknown encoding %s", args[0])
	}
	ts.Check(os.WriteFile(file, out, 0o644))
}

// repeat writes n copies of a model, where NN is their number from 01:
// repeat 30 model.md content/projets/p-NN.md. A name without NN is that of one
// file, which grows by all of them.
func repeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: repeat n model file-NN")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	model := ts.ReadFile(args[1])
	if !strings.Contains(args[2], "NN") {
		grow(ts, n, model, ts.MkAbs(args[2]))
		return
	}
	for i := range n {
		number := fmt.Sprintf("%02d", i+1)
		file := ts.MkAbs(strings.ReplaceAll(args[2], "NN", number))
		ts.Check(os.MkdirAll(filepath.Dir(file), 0o755))
		ts.Check(os.WriteFile(file, []byte(strings.ReplaceAll(model, "NN", number)), 0o644))
	}
}

// grow adds n copies of a model to a file.
func grow(ts *testscript.TestScript, n int, model, file string) {
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	ts.Check(err)
	out := bufio.NewWriter(f)
	for i := range n {
		out.WriteString(strings.ReplaceAll(model, "NN", fmt.Sprintf("%02d", i+1)))
	}
	ts.Check(errors.Join(out.Flush(), f.Close()))
}

// replace changes the one place of a file that holds old: replace old new file.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace old new file")
	}
	file := ts.MkAbs(args[2])
	data, err := os.ReadFile(file)
	ts.Check(err)
	if bytes.Count(data, []byte(args[0])) != 1 {
		ts.Fatalf("%q is not once in %s", args[0], args[2])
	}
	ts.Check(os.WriteFile(file, bytes.Replace(data, []byte(args[0]), []byte(args[1]), 1), 0o644))
}

// photo notes what a tree is, bytes and times and all, or compares it with what
// was noted: photo name dir; ! photo name dir when it must have changed.
func photo(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: photo name dir")
	}
	hash := sha256.New()
	dir := ts.MkAbs(args[1])
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		data, err := os.ReadFile(name)
		fmt.Fprintln(hash, name, info.ModTime().UnixNano(), len(data))
		hash.Write(data)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		ts.Check(err)
	}
	got := fmt.Sprintf("%x", hash.Sum(nil))
	noted := ts.Getenv("PHOTO_" + args[0])
	if noted == "" {
		ts.Setenv("PHOTO_"+args[0], got)
		return
	}
	if (noted == got) == neg {
		ts.Fatalf("the tree %s changed: %v, want %v", args[1], noted != got, neg)
	}
}
