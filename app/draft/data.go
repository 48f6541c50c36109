package draft

import (
	"reflect"
	"sort"
	"strconv"
	"strings"

	"verwoord/app/record"
)

// object is a struct of a record or the catalogue under the names of its JSON.
type object = map[string]any

// data is what the template sees: the dossier, with the record that the document is about, the notices that it follows and its date.
func (r *run) data() object {
	root, _ := r.wrap(reflect.ValueOf(r.Dossier), "").(object)
	root["date"] = r.enter("", r.Date)
	if root["draft"], root["mark"] = r.known.draft, r.speak("", r.known.mark, grouped(r.known.mark)); r.known.bare {
		root["date"] = r.none("")
	}
	root["original"] = r.speak("", r.Original, grouped(r.Original))
	if r.Original == "" {
		root["original"] = r.none("")
	}
	root["about"] = r.none("/about")
	if r.About != nil {
		root["about"] = r.wrap(reflect.ValueOf(r.About), "/about")
	}
	root["chain"] = r.wrap(reflect.ValueOf(r.Chain), "/chain")
	root["review"] = Token(nil)
	if r.Review != nil {
		root["review"] = r.wrap(reflect.ValueOf(r.Review), computed)
	}
	return root
}

// computed is the path of what was worked out for this document and stands in no record. It prints as the words of the template do.
const computed = "\x00"

// write writes down a value, or what was computed.
func (r *run) write(path, raw, text string) Token {
	switch {
	case strings.HasPrefix(path, computed):
		return r.speak("", raw, text)
	case raw == text:
		return r.enter(path, raw)
	}
	return r.print(path, raw, text)
}

// wrap makes template data of a value: strings and numbers become tokens that know their path, everything else keeps its form.
func (r *run) wrap(v reflect.Value, path string) any {
	switch v.Kind() {
	case reflect.Pointer:
		switch {
		case !v.IsNil():
			return r.wrap(v.Elem(), path)
		case strings.HasPrefix(path, computed):
			return Token(nil)
		}
		return r.none(path)
	case reflect.Struct:
		o := make(object, v.NumField())
		for i, name := range r.library.namesOf(v.Type()) {
			if name != "" {
				o[name] = r.wrap(v.Field(i), path+"/"+name)
			}
		}
		return o
	case reflect.Slice:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = r.wrap(v.Index(i), path+"/"+strconv.Itoa(i))
		}
		if strings.HasPrefix(path, computed) {
			return itemsOf(list, nil)
		}
		if of := v.Type().Elem(); len(list) == 0 && of.Kind() == reflect.Struct {
			if r.rows == nil {
				r.rows = map[string]reflect.Type{}
			}
			r.rows[path] = of
		}
		return itemsOf(list, r.none(path))
	case reflect.Map:
		keys := v.MapKeys()
		sort.Slice(keys, func(i, j int) bool { return keys[i].String() < keys[j].String() })
		list := make([]any, len(keys))
		for i, k := range keys {
			at := path + "/" + pointerEscape.Replace(k.String())
			list[i] = object{"key": r.enter(at, k.String()), "value": r.wrap(v.MapIndex(k), at)}
		}
		return itemsOf(list, r.none(path))
	case reflect.String:
		return r.write(path, v.String(), v.String())
	case reflect.Int, reflect.Int64:
		return r.write(path, strconv.FormatInt(v.Int(), 10), r.Locale.Number(int(v.Int())))
	case reflect.Bool:
		return v.Bool()
	}
	panic("draft: a record holds a " + v.Type().String())
}

// pointerEscape escapes a key in a JSON Pointer (RFC 6901, 3).
var pointerEscape = strings.NewReplacer("~", "~0", "/", "~1")

// namesOf are the names in JSON of the fields of a struct, read once.
func (t *Templates) namesOf(of reflect.Type) []string {
	if known, ok := t.names.Load(of); ok {
		return known.([]string)
	}
	names := make([]string, of.NumField())
	for i := range names {
		names[i] = jsonName(of.Field(i))
	}
	t.names.Store(of, names)
	return names
}

// jsonName is the name of a field in JSON, "" when it has none.
func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "-" {
		return ""
	}
	return name
}

// choice is one entry of a list of the catalogue.
type choice struct {
	id    string
	label string
	value reflect.Value // the struct
}

// catalogue returns a list of the catalogue by its name in JSON, in the catalogue's order; nil when there is none of that name.
func (r *run) catalogue(list string) []choice {
	if known, ok := r.lists[list]; ok {
		return known
	}
	v := reflect.ValueOf(r.Catalogue).Elem()
	for i := range v.NumField() {
		f := v.Field(i)
		if f.Kind() != reflect.Slice || jsonName(v.Type().Field(i)) != list {
			continue
		}
		out := make([]choice, f.Len())
		for j := range out {
			out[j] = choice{id: f.Index(j).FieldByName("ID").String(), value: f.Index(j)}
			if label := f.Index(j).FieldByName("Label"); label.IsValid() {
				out[j].label = label.Interface().(record.Text)[r.Locale.Lang]
			}
		}
		if r.lists == nil {
			r.lists = map[string][]choice{}
		}
		r.lists[list] = out
		return out
	}
	return nil
}

// describe makes template data of an entry of the catalogue. When path tells where the dossier chose it, its words count as the dossier's.
func (r *run) describe(c choice, path string) object {
	o := object{}
	for i, name := range r.library.namesOf(c.value.Type()) {
		f := c.value.Field(i)
		switch f.Kind() {
		case reflect.Map:
			o[name] = r.speak(path, c.id, f.Interface().(record.Text)[r.Locale.Lang])
		case reflect.String:
			o[name] = r.speak(path, f.String(), f.String())
		case reflect.Bool:
			o[name] = f.Bool()
		}
	}
	return o
}

// speak writes down words of the catalogue or of a message, which print as they are.
func (r *run) speak(path, raw, text string) Token {
	if text == "" {
		return nil
	}
	kind := entered
	if path == "" {
		kind = words
	}
	return r.add(entry{path: path, raw: raw, parts: []part{{kind: kind, path: path, text: text, prose: text != raw}}})
}

// grouped writes a sum in groups of eight digits, which one can compare by eye and a line may end between.
func grouped(sum string) string {
	var b strings.Builder
	for i, c := range sum {
		if i > 0 && i%8 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}
