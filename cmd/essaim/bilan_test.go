package main

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"essaim/generator/site"
)

// TestManualOfSurvey does what the chapter on the survey says: what its example
// declares gives the lines that it shows.
func TestManualOfSurvey(t *testing.T) {
	chapter := surveyChapter(t)
	dir := t.TempDir()
	page := filepath.Join(dir, "content", "ressources", "la-mallette-des-robots.md")
	if err := os.MkdirAll(filepath.Dir(page), 0o755); err != nil {
		t.Fatal(err)
	}
	for file, heading := range map[string]string{filepath.Join(dir, "site.yaml"): "### Les déclarations", page: "### Une page"} {
		_, after, _ := strings.Cut(chapter, "\n"+heading+"\n")
		blocks := strings.SplitN(after, "\n```", 3)
		if len(blocks) < 3 || os.WriteFile(file, []byte(strings.TrimPrefix(blocks[1], "yaml\n")+"\n"), 0o644) != nil {
			t.Fatalf("no example after %q", heading)
		}
	}
	t.Setenv("SOURCE_DATE_EPOCH", "1795431600") // 2026-11-23
	var out, errs bytes.Buffer
	if code := execute(t.Context(), []string{"bilan", dir}, nil, &out, &errs); code != exitDone {
		t.Fatalf("exit code %d: %s", code, &errs)
	}
	_, after, _ := strings.Cut(chapter, "\n### Le bilan\n")
	blocks := strings.Split(after, "\n```")
	for _, shown := range []string{blocks[1], blocks[3]} {
		if !strings.Contains(out.String(), shown+"\n") {
			t.Errorf("the manual shows:%s\nbut the survey is:\n%s", shown, &out)
		}
	}
}

// TestManualListsKeysOfSurvey keeps the table of the JSON form from drifting.
func TestManualListsKeysOfSurvey(t *testing.T) {
	_, table, _ := strings.Cut(surveyChapter(t), "\n## Pour un autre programme\n")
	var check func(reflect.Type)
	check = func(typ reflect.Type) {
		for typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct {
			return
		}
		for i := range typ.NumField() {
			key := typ.Field(i).Tag.Get("json")
			if !strings.Contains(table, "`"+key+"`") && !strings.Contains(table, "[]."+key+"`") {
				t.Errorf("the manual does not tell the key %s of %s", key, typ.Name())
			}
			check(typ.Field(i).Type)
		}
	}
	check(reflect.TypeFor[jsonSurvey]())
	for _, name := range setAside {
		if !strings.Contains(table, "`"+name+"`") {
			t.Errorf("the manual does not tell the key %s of not_counted", name)
		}
	}
}

func surveyChapter(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../../content/guide/suivre-les-contenus.md")
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

func TestDay(t *testing.T) {
	for want, d := range map[string]site.Date{
		"2026": {Year: 2026}, "août 2026": {Year: 2026, Month: 8}, "1er mars 2026": {Year: 2026, Month: 3, Day: 1},
		"23 novembre 2026": {Year: 2026, Month: 11, Day: 23},
	} {
		if got := day(d); got != want {
			t.Errorf("day(%v) = %q, want %q", d, got, want)
		}
	}
}
