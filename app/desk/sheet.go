package desk

import (
	"errors"

	"verwoord/app/spreadsheet"
)

// TableSheet is a sheet of a workbook with what a person reads in its cells.
type TableSheet struct {
	Name string     `json:"name"`
	Rows [][]string `json:"rows"`
}

// Sheets reads the sheets of a workbook that have anything in them. The error has the code "no-workbook", "old-workbook" or "large-workbook".
func (d *Desk) Sheets(f File) (out []TableSheet, err error) {
	defer d.guard(&err)
	data, err := f.bytes()
	if err != nil {
		return nil, err
	}
	sheets, err := spreadsheet.Read(data)
	switch {
	case errors.Is(err, spreadsheet.ErrOld):
		return nil, refuse("old-workbook", "", "name", f.Name)
	case errors.Is(err, spreadsheet.ErrTooLarge):
		return nil, refuse("large-workbook", "", "name", f.Name)
	case err != nil:
		return nil, refuse("no-workbook", "", "name", f.Name)
	}
	out = []TableSheet{}
	for _, s := range sheets {
		t := TableSheet{Name: s.Name, Rows: [][]string{}}
		for _, row := range s.Rows {
			t.Rows = append(t.Rows, append([]string{}, row...))
		}
		out = append(out, t)
	}
	return out, nil
}
