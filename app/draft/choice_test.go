package draft_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"verwoord/app/doc"
	"verwoord/app/dossier"
	"verwoord/app/record"
)

// What a client chose is what the agreement says, in the words and the order of the source.
func TestChoices(t *testing.T) {
	w := load(t)
	for _, c := range []struct {
		name   string
		change func(*dossier.Dossier)
		lang   string
		has    []string
		hasNot []string
	}{
		{
			name:   "one entity",
			change: func(d *dossier.Dossier) { d.Processor.Entities = []string{"jex-works"} },
			lang:   "nl",
			has: []string{
				"Wij of ons: JEX Works B.V., statutair gevestigd te (3071 JL) Rotterdam aan het adres Nassaukade 5, ingeschreven in het Handelsregister onder nummer 85011282.",
				"JEX Works B.V., KvK 85011282",
			},
			hasNot: []string{"JEX Nederland", "85002976"},
		},
		{
			name:   "two entities, in the order of the source",
			change: func(d *dossier.Dossier) { d.Processor.Entities = []string{"jex-international", "jex-nederland"} },
			lang:   "nl",
			has:    []string{"Wij of ons: JEX Nederland B.V. en JEX International B.V., statutair", "onder nummers 85002976 en 85002887."},
		},
		{
			name:   "one entity in English",
			change: func(d *dossier.Dossier) { d.Processor.Entities = []string{"jex-works"} },
			lang:   "en",
			has:    []string{"We or us: JEX Works B.V., with registered office", "registered in the trade register under number 85011282."},
		},
		{
			name:   "no sub-processors",
			change: func(d *dossier.Dossier) { d.Subprocessors = nil },
			lang:   "nl",
			has:    []string{"Op 22 november 2026 schakelen wij voor jullie geen Subverwerkers in."},
			hasNot: []string{"in gebruik vanaf"},
		},
		{
			name: "sub-processors that are planned, objected to and ended",
			change: func(d *dossier.Dossier) {
				d.Subprocessors[0].Status, d.Subprocessors[1].Status, d.Subprocessors[2].Status = "planned", "objection", "ended"
			},
			lang:   "nl",
			has:    []string{"voorgenomen per 1 januari 2025", "Namuna Support"},
			hasNot: []string{"Example Messaging", "Sample Analytics"},
		},
		{
			name:   "no additional terms",
			change: func(d *dossier.Dossier) { d.AdditionalTerms = nil },
			lang:   "nl",
			has:    []string{"en de Bijlagen 1 tot en met 3."},
			hasNot: []string{"Bijlage 4", "Aanvullende afspraken"},
		},
		{
			name: "kinds that need a ground, not in the order of the source",
			change: func(d *dossier.Dossier) {
				d.Processing.PersonalData = []string{"bsn", "name", "certificate-of-conduct"}
				d.Processing.LegalGrounds = map[string]string{"bsn": "Grond A", "certificate-of-conduct": "Grond B", "id-copy": "Grond C"}
			},
			lang:   "nl",
			has:    []string{"– naam;\n– Verklaring omtrent Gedrag (indien van toepassing);\n– BSN (bij uitzendkrachten).\n", "Grondslag in de wet", "Verklaring omtrent Gedrag (indien van toepassing)\tGrond B\nBSN (bij uitzendkrachten)\tGrond A\n"},
			hasNot: []string{"Grond C"},
		},
		{
			name:   "no kind that needs a ground",
			change: func(*dossier.Dossier) {},
			lang:   "nl",
			hasNot: []string{"Grondslag in de wet"},
		},
		{
			name: "a last day and no officer",
			change: func(d *dossier.Dossier) {
				d.Processing.End, d.Controller.DPO, d.Processor.DPO = "2028-11-30", nil, nil
			},
			lang:   "nl",
			has:    []string{"Duur van de Verwerking\tvan 1 december 2026 tot en met 30 november 2028"},
			hasNot: []string{"het einde van de Overeenkomst", "Functionaris"},
		},
		{
			name:   "JEX names no contact for privacy",
			change: func(d *dossier.Dossier) { d.Processor.PrivacyContact = nil },
			lang:   "nl",
			has:    []string{"Contact over privacy\nniet opgegeven\nZbigniew"},
		},
		{
			name: "a legal form that the name does not tell",
			change: func(d *dossier.Dossier) {
				d.Controller.Name, d.Controller.LegalForm = "De Jong & Partners", "general-partnership"
			},
			lang: "nl",
			has:  []string{"De Jong & Partners, vennootschap onder firma\nKvK 12345678"},
		},
		{
			name: "a legal form that the name tells",
			change: func(d *dossier.Dossier) {
				d.Controller.Name, d.Controller.LegalForm = "Stichting Thuiszorg", "foundation"
			},
			lang: "nl",
			has:  []string{"Stichting Thuiszorg\nKvK 12345678"},
		},
		{
			name:   "a clause that the front sheet names has the number it names",
			change: func(*dossier.Dossier) {},
			lang:   "nl",
			has:    []string{"algemeen, volgens 3.4;", "3.4 Wij mogen Subverwerkers inschakelen"},
		},
		{
			name: "a register whose name stands in the number",
			change: func(d *dossier.Dossier) {
				d.Controller.KvK, d.Controller.LegalForm, d.Controller.Address.Country = "", "foreign", "DE"
				d.Controller.Registration = &record.Registration{Kind: "hrb", Number: "Amtsgericht Freiburg, HRB 123456", Country: "DE"}
			},
			lang:   "nl",
			has:    []string{"\nAmtsgericht Freiburg, HRB 123456, Duitsland", "Nassaukade 5, 3071 JL Rotterdam, Nederland"},
			hasNot: []string{"HRB Amtsgericht", "buitenlandse"},
		},
		{
			name: "consent to a transfer that is recorded, and one that is not",
			change: func(d *dossier.Dossier) {
				d.Subprocessors[2].Transfers[0].ConsentReference, d.Subprocessors[3].Transfers[0].Consent = "", ""
			},
			lang: "nl",
			has: []string{
				"Toestemming voor deze doorgifte (2.4): gegeven op 12 november 2026, TD-2026-003\n",
				"Toestemming voor deze doorgifte (2.4): gegeven op 12 november 2026\n",
				"Toestemming voor deze doorgifte (2.4): nog niet vastgelegd\n",
				"2.4 Verwerking in en doorgifte van Persoonsgegevens naar landen buiten de EER is enkel toegestaan met voorafgaande toestemming",
			},
		},
		{
			name: "no consent is needed for what is no transfer",
			change: func(d *dossier.Dossier) {
				d.Subprocessors = d.Subprocessors[:1]
				d.Subprocessors[0].Transfers = []dossier.Transfer{{Country: "FR", Mechanism: "eea", Checked: "2026-10-01"}}
			},
			lang:   "nl",
			has:    []string{"Doorgifte (Frankrijk): geen doorgifte buiten de EER"},
			hasNot: []string{"Toestemming voor deze doorgifte"},
		},
		{
			name:   "sub-processors are authorised one by one, as agreed",
			change: func(d *dossier.Dossier) { d.Processing.Authorisation = "specific" },
			lang:   "nl",
			has:    []string{"Toestemming voor Subverwerkers\tspecifiek, volgens Bijlage 4; gegeven met de ondertekening, alleen voor de Subverwerkers in Bijlage 3\n"},
			hasNot: []string{"algemeen, volgens"},
		},
		{
			name: "sub-processors are authorised one by one, and the agreement on that is still to be written",
			change: func(d *dossier.Dossier) {
				d.Processing.Authorisation, d.AdditionalTerms = "specific", nil
			},
			lang: "nl",
			has:  []string{"specifiek, volgens Bijlage 4;", "en de Bijlagen 1 tot en met 3."},
		},
		{
			name:   "who signs a translation agrees to the Dutch text",
			change: func(*dossier.Dossier) {},
			lang:   "en",
			has:    []string{"This is a translation: by signing it the parties agree to the Dutch text of the same date, which prevails."},
		},
		{
			name:   "of a planned sub-processor it is said that it is only planned",
			change: func(d *dossier.Dossier) { d.Subprocessors[0].Status = "planned" },
			lang:   "nl",
			has:    []string{"met die wij willen inschakelen."},
		},
		{
			name:   "no data protection officer, as a fact",
			change: func(d *dossier.Dossier) { d.Processor.NoDPO = true },
			lang:   "nl",
			has:    []string{"geen aangewezen"},
			hasNot: []string{"niet opgegeven"},
		},
		{
			name: "two who have authority together, and on what it rests",
			change: func(d *dossier.Dossier) {
				d.Controller.JointSignatory = &record.Person{Name: "Fatima el Amrani", Role: "bestuurder", Email: "f@example.nl"}
				d.Controller.Basis, d.Processor.Basis = "statutory", "power-of-attorney"
			},
			lang: "en",
			has:  []string{"and together with", "Second signatory: the two have authority only together.", "under the articles, as in the register", "power of attorney"},
		},
		{
			name: "a parish that has an RSIN alone",
			change: func(d *dossier.Dossier) {
				d.Controller.Name, d.Controller.LegalForm, d.Controller.KvK, d.Controller.RSIN = "Parochie Sint-Example", "religious-body", "", "850000014"
			},
			lang:   "nl",
			has:    []string{"Parochie Sint-Example, kerkgenootschap", "RSIN 850000014"},
			hasNot: []string{"niet ingeschreven", "12345678"},
		},
		{
			name: "a body that is in no register",
			change: func(d *dossier.Dossier) {
				d.Controller.Name, d.Controller.LegalForm, d.Controller.KvK = "Embassy of Example", "foreign", ""
			},
			lang: "nl",
			has:  []string{"geen nummer in het Handelsregister opgegeven"},
		},
		{
			name: "all numbers of a client",
			change: func(d *dossier.Dossier) {
				d.Controller.BranchNumber, d.Controller.RSIN, d.Controller.VATID = "000012345678", "850000014", "NL004495445B01"
			},
			lang: "nl",
			has:  []string{"KvK 12345678, vestiging 000012345678", "RSIN 850000014", "btw-id NL004495445B01"},
		},
		{
			name: "numbers and people in Belgium",
			change: func(d *dossier.Dossier) {
				d.Controller.KvK, d.Controller.Address.Country = "", "BE"
				d.Controller.VATID = "BE0566988259"
				d.Controller.Registration = &record.Registration{Kind: "be", Number: "0566988259", Country: "BE"}
				d.Controller.PrivacyContact.Phone, d.Controller.PrivacyContact.Email = "+3225550123;ext=12", "dpo@bücher.example"
			},
			lang: "nl",
			has:  []string{"KBO 0566.988.259, België", "btw-id BE\u00A00566.988.259", "+32\u00A02\u00A0555\u00A001\u00A023\u00A0toestel\u00A012", "dpo@bücher.example"},
		},
		{
			name: "who of the companies carries out a service",
			change: func(d *dossier.Dossier) {
				d.Processing.Services[0].Entities = []string{"jex-nederland", "jex-works"}
			},
			lang:   "nl",
			has:    []string{"Leads doorsturen\ndoor JEX Nederland B.V. en JEX Works B.V.\n"},
			hasNot: []string{"Campagnes optimaliseren\ndoor"},
		},
		{
			name: "a body with an establishment and no number of its own",
			change: func(d *dossier.Dossier) {
				d.Controller.LegalForm, d.Controller.KvK, d.Controller.RSIN, d.Controller.BranchNumber = "public-body", "", "850000014", "000012345678"
			},
			lang: "nl",
			has:  []string{"\nvestigingsnummer 000012345678\nRSIN 850000014"},
		},
		{
			name: "a report is on a period, however it is written",
			change: func(d *dossier.Dossier) {
				d.Subprocessors[1].Certifications[0].Name = "ISAE3402 type II"
			},
			lang: "nl",
			has:  []string{"ISAE3402 type II, rapport over de periode tot en met"},
		},
		{
			name: "the register of a German court",
			change: func(d *dossier.Dossier) {
				d.Controller.KvK, d.Controller.Address.Country = "", "DE"
				d.Controller.Registration = &record.Registration{Kind: "hrb", Number: "HRB 1234", Country: "DE", Court: "Amtsgericht München"}
			},
			lang: "nl",
			has:  []string{"HRB 1234, Amtsgericht München, Duitsland"},
		},
		{
			name: "a client from elsewhere",
			change: func(d *dossier.Dossier) {
				d.Controller.KvK = ""
				d.Controller.Registration = &record.Registration{Kind: "be", Number: "0403.170.701", Country: "BE"}
				d.Controller.Address.Country = "BE"
			},
			lang: "nl",
			has:  []string{"Zorggroep De Linde B.V.\nKBO 0403.170.701, België", "Lindelaan 12, 3511 AB Utrecht, België"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := example(t)
			c.change(d)
			text := string(w.draft(t, "agreement", c.lang, d).Text())
			for _, s := range c.has {
				if !strings.Contains(text, s) {
					t.Errorf("does not say %q in\n%s", s, text)
				}
			}
			for _, s := range c.hasNot {
				if strings.Contains(text, s) {
					t.Errorf("says %q", s)
				}
			}
		})
	}
}

