package verify

import (
	"slices"
	"strings"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
)

// A file may hold what shows something else than what was signed, without a byte being another: that is no fault of the signature, and it is
// told. Each is a note on the file.
const (
	noteScript   = "active-script"   // something runs by itself, or when one does something
	noteAction   = "active-action"   // an action that opens, sends or hides something
	noteXFA      = "active-xfa"      // a form in XML, which some programs draw instead of the pages
	noteLayers   = "active-layers"   // layers, of which some are not shown, or not everywhere
	noteExternal = "active-external" // content from another file
	noteMedia    = "active-media"    // sound, film or models
	noteRedrawn  = "active-redrawn"  // a program may draw the fields anew from their values
	noteDiffers  = "active-differs"  // a field shows something else than its value
	noteCover    = "active-cover"    // a portfolio, of which programs show another file than the pages
	noteWhere    = "active-where"    // what is seen on paper alone, or when one points at it
)

// tellActive looks for all of that in the newest state of the file.
func (v *verifier) tellActive() {
	a := active{f: v.file, told: map[string]string{}}
	catalog := v.file.Dict(v.file.Trailer["Root"])
	for _, number := range v.file.Numbers() {
		at, _ := v.file.Location(number)
		a.look(v.file.Get(cos.Ref{Number: number, Generation: at.Generation}), 0)
	}
	if !isDestination(v.file, catalog["OpenAction"]) {
		a.action(v.file.Dict(catalog["OpenAction"]), true)
	}
	if len(v.file.Dict(v.file.Dict(catalog["Names"])["JavaScript"])) > 0 {
		a.tell(noteScript, "")
	}
	if len(v.file.Dict(catalog["Collection"])) > 0 {
		a.tell(noteCover, "")
	}
	a.layers(v.file.Dict(catalog["OCProperties"]))
	a.fields(v.form, v.file.Dict(catalog["AcroForm"]))
	var codes []string
	for code := range a.told {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		v.report.Notes = append(v.report.Notes, Finding{Code: code, Detail: a.told[code]})
	}
}

// isDestination tells whether what is done at opening is to go to a place in the document.
func isDestination(f *cos.File, o cos.Object) bool {
	switch d := f.Resolve(o).(type) {
	case nil, cos.Array, cos.Name, cos.String:
		return true
	case cos.Dict:
		return f.Name(d["S"]) == "GoTo" && d["Next"] == nil
	}
	return false
}

type active struct {
	f    *cos.File
	told map[string]string // by code: a detail of the first one
}

func (a *active) tell(code, detail string) {
	if _, ok := a.told[code]; !ok {
		a.told[code] = detail
	}
}

// quiet are the actions that lead a reader somewhere, and no more (ISO 32000-1, table 198).
var quiet = []cos.Name{"GoTo", "URI", "Named", "Thread"}

// action tells of an action that is done; automatic is one that nobody asked for.
func (a *active) action(d cos.Dict, automatic bool) {
	switch kind := a.f.Name(d["S"]); {
	case kind == "JavaScript" || d["JS"] != nil:
		a.tell(noteScript, "")
	case kind == "GoToR" || kind == "GoToE" || kind == "Launch" || kind == "SubmitForm" || kind == "ImportData" || kind == "Hide" || kind == "SetOCGState":
		a.tell(noteAction, string(kind))
	case kind == "Rendition" || kind == "Sound" || kind == "Movie" || kind == "RichMediaExecute" || kind == "GoTo3DView":
		a.tell(noteMedia, string(kind))
	case automatic && kind != "" && kind != "GoTo":
		a.tell(noteAction, string(kind))
	}
}

// media are annotations that show more than an appearance (ISO 32000-1, table 169).
var media = []cos.Name{"RichMedia", "Screen", "Movie", "Sound", "3D"}

// look goes through an object as it stands; what it refers to is looked at in its turn.
func (a *active) look(o cos.Object, depth int) {
	if depth > 32 || !a.f.Spend(1) {
		return
	}
	switch o := o.(type) {
	case cos.Array:
		for _, e := range o {
			a.look(e, depth+1)
		}
	case cos.Dict:
		a.dict(o, depth)
	case *cos.Stream:
		if o.Dict["F"] != nil {
			a.tell(noteExternal, "")
		}
		if o.Dict["Ref"] != nil && a.f.Name(o.Dict["Subtype"]) == "Form" {
			a.tell(noteExternal, "")
		}
		a.dict(o.Dict, depth)
	}
}

