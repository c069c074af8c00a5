package site

import (
	"reflect"
	"slices"
	"testing"
)

func TestPlaceTo(t *testing.T) {
	tests := []struct {
		name  string
		place Place
		to    Address
		want  string
	}{
		{"home to a page", Place{Address: ""}, "projets/robots/", "projets/robots/"},
		{"home to itself", Place{Address: ""}, "", "./"},
		{"page to home", Place{Address: "projets/robots/"}, "", "../../"},
		{"page to its neighbour", Place{Address: "projets/robots/"}, "projets/radio/", "../radio/"},
		{"page to its list", Place{Address: "projets/robots/"}, "projets/", "../"},
		{"page to itself", Place{Address: "projets/robots/"}, "projets/robots/", "./"},
		{"page to another section", Place{Address: "projets/robots/"}, "veille/x/", "../../veille/x/"},
		{"page to a file beside it", Place{Address: "projets/robots/"}, "projets/robots/a.png", "a.png"},
		{"file to a page", Place{Address: "projets/flux.xml"}, "projets/robots/", "robots/"},
		{"file to its folder", Place{Address: "projets/flux.xml"}, "projets/", "./"},
		{"offline to a page", Place{Address: "projets/", Offline: true}, "projets/robots/", "robots/index.html"},
		{"offline to home", Place{Address: "projets/", Offline: true}, "", "../index.html"},
		{"offline to a file", Place{Address: "projets/", Offline: true}, "assets/a.css", "../assets/a.css"},
		{"from anywhere", Place{Address: "404.html", Root: "/groupe/site/"}, "assets/a.css", "/groupe/site/assets/a.css"},
		{"a file of static/", Place{Address: "projets/"}, "a b#c?é.txt", "../a%20b%23c%3F%C3%A9.txt"},
		{"a colon is no scheme", Place{Address: ""}, "a:b", "./a:b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.place.To(test.to); got != test.want {
				t.Errorf("%+v.To(%q) = %q, want %q", test.place, test.to, got, test.want)
			}
		})
	}
}

func TestAddressFile(t *testing.T) {
	for a, want := range map[Address]string{"": "index.html", "projets/": "projets/index.html", "flux.xml": "flux.xml"} {
		if got := a.File(); got != want {
			t.Errorf("Address(%q).File() = %q, want %q", a, got, want)
		}
	}
}

func TestDateString(t *testing.T) {
	tests := []struct {
		date Date
		want string
	}{
		{Date{}, ""},
		{Date{Year: 2026}, "2026"},
		{Date{Year: 2026, Month: 3}, "2026-03"},
		{Date{Year: 2026, Month: 3, Day: 12}, "2026-03-12"},
		{Date{Year: 2026, Month: 3, Day: 12, Clock: 14*60 + 30 + 1}, "2026-03-12T14:30"},
		{Date{Year: 2026, Month: 3, Day: 12, Clock: 1}, "2026-03-12T00:00"},
	}
	for _, test := range tests {
		if got := test.date.String(); got != test.want {
			t.Errorf("%#v.String() = %q, want %q", test.date, got, test.want)
		}
	}
	if !slices.IsSortedFunc(tests, func(a, b struct {
		date Date
		want string
	}) int {
		return a.date.DateOnly().Compare(b.date.DateOnly())
	}) {
		t.Error("dates that grow more precise do not compare in that order")
	}
}

func TestDurationISO(t *testing.T) {
	for d, want := range map[Duration]string{0: "PT0M", 45: "PT45M", 120: "PT2H", 90: "PT1H30M"} {
		if got := d.ISO(); got != want {
			t.Errorf("Duration(%d).ISO() = %q, want %q", d, got, want)
		}
	}
}

func TestSortProblems(t *testing.T) {
	at := func(file string, line int, message string) Problem {
		return Problem{Pos: Pos{File: file, Line: line, Col: 1}, Message: message}
	}
	got := SortProblems([]Problem{at("b.md", 1, "x"), at("a.md", 10, "x"), at("a.md", 2, "y"), at("a.md", 2, "y"), at("a.md", 2, "x")})
	want := []Problem{at("a.md", 2, "x"), at("a.md", 2, "y"), at("a.md", 10, "x"), at("b.md", 1, "x")}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("SortProblems = %v, want %v", got, want)
	}
}
