#!/usr/bin/env bash
# Writes to a folder an overlay for go build -overlay, in which Go's library lacks what the linker keeps although we never call it. It fails
# when a place is no longer as it was.
set -euo pipefail
work=$(cd "$1" && pwd)
root=$(go env GOROOT)/src
declare -A replaced=()

# without FILE WHAT INSTEAD: the file with one place in it replaced.
without() {
	local copy=$work/${1//\//_} text
	[ -n "${replaced[$root/$1]:-}" ] || cp "$root/$1" "$copy"
	text=$(<"$copy")
	local rest=${text/"$2"/}
	if [ "${#rest}" != $((${#text} - ${#2})) ] || [[ $rest = *"$2"* ]]; then
		echo "there is not one place with $2: read $root/$1" >&2
		exit 1
	fi
	printf '%s\n' "${text/"$2"/"$3"}" >"$copy"
	replaced[$root/$1]=$copy
}

# A template of ours looks values up in maps and calls no methods. As long as text/template could, every method of every type is kept: a tenth of
# the program.
without text/template/exec.go 'ptr.MethodByName(fieldName)' '(reflect.Value{})'

# Our expressions name kinds of characters (\pL) and no scripts (\p{Greek}), whose tables are large.
without regexp/syntax/parse.go 'unicode.Scripts[name]' '(*unicode.RangeTable)(nil)'
without regexp/syntax/parse.go 'unicode.FoldScript[name]' '(*unicode.RangeTable)(nil)'

# fpdf could place GIFs and JPEGs, and keep a page for later with gob. We give it pages only, and the one picture that we read is a PNG.
without image/gif/reader.go 'image.RegisterFormat("gif", "GIF8?a", Decode, DecodeConfig)' ''
without image/jpeg/reader.go 'image.RegisterFormat("jpeg", "\xff\xd8", Decode, DecodeConfig)' ''
for file in "$root"/encoding/gob/*.go; do replaced[$file]=; done
cat >"$work/gob.go" <<'END'
package gob

import (
	"errors"
	"io"
)

type (
	Encoder    struct{}
	Decoder    struct{}
	GobEncoder interface{ GobEncode() ([]byte, error) }
	GobDecoder interface{ GobDecode([]byte) error }
)

func NewEncoder(io.Writer) *Encoder { return nil }
func NewDecoder(io.Reader) *Decoder { return nil }

func (*Encoder) Encode(any) error { return errors.ErrUnsupported }
func (*Decoder) Decode(any) error { return errors.ErrUnsupported }
END
replaced[$root/encoding/gob/gob.go]=$work/gob.go

for file in "${!replaced[@]}"; do printf '"%s":"%s"\n' "$file" "${replaced[$file]}"; done | sort | paste -sd, | sed 's/.*/{"Replace":{&}}/' >"$work/overlay.json"
