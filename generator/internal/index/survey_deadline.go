package index

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"essaim/generator/site"
)

// reminders returns the deadlines that pages have reached, by their titles.
func (s *surveyor) reminders(schema *site.Schema) []site.Reminder {
	reminders, asked := s.deadlines(schema)
	next := make([]int, len(reminders))
	for _, p := range s.pages {
		for _, d := range p.Deadlines {
			a, told := asked[d.Field]
			if !told || !kept(p) && !strings.Contains(a.path, ".") {
				continue // what a group holds is about something that the page still shows
			}
			r := &reminders[a.reminder]
			r.Dates++
			day := clamp(lastDay(d.Date) + d.Field.Deadline.Valid)
			if from := clamp(day - d.Field.Deadline.Notice); from > s.today {
				if r.Next.IsZero() || from < next[a.reminder] {
					next[a.reminder], r.Next = from, dayOf(from)
				}
				continue
			}
			r.Due = append(r.Due, site.Due{Page: s.ref(p), Field: d.Field, Path: a.path,
				Date: d.Date, Day: dayOf(day), Late: s.today - day})
		}
	}
	for _, r := range reminders { // pages are by path, which stays the order of one day
		slices.SortStableFunc(r.Due, func(a, b site.Due) int { return cmp.Compare(b.Late, a.Late) })
	}
	return reminders
}

// deadline is where the dates of a field go.
type deadline struct {
	path     string // dotted key of the field
	reminder int    // which one its title is that of
}

// deadlines returns a reminder for each title that the types declare, and the
// fields that have them: several may share one.
func (s *surveyor) deadlines(schema *site.Schema) (reminders []site.Reminder, asked map[*site.Field]deadline) {
	asked = map[*site.Field]deadline{}
	for _, t := range schema.Types {
		for _, f := range s.fields(t.Fields, "") {
			if f.Deadline == nil {
				continue
			}
			i := slices.IndexFunc(reminders, func(r site.Reminder) bool { return r.Title == f.Deadline.Title })
			if i < 0 {
				i = len(reminders)
				reminders = append(reminders, site.Reminder{Title: f.Deadline.Title})
			}
			asked[f.Field] = deadline{f.path, i}
		}
	}
	return reminders, asked
}

// secondsADay hold everywhere: days are counted in UTC, where none is shorter.
const secondsADay = 24 * 60 * 60

// lastDay returns the last day of a date, of its month or of its year when it
// says no more, as the number of days since 1970.
func lastDay(d site.Date) int {
	year, month, day := int(d.Year), time.Month(d.Month), int(d.Day)
	switch {
	case d.Month == 0:
		month, day = time.December, 31
	case d.Day == 0:
		month, day = month+1, 0 // the day before the first of the next month
	}
	return int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsADay)
}

// dayOf returns the date of a day that lastDay counted.
func dayOf(days int) site.Date {
	t := time.Unix(int64(days)*secondsADay, 0).UTC()
	return site.Date{Year: int16(t.Year()), Month: int8(t.Month()), Day: int8(t.Day())}
}

// clamp brings a day within the years that a date may have: a type may declare
// any number of days.
func clamp(days int) int {
	return min(max(days, lastDay(site.Date{Year: 1, Month: 1, Day: 1})), lastDay(site.Date{Year: 9999}))
}
