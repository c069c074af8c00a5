//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofrs/flock"
)

// versions are two sites that publish into one folder, and what each publishes.
type versions struct {
	sites   [2]string
	want    [2]tree
	out     string
	foreign tree // files of out that no build wrote
}

// tree is what a folder holds: slash path → bytes.
type tree map[string]string

// newVersions makes the two sites: they share pages, differ in others, and each
// has some that the other has not.
func newVersions(t *testing.T) *versions {
	t.Helper()
	dir := t.TempDir()
	v := &versions{out: filepath.Join(dir, "public"), foreign: tree{"CNAME": "ecole.test\n", "notes/a-moi/x.txt": "à moi\n"}}
	for i := range v.sites {
		v.sites[i] = filepath.Join(dir, fmt.Sprintf("site%d", i))
		write(t, v.sites[i], "site.yaml", fmt.Sprintf("titre: Le site %d\nadresse: https://exemple.test/\n", i))
		for n := range 60 {
			text := "Le même texte."
			if n%3 == 0 {
				text = strings.Repeat(fmt.Sprintf("Texte de la version %d. ", i), 5*n)
			}
			name := fmt.Sprintf("content/notes/n%d.md", n)
			if n%10 == 0 {
				name = fmt.Sprintf("content/notes/version%d-n%d.md", i, n)
			}
			write(t, v.sites[i], name, fmt.Sprintf("---\ntitre: Note %d\nresume: Une page qui dit qui nous sommes et comment nous écrire si besoin.\n---\n%s\n", n, text))
		}
		reference := filepath.Join(dir, fmt.Sprintf("reference%d", i))
		if out, err := build(v.sites[i], reference).CombinedOutput(); err != nil {
			t.Fatalf("build version %d: %v\n%s", i, err, out)
		}
		v.want[i] = read(t, reference)
	}
	return v
}

