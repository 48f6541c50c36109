package calendar_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"verwoord/app/calendar"
)

func TestWrite(t *testing.T) {
	var out bytes.Buffer
	err := calendar.Write(&out, []calendar.Item{
		{calendar.ID("breach-controller", "2026-11-03T10:15:00+01:00"), "Uiterste moment; melden, of niet", strings.Repeat("Waarom: één lange zin.\n", 9), "2026-11-06T10:15:00+01:00"},
		{calendar.ID("access", "2026-11-02"), "Laatste dag", "", "2026-11-16"},
	}, time.Date(2026, 11, 3, 9, 20, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.SplitAfter(out.String(), "\n") {
		if line != "" && !strings.HasSuffix(line, "\r\n") || len(line) > 77 {
			t.Errorf("a line of %d octets: %q (RFC 5545, 3.1)", len(line), line)
		}
	}
	for _, want := range []string{"DTSTART:20261106T091500Z\r\n", "DTSTART;VALUE=DATE:20261116\r\n", "DTSTAMP:20261103T092000Z\r\n",
		"UID:breach-controller-2026-11-03T10-15-00-01-00@verwoord\r\n", "SUMMARY:Uiterste moment\\; melden\\, of niet\r\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	read, err := ics.ParseCalendar(&out)
	if err != nil || len(read.Events()) != 2 || len(read.Events()[0].Alarms()) != 2 || len(read.Events()[1].Alarms()) != 1 {
		t.Errorf("read back: %v, %v", read, err)
	}
	if err := calendar.Write(&out, []calendar.Item{{Until: "soon"}}, time.Time{}); err == nil {
		t.Error("no error for an item without an end")
	}
}