func (a *active) dict(d cos.Dict, depth int) {
	if len(a.f.Dict(d["AA"])) > 0 {
		a.tell(noteScript, "")
	}
	if d["S"] != nil && d["Type"] != cos.Name("StructElem") {
		a.action(d, false)
	} else if d["JS"] != nil {
		a.tell(noteScript, "")
	}
	if kind := a.f.Name(d["Subtype"]); kind != "" && slices.Contains(media, kind) && d["Rect"] != nil {
		a.tell(noteMedia, string(kind))
	}
	a.annotation(d)
	if d["Alternates"] != nil && a.f.Name(d["Subtype"]) == "Image" { // another picture for paper (8.9.5.4)
		a.tell(noteWhere, "")
	}
	if d["OPI"] != nil { // another picture in its place (14.11.7)
		a.tell(noteExternal, "")
	}
	for _, e := range d {
		switch e.(type) {
		case cos.Dict, cos.Array:
			a.look(e, depth+1)
		}
	}
}

// annotation tells of one that looks otherwise on paper than on a screen, or when one points at it (12.5.3, 12.5.5). Buttons do that by nature.
func (a *active) annotation(d cos.Dict) {
	kind := a.f.Name(d["Subtype"])
	if d["Rect"] == nil || kind == "" || kind == "Popup" || kind == "Link" {
		return
	}
	const noView, toggleNoView = 1 << 5, 1 << 8
	unseen := flags(a.f, d)&hidden != 0
	looks := a.f.Dict(d["AP"])
	others := a.f.Name(d["FT"]) != "Btn" && (looks["R"] != nil && !equal(looks["R"], looks["N"]) || looks["D"] != nil && !equal(looks["D"], looks["N"]))
	if f := flags(a.f, d); f&(toggleNoView) != 0 || !unseen && (f&(noView|printed) == noView|printed || others && d["Parent"] == nil) {
		a.tell(noteWhere, string(kind))
	}
}

// layers tells of optional content that is off, or not the same for every purpose (ISO 32000-1, 8.11.4).
func (a *active) layers(d cos.Dict) {
	groups := a.f.Array(d["OCGs"])
	if len(groups) == 0 {
		return
	}
	configuration := a.f.Dict(d["D"])
	state := a.f.Name(configuration["BaseState"])
	if len(a.f.Array(configuration["OFF"])) > 0 || state != "" && state != "ON" || len(a.f.Array(configuration["AS"])) > 0 || len(a.f.Array(d["Configs"])) > 0 {
		a.tell(noteLayers, "")
		return
	}
	for _, o := range groups {
		group := a.f.Dict(o)
		if len(a.f.Dict(group["Usage"])) > 0 {
			a.tell(noteLayers, a.text(group["Name"]))
		}
	}
}

func (a *active) text(o cos.Object) string {
	s, _ := a.f.String(o)
	return s.Decoded()
}

// fields tells of fields that may show another value than they have, or have another than they show (ISO 32000-1, 12.7.3.3).
func (a *active) fields(m *form.Form, acroForm cos.Dict) {
	if acroForm["XFA"] != nil {
		a.tell(noteXFA, "")
	}
	redrawn, _ := a.f.Resolve(acroForm["NeedAppearances"]).(bool)
	for _, field := range m.Fields {
		if field.Kind != "Tx" && field.Kind != "Ch" || field.Value == nil {
			continue
		}
		if redrawn {
			a.tell(noteRedrawn, field.Name)
		}
		value := words(a.text(field.Value))
		for _, widget := range field.Widgets {
			if shown, ok := a.shown(widget); ok && value != "" && !strings.Contains(words(shown), value) {
				a.tell(noteDiffers, field.Name)
			}
		}
	}
}

// words are the letters and figures of a text: how a field breaks and spaces it is its own affair.
func words(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || strings.ContainsRune(".,-()\u00a0", r) {
			return -1
		}
		return r
	}, s)
}

// shown is what the appearance of a widget says, as far as it is written in the letters that people read: with one byte for each, and a font
// that has no encoding of its own. It is false when that cannot be told.
func (a *active) shown(widget cos.Ref) (string, bool) {
	stream, ok := a.f.Resolve(a.f.Dict(a.f.Dict(widget)["AP"])["N"]).(*cos.Stream)
	if !ok {
		return "", false
	}
	for _, font := range a.f.Dict(a.f.Dict(stream.Dict["Resources"])["Font"]) {
		if d := a.f.Dict(font); a.f.Name(d["Subtype"]) == "Type0" || d["ToUnicode"] != nil || a.f.Dict(d["Encoding"])["Differences"] != nil {
			return "", false
		}
	}
	data, err := a.f.StreamData(stream)
	if err != nil {
		return "", false
	}
	var b strings.Builder
	err = a.f.Instructions(data, func(operator string, operands []cos.Object) error {
		switch operator {
		case "Tj", "'", "\"", "TJ":
			for _, o := range operands {
				write(&b, o)
			}
		}
		return nil
	})
	return b.String(), err == nil
}

func write(b *strings.Builder, o cos.Object) {
	switch o := o.(type) {
	case cos.String:
		b.WriteString(o.Decoded())
	case cos.Array:
		for _, e := range o {
			write(b, e)
		}
	}
}
