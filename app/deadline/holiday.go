package deadline

import "fmt"

// calendar is one table of holidays. It says nothing of days outside From and Until.
type calendar struct {
	ID      string `json:"id"` // "act" for the Algemene termijnenwet, "regulation" for Regulation 1182/71
	Country string `json:"country"`
	From    string `json:"from"`
	Until   string `json:"until"`
	Decreed string `json:"decreed,omitempty"` // the last day up to which the days by royal decree are known
	Source  string `json:"source"`
	Days    []struct {
		Day      string `json:"day"`
		Name     string `json:"name"`
		Source   string `json:"source"`
		Verified bool   `json:"verified"`
	} `json:"days"`

	least    int // a term of so many days or more holds two working days
	holidays map[day]bool
	decree   map[day]bool // those of them that a royal decree puts beside the holidays, for terms in acts alone (Algemene termijnenwet, art. 3(3))
}

func parseCalendars(data []byte) (map[string]*calendar, error) {
	var file struct {
		Checked string      `json:"checked"`
		Tables  []*calendar `json:"tables"`
	}
	if err := strict(data, &file); err != nil {
		return nil, err
	}
	all := map[string]*calendar{}
	for _, c := range file.Tables {
		c.holidays, c.decree = map[day]bool{}, map[day]bool{}
		for _, h := range c.Days {
			d, ok := parseDay(h.Day)
			if !ok || c.holidays[d] || h.Source == "" || h.Day < c.From || h.Day > c.Until {
				return nil, fmt.Errorf("table %q: day %q is no day of it, or stands there twice or without a source", c.ID, h.Day)
			}
			c.holidays[d] = true
			c.decree[d] = h.Name == "decree"
		}
		all[c.ID] = c
	}
	if all["act"] == nil || all["regulation"] == nil {
		return nil, fmt.Errorf("a table is missing")
	}
	all["act"].least = 3        // Algemene termijnenwet, art. 2
	all["regulation"].least = 2 // Reg. 1182/71, art. 3(5)
	return all, nil
}

// working tells whether a day is no Saturday, Sunday or holiday.
func (c *calendar) working(d day) bool {
	return d.weekday() && !c.holidays[d]
}

// roll moves the end of a term that began after from to a working day, and so far that the term holds two of them when it is not
// shorter than the least. It is the zero day, with the note "no-table", where the table does not reach.
func (c *calendar) roll(from, until day) (rolled day, note string) {
	count, length := 0, 0
	for d := from.add("days", 1); !until.before(d) && (count < 2 || length < c.least); d = d.add("days", 1) {
		length++
		if c.working(d) {
			count++
		}
	}
	for rolled = until; !c.working(rolled) || length >= c.least && count < 2; {
		rolled = rolled.add("days", 1)
		if c.working(rolled) {
			count++
		}
	}
	switch {
	case from.String() < c.From || rolled.String() > c.Until:
		return day{}, "no-table"
	case c.Decreed != "" && rolled.String() > c.Decreed:
		note = "no-decree"
	}
	return rolled, note
}
