package site

import (
	"cmp"
	"fmt"
)

// Date is a day, a month or a year, as precise as its author was. It has no
// time zone: a day is a day. The zero Date means that none was given.
type Date struct {
	Year  int16
	Month int8  // 0 when only the year is known
	Day   int8  // 0 when only the month is known
	Clock int16 // minutes since midnight plus one; 0 when no hour was given
}

// IsZero reports whether no date was given.
func (d Date) IsZero() bool { return d.Year == 0 }

// String returns the ISO 8601 form at the precision of d: "2026", "2026-03",
// "2026-03-12" or "2026-03-12T14:30"; "" for the zero Date.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	case d.Clock == 0:
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	}
	return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d", d.Year, d.Month, d.Day, (d.Clock-1)/60, (d.Clock-1)%60)
}

// Compare orders dates in time; a less precise date comes before the more
// precise ones that it contains.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month),
		cmp.Compare(d.Day, e.Day), cmp.Compare(d.Clock, e.Clock))
}

// DateOnly returns d without its hour.
func (d Date) DateOnly() Date { d.Clock = 0; return d }

// Duration is a length of time in whole minutes.
type Duration int32

// ISO returns the ISO 8601 form, "PT1H30M"; "PT0M" for zero.
func (d Duration) ISO() string {
	h, m := d/60, d%60
	switch {
	case h == 0:
		return fmt.Sprintf("PT%dM", m)
	case m == 0:
		return fmt.Sprintf("PT%dH", h)
	}
	return fmt.Sprintf("PT%dH%dM", h, m)
}
