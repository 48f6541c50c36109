package dossier

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// visit is called for every part of a dossier in the order of its members: path is its JSON Pointer, pattern the same with dots and
// without the places in lists and maps (subprocessors.address.city).
type visit func(path, pattern string, v reflect.Value)

// walk visits v and everything in it. The keys of a map are visited in sorted order.
func walk(v reflect.Value, path, pattern string, f visit) {
	if path != "" {
		f(path, pattern, v)
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			members(v.Elem(), path, pattern, f)
		}
	case reflect.Struct:
		members(v, path, pattern, f)
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), path+"/"+strconv.Itoa(i), pattern, f)
		}
	case reflect.Map:
		for _, key := range sortedKeys(v) {
			walk(v.MapIndex(key), join(path, show(key.String())), pattern, f)
		}
	}
}

func members(v reflect.Value, path, pattern string, f visit) {
	for i := range v.NumField() {
		name, _ := member(v.Type().Field(i))
		walk(v.Field(i), path+"/"+name, strings.TrimPrefix(pattern+"."+name, "."), f)
	}
}

// member returns a field's name in JSON and whether it is left out when empty.
func member(f reflect.StructField) (name string, optional bool) {
	name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name, options == "omitempty"
}

func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	return keys
}

// pointer escapes one reference token of a JSON Pointer (RFC 6901, 3).
func pointer(token string) string { return escaper.Replace(token) }

var escaper = strings.NewReplacer("~", "~0", "/", "~1")

// copyWith returns a deep copy of v in which every string went through f, and no list is nil when full, none empty when not full.
func copyWith(v reflect.Value, pattern string, full bool, f func(pattern, s string) string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		out.SetString(f(pattern, v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(copyWith(v.Elem(), pattern, full, f))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name, _ := member(v.Type().Field(i))
			out.Field(i).Set(copyWith(v.Field(i), strings.TrimPrefix(pattern+"."+name, "."), full, f))
		}
	case reflect.Slice:
		if full || v.Len() > 0 {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		}
		for i := range v.Len() {
			out.Index(i).Set(copyWith(v.Index(i), pattern, full, f))
		}
	case reflect.Map:
		if v.Len() > 0 {
			out.Set(reflect.MakeMapWithSize(v.Type(), v.Len()))
		}
		for _, key := range v.MapKeys() {
			out.SetMapIndex(key, copyWith(v.MapIndex(key), pattern, full, f))
		}
	default:
		out.Set(v)
	}
	return out
}