// build is the command that publishes a site into a folder.
func build(site, out string) *exec.Cmd {
	cmd := exec.Command("essaim", "build", "--quiet", "--output", out, site)
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0") // under -race, leave as fast as without
	return cmd
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// read returns what a folder holds, nothing when it does not exist.
func read(t *testing.T, dir string) tree {
	t.Helper()
	found := tree{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		found[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return found
}

// shown says which version is published, -1 for none of them; anything else,
// or a foreign file that is no longer itself, fails the test.
func (v *versions) shown(t *testing.T) int {
	t.Helper()
	found := read(t, v.out)
	if len(found) == 0 {
		return -1
	}
	for name, text := range v.foreign {
		if found[name] != text {
			t.Fatalf("the foreign file %s is lost or changed", name)
		}
		delete(found, name)
	}
	if len(found) == 0 {
		return -1
	}
	for i := range v.want {
		if maps.Equal(found, v.want[i]) {
			return i
		}
	}
	for i := range v.want {
		t.Logf("version %d: %s", i, difference(found, v.want[i]))
	}
	t.Fatal("what is published is neither version")
	return -1
}

func difference(got, want tree) string {
	var lines []string
	for name, text := range want {
		if now, ok := got[name]; !ok {
			lines = append(lines, "missing "+name)
		} else if now != text {
			lines = append(lines, "different "+name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			lines = append(lines, "unexpected "+name)
		}
	}
	return fmt.Sprintf("%d differences: %s", len(lines), strings.Join(lines[:min(5, len(lines))], ", "))
}

// TestKill kills builds at random moments, again and again: the published
// folder is then one of the two sites as a whole, and nothing but it.
func TestKill(t *testing.T) {
	t.Parallel()
	first, updates := 20, 100
	if testing.Short() {
		first, updates = 3, 10
	}
	v := newVersions(t)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))

	clear := func() {
		if err := os.RemoveAll(v.out); err != nil {
			t.Fatal(err)
		}
		if r.IntN(2) == 0 { // there are foreign files before the first build
			v.writeForeign(t)
		}
	}
	took := v.duration(t)
	kill := func(cmd *exec.Cmd) bool { // at any moment, or while the site changes
		if r.IntN(2) == 0 {
			return killWhen(t, cmd, nil, time.Duration(r.Int64N(int64(took))))
		}
		return killWhen(t, cmd, v.switching, time.Duration(r.Int64N(int64(took/10))))
	}

	// The first publication: nothing, or all of it.
	foreign := v.foreign
	ends := map[int]int{}
	for killed := 0; killed < first; {
		clear()
		v.foreign = read(t, v.out)
		if kill(build(v.sites[0], v.out)) {
			killed++
		}
		ends[v.shown(t)]++
	}
	t.Logf("first publication: nothing %d times, all %d times", ends[-1], ends[0])

	// Then one version in the place of the other.
	v.foreign = foreign
	v.writeForeign(t)
	if err := build(v.sites[0], v.out).Run(); err != nil {
		t.Fatal(err)
	}
	ends = map[int]int{}
	for killed := 0; killed < updates; {
		before := v.shown(t)
		if kill(build(v.sites[1-before], v.out)) {
			killed++
		}
		after := v.shown(t)
		if after < 0 {
			t.Fatal("the last good site is gone")
		}
		ends[(before+after)%2]++
	}
	t.Logf("update: the former site %d times, the new one %d times", ends[0], ends[1])

	// Whatever they left behind, the next build ends well.
	for i, site := range v.sites {
		if out, err := build(site, v.out).CombinedOutput(); err != nil {
			t.Fatalf("build after all: %v\n%s", err, out)
		}
		if got := v.shown(t); got != i {
			t.Errorf("version %d is shown, want %d", got, i)
		}
	}
}

// duration returns how long it takes to publish one version over the other.
func (v *versions) duration(t *testing.T) time.Duration {
	t.Helper()
	const builds = 6
	var start time.Time
	for i := range builds + 1 {
		if i == 1 {
			start = time.Now() // the first build has nothing to replace
		}
		if err := build(v.sites[i%2], v.out).Run(); err != nil {
			t.Fatal(err)
		}
	}
	return time.Since(start) / builds
}

func (v *versions) writeForeign(t *testing.T) {
	t.Helper()
	for name, text := range v.foreign {
		write(t, v.out, name, text)
	}
}

// switching says whether a build has made its tree and is putting it in place.
func (v *versions) switching() bool {
	_, err := os.Lstat(filepath.Join(filepath.Dir(v.out), ".essaim", "public", "neuf", ".essaim-manifeste"))
	return err == nil
}

// killWhen runs a command, kills it a while after due says so or, when it is
// nil, after its start, and says whether it was still there to be killed.
func killWhen(t *testing.T, cmd *exec.Cmd, due func() bool, wait time.Duration) bool {
	t.Helper()
	var out bytes.Buffer
	cmd.Stderr = &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var killing <-chan time.Time
	look := time.NewTicker(50 * time.Microsecond)
	defer look.Stop()
	for {
		select {
		case <-look.C:
			if killing == nil && (due == nil || due()) {
				look.Stop()
				killing = time.After(wait)
			}
		case <-killing:
			_ = cmd.Process.Kill()
			killing = nil
		case err := <-ended:
			if err != nil && cmd.ProcessState.Exited() {
				t.Fatalf("the build ended by itself: %v\n%s", err, out.Bytes())
			}
			return err != nil
		}
	}
}

// TestTwoBuilds starts two builds at once: what is published is exactly what
// one of them made, and one that does not wait says why.
func TestTwoBuilds(t *testing.T) {
	t.Parallel()
	v := newVersions(t)
	v.writeForeign(t)
	for range 20 {
		var codes [2]int
		var said [2]bytes.Buffer
		var pair sync.WaitGroup
		for i := range codes {
			pair.Go(func() {
				cmd := build(v.sites[i], v.out)
				cmd.Stderr = &said[i]
				_ = cmd.Run() // its exit code says
				codes[i] = cmd.ProcessState.ExitCode()
			})
		}
		pair.Wait()
		for i, code := range codes {
			if code != exitDone && (code != exitMachine || !strings.Contains(said[i].String(), "une autre construction du même site est en cours")) {
				t.Fatalf("build of version %d: exit code %d\n%s", i, code, said[i].Bytes())
			}
		}
		if got := v.shown(t); got < 0 || codes[got] != exitDone {
			t.Fatalf("version %d is shown; exit codes %v", got, codes)
		}
	}
}

// TestBusy holds the lock of a folder that something else is publishing into:
// a build waits for about two seconds, and says so.
func TestBusy(t *testing.T) {
	t.Parallel()
	v := newVersions(t)
	v.writeForeign(t)
	if err := build(v.sites[0], v.out).Run(); err != nil {
		t.Fatal(err)
	}
	lock := flock.New(filepath.Join(filepath.Dir(v.out), ".essaim", "public", "verrou"))
	if ok, err := lock.TryLock(); err != nil || !ok {
		t.Fatalf("take the lock: %v, %v", ok, err)
	}
	cmd := build(v.sites[1], v.out)
	var said bytes.Buffer
	cmd.Stderr = &said
	start := time.Now()
	_ = cmd.Run() // its exit code says
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("the build waited for %v", took)
	}
	want := "erreur: une autre construction du même site est en cours\n    attendez qu'elle finisse, puis recommencez\n"
	if code := cmd.ProcessState.ExitCode(); code != exitMachine || said.String() != want {
		t.Errorf("exit code %d, said %q", code, said.String())
	}
	if got := v.shown(t); got != 0 {
		t.Errorf("version %d is shown", got)
	}

	// One that is there in time is served.
	cmd = build(v.sites[1], v.out)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(300*time.Millisecond, func() { _ = lock.Unlock() })
	if err := cmd.Wait(); err != nil {
		t.Errorf("a build that waited: %v", err)
	}
	if got := v.shown(t); got != 1 {
		t.Errorf("version %d is shown", got)
	}
}

// TestInterrupt interrupts builds as Ctrl+C does: they say so, and what is
// published is the former site or the new one.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	v := newVersions(t)
	v.writeForeign(t)
	took := v.duration(t)
	for i := range 10 {
		before := v.shown(t)
		cmd := build(v.sites[1-before], v.out)
		var said bytes.Buffer
		cmd.Stderr = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(took * time.Duration(i) / 10)
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait() // its exit code says
		want := "erreur: la construction a été interrompue ; le site publié n'a pas changé\n"
		after := v.shown(t)
		switch code := cmd.ProcessState.ExitCode(); {
		case code == exitDone && after == 1-before: // too late
		case code == exitMachine && after == before && said.String() == want:
		case code == -1 && after >= 0: // before it listened, or as it left
		default:
			t.Errorf("exit code %d, version %d after %d, said %q", code, after, before, said.String())
		}
	}
}
