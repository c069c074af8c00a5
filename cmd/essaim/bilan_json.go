package main

import (
	"encoding/json"
	"io"

	"essaim/generator"
	"essaim/generator/site"
)

// jsonSurvey is the shape that scripts read; the manual lists its keys.
type jsonSurvey struct {
	Today      string         `json:"today"`
	Pages      int            `json:"pages"`
	NotCounted map[string]int `json:"not_counted"`
	Reminders  []jsonReminder `json:"reminders"`
	Missing    []jsonGaps     `json:"missing"`
	Coverage   []jsonCoverage `json:"coverage"`
	WithoutID  []string       `json:"without_id"`
}

type jsonReminder struct {
	Title string    `json:"title"`
	Dates int       `json:"dates"`
	Next  string    `json:"next"`
	Due   []jsonDue `json:"due"`
}

type jsonDue struct {
	File  string `json:"file"`
	Title string `json:"title"`
	Type  string `json:"type"`
	Field string `json:"field"`
	Date  string `json:"date"`
	Day   string `json:"day"`
	Late  int    `json:"late"`
}

type jsonGaps struct {
	Type   string    `json:"type"`
	Pages  int       `json:"pages"`
	Fields []jsonGap `json:"fields"`
}

type jsonGap struct {
	Field string   `json:"field"`
	Label string   `json:"label"`
	Files []string `json:"files"`
}

type jsonCoverage struct {
	Type       string     `json:"type"`
	Field      string     `json:"field"`
	Vocabulary string     `json:"vocabulary"`
	Pages      int        `json:"pages"`
	Terms      int        `json:"terms"`
	Without    []jsonTerm `json:"without"`
}

type jsonTerm struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Group string `json:"group"`
}

// setAside are the names of the reasons for which pages are not counted.
var setAside = map[site.Reason]string{
	site.IsDraft: "draft", site.IsReview: "review", site.IsScheduled: "scheduled", site.IsExpired: "expired", site.IsFaulty: "faulty",
}

func writeSurvey(w io.Writer, s site.Survey, r generator.Report) error {
	out := jsonSurvey{Today: s.Today.String(), Pages: s.Pages, NotCounted: map[string]int{},
		Reminders: []jsonReminder{}, Missing: []jsonGaps{}, Coverage: []jsonCoverage{}, WithoutID: files(s.NoID)}
	for reason, name := range setAside {
		out.NotCounted[name] = howMany(r.Aside, reason)
	}
	for _, x := range s.Reminders {
		reminder := jsonReminder{Title: x.Title, Dates: x.Dates, Next: x.Next.String(), Due: []jsonDue{}}
		for _, d := range x.Due {
			reminder.Due = append(reminder.Due, jsonDue{File: d.Page.Path, Title: d.Page.Title, Type: d.Page.Type.Name,
				Field: d.Path, Date: d.Date.String(), Day: d.Day.String(), Late: d.Late})
		}
		out.Reminders = append(out.Reminders, reminder)
	}
	for _, x := range s.Gaps {
		gaps := jsonGaps{Type: x.Type.Name, Pages: x.Pages, Fields: []jsonGap{}}
		for _, g := range x.Fields {
			gaps.Fields = append(gaps.Fields, jsonGap{g.Field.Key, g.Field.Label, files(g.Pages)})
		}
		out.Missing = append(out.Missing, gaps)
	}
	for _, x := range s.Coverage {
		coverage := jsonCoverage{Type: x.Type.Name, Field: x.Path, Vocabulary: x.Vocabulary.Name, Pages: x.Pages, Terms: x.Terms, Without: []jsonTerm{}}
		for _, heading := range x.Without {
			for _, t := range heading.Terms {
				coverage.Without = append(coverage.Without, jsonTerm{t.ID, t.Label, heading.Label})
			}
		}
		out.Coverage = append(out.Coverage, coverage)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

func files(pages []site.Ref) []string {
	paths := make([]string, len(pages))
	for i, p := range pages {
		paths[i] = p.Path
	}
	return paths
}