// A long list is a longer table and nothing else.
func TestManySubprocessors(t *testing.T) {
	w, d := load(t), example(t)
	for i := range 200 {
		s := d.Subprocessors[i%4]
		s.ID, s.Name = fmt.Sprintf("s%d", i), fmt.Sprintf("Voorbeeld %d B.V.", i)
		d.Subprocessors = append(d.Subprocessors, s)
	}
	rows := 0
	for _, s := range w.draft(t, "agreement", "nl", d).Sections {
		doc.Walk(s, func(n doc.Node) {
			if table, ok := n.(*doc.Table); ok && len(table.Columns) == 4 && len(table.Rows) > 2 {
				rows += len(table.Rows)
			}
		})
	}
	if rows != 204 {
		t.Errorf("%d rows, want 204", rows)
	}
}

// Every value of the tree says where in the dossier its words come from.
func TestPaths(t *testing.T) {
	w, d := load(t), example(t)
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var root any
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	values := 0
	for _, s := range w.draft(t, "agreement", "nl", d).Sections {
		doc.Walk(s, func(n doc.Node) {
			v, ok := n.(*doc.Value)
			if !ok {
				return
			}
			values++
			if found, ok := at(root, v.Path).(string); v.Path != "" && (!ok || found == "") {
				t.Errorf("%q comes from %s, where there is nothing", v.Text, v.Path)
			}
			if v.Path == "" && v.Text != "22 november 2026" {
				t.Errorf("%q comes from nowhere", v.Text)
			}
		})
	}
	if values < 100 {
		t.Errorf("%d values", values)
	}
}

// at is what a JSON Pointer points to.
func at(v any, pointer string) any {
	for _, name := range strings.Split(pointer, "/")[1:] {
		switch in := v.(type) {
		case map[string]any:
			v = in[name]
		case []any:
			var i int
			if _, err := fmt.Sscan(name, &i); err != nil || i >= len(in) {
				return nil
			}
			v = in[i]
		default:
			return nil
		}
	}
	return v
}

// Whatever a dossier says, there is an agreement to look at.
func FuzzDossier(f *testing.F) {
	w := load(f)
	data, err := json.Marshal(example(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"subprocessors":[{"transfers":[{}],"contact":{},"furtherSubprocessors":[{}]}],"additionalTerms":[{"text":"a\n\nb"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var d dossier.Dossier
		if json.Unmarshal(data, &d) != nil {
			return
		}
		for _, lang := range w.Languages("agreement") {
			tree, _, err := w.Draft(w.request("agreement", lang, &d))
			if err != nil {
				t.Fatal(err)
			}
			tree.HTMLPage()
			tree.Markdown()
			tree.Text()
		}
	})
}
