package privacy

import (
	"strconv"

	"verwoord/app/plain"
	"verwoord/app/record"
)

// Codes are the problems that only the text for a privacy statement can have.
var Codes = record.Rules{
	"privacy-check":        {Severity: record.Error, Args: []string{"Check"}},   // a condition does not hold, and nothing else says so
	"privacy-arrangement":  {Severity: record.Warning},                          // GDPR, art. 26(2)
	"privacy-outdated":     {Severity: record.Warning, Args: []string{"Day"}},   // what was published says something else
	"privacy-no-processor": {Severity: record.Error},                            // the duty to inform is JEX's own, or shared
	"privacy-consent":      {Severity: record.Error},                            // GDPR, art. 13(2)(c)
	"privacy-interest":     {Severity: record.Warning},                          // GDPR, art. 6(1), last subparagraph
	"plain-long":           {Severity: record.Warning, Args: []string{"Words"}}, // of a sentence
	"plain-passive":        {Severity: record.Warning, Args: []string{"Word"}},
	"plain-form":           {Severity: record.Warning, Args: []string{"Word", "Instead"}},
	"plain-vague":          {Severity: record.Warning, Args: []string{"Word"}},
	"plain-swap":           {Severity: record.Warning, Args: []string{"Word", "Instead"}},
}

// Problems are the conditions that do not hold and that nothing else tells of.
func (r Reading) Problems() (out record.Problems) {
	for _, c := range r.Checks {
		if c.Holds || c.Told {
			continue
		}
		switch c.ID {
		case "K-08":
			out = append(out, Codes.Problem("/privacyText/platforms", "privacy-arrangement"))
		case "K-11":
			out = append(out, Codes.Problem("/privacyText/published", "privacy-outdated", r.Published))
		default:
			out = append(out, Codes.Problem("/privacyText", "privacy-check", c.ID))
		}
	}
	if r.NoProcessor {
		out = append(out, Codes.Problem("/processing/services", "privacy-no-processor"))
	}
	if r.ConsentInPeriod >= 0 {
		out = append(out, Codes.Problem(record.At("/privacyText/periods", r.ConsentInPeriod, "period"), "privacy-consent"))
	}
	if r.PublicInterest >= 0 {
		out = append(out, Codes.Problem(record.At("/privacyText/grounds", r.PublicInterest, "ground"), "privacy-interest"))
	}
	return out
}

// Plain is what was found in words of one's own at a path.
func Plain(path string, of plain.Report) (out record.Problems) {
	for _, f := range of.Findings {
		switch f.Kind {
		case plain.Long:
			out = append(out, Codes.Problem(path, "plain-long", strconv.Itoa(f.Words)))
		case plain.Passively:
			out = append(out, Codes.Problem(path, "plain-passive", f.Word))
		case plain.SaysLittle:
			out = append(out, Codes.Problem(path, "plain-vague", f.Word))
		case plain.OtherForm:
			out = append(out, Codes.Problem(path, "plain-form", f.Word, f.Instead))
		case plain.SimplerWord:
			out = append(out, Codes.Problem(path, "plain-swap", f.Word, f.Instead))
		}
	}
	return out
}
