package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// matched is a problem as the editor understands it.
type matched struct{ File, Line, Column, Severity, Code, Message string }

// match reads lines as VS Code does with a pattern of several lines: each of
// them on its own line, one after the other, and a second message after the first.
func match(t *testing.T, patterns []map[string]any, output string) (found []matched) {
	t.Helper()
	lines := strings.Split(output, "\n")
	for start := 0; start+len(patterns) <= len(lines); start++ {
		var m matched
		ok := true
		for i, p := range patterns {
			groups := regexp.MustCompile(p["regexp"].(string)).FindStringSubmatch(lines[start+i])
			if ok = groups != nil; !ok {
				break
			}
			for key, into := range map[string]*string{"file": &m.File, "line": &m.Line, "column": &m.Column, "severity": &m.Severity, "code": &m.Code, "message": &m.Message} {
				n, here := p[key].(float64)
				if here && *into != "" {
					*into += "\n"
				}
				if here {
					*into += groups[int(n)]
				}
			}
		}
		if ok {
			found = append(found, m)
		}
	}
	return found
}

// The tasks that init writes understand what essaim writes: the editor shows
// each problem where it is, with what to do.
func TestEditorUnderstandsProblems(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	run := func(args ...string) string {
		var out, errOut bytes.Buffer
		execute(t.Context(), args, strings.NewReader(""), &out, &errOut)
		return errOut.String()
	}
	if said := run("init", dir); said != "" {
		t.Fatal(said)
	}
	page := "---\ntitre: Robots\nresume: Une page qui dit qui nous sommes et comment nous écrire si besoin.\nlecteurs: [equipe, zut]\n---\n"
	if err := os.WriteFile(filepath.Join(dir, "content", "robots.md"), []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, ".vscode", "tasks.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Tasks []struct {
			Command        string
			Args           []string
			ProblemMatcher []struct{ Pattern []map[string]any }
		}
	}
	if err := json.Unmarshal(regexp.MustCompile(`(?m)^//.*$`).ReplaceAll(data, nil), &file); err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, task := range file.Tasks {
		if task.Command != "essaim" {
			t.Errorf("a task runs %s", task.Command)
		}
		cmd, _, err := (&app{}).root().Find(task.Args)
		if err != nil || cmd.Name() != task.Args[0] {
			t.Errorf("essaim %v is no command: %v", task.Args, err)
		}
		if len(task.ProblemMatcher) == 0 {
			continue
		}
		looked++
		var want []matched
		var problems []struct {
			File, Severity, Rule, Message, Hint string
			Line, Col                           int
		}
		output := run(append(task.Args, dir)...)
		if err := json.Unmarshal([]byte(output), &problems); err != nil {
			t.Fatalf("%v in\n%s", err, output)
		}
		for _, p := range problems {
			escaped := func(s string) string { return strings.ReplaceAll(s, `"`, `\"`) }
			want = append(want, matched{p.File, strconv.Itoa(p.Line), strconv.Itoa(p.Col), p.Severity, p.Rule, escaped(p.Message) + "\n" + escaped(p.Hint)})
		}
		if got := match(t, task.ProblemMatcher[0].Pattern, output); !reflect.DeepEqual(got, want) || len(got) < 2 {
			t.Errorf("essaim %v: the editor sees\n%q\nwant\n%q", task.Args, got, want)
		}
	}
	if looked != 2 {
		t.Errorf("%d tasks show problems, want 2", looked)
	}
}
