package pdf

import (
	"bytes"
	"encoding/hex"
	"errors"
	"strings"
	"unicode/utf16"

	"verwoord/app/layout/face"
	"verwoord/app/pdf/cos"
)

// errNotEmbedded is a glyph that a font of a file does not have.
var errNotEmbedded = errors.New("pdf: the font of the file does not have that glyph")

// embedded is a font that a file has.
type embedded struct {
	ref     cos.Ref
	program *trueType
	codes   map[string][]uint16 // by the text that they stand for
}

// fontOf finds a face among the fonts of a file's pages, as Write embeds it; nil when it is not there. What it shows is what the face
// itself would show: a glyph counts as there only when its outline, its width and its text are the same, whatever the file calls it.
// Of others the code is errNotEmbedded.
func fontOf(file *cos.File, of *face.Face) *font {
	for _, o := range file.Dict(firstResources(file)["Font"]) {
		ref, isRef := o.(cos.Ref)
		d := file.Dict(o)
		if name := string(file.Name(d["BaseFont"])); !isRef || len(name) < 7 || name[7:] != of.Name || file.Name(d["Subtype"]) != "Type0" {
			continue
		}
		if f := openFont(file, ref, d, of); f != nil {
			return f
		}
	}
	return nil
}

// firstResources are the resources of the first page.
func firstResources(file *cos.File) cos.Dict {
	node := file.Dict(file.Dict(file.Trailer["Root"])["Pages"])
	for range maxNesting {
		kids := file.Array(node["Kids"])
		if len(kids) == 0 {
			break
		}
		node = file.Dict(kids[0])
	}
	return file.Dict(node["Resources"])
}

// openFont reads a font as embed writes it; nil when it is of another kind.
func openFont(file *cos.File, ref cos.Ref, d cos.Dict, of *face.Face) *font {
	descendants := file.Array(d["DescendantFonts"])
	if len(descendants) != 1 || file.Name(d["Encoding"]) != "Identity-H" {
		return nil
	}
	descendant := file.Dict(descendants[0])
	stream, _ := file.Resolve(file.Dict(descendant["FontDescriptor"])["FontFile2"]).(*cos.Stream)
	meaning, _ := file.Resolve(d["ToUnicode"]).(*cos.Stream)
	widths := file.Array(descendant["W"])
	if stream == nil || meaning == nil || len(widths) != 2 || widths[0] != int64(0) || file.Name(descendant["CIDToGIDMap"]) != "Identity" {
		return nil
	}
	program, err := file.StreamData(stream)
	if err != nil {
		return nil
	}
	texts, err := file.StreamData(meaning)
	if err != nil {
		return nil
	}
	f, err := newFont(of, "")
	if err != nil {
		return nil
	}
	f.set = &embedded{ref: ref, codes: readToUnicode(texts)}
	if f.set.program, err = parseTrueType(program); err != nil || f.set.program.unitsPerEm != f.file.unitsPerEm {
		return nil
	}
	f.uses, f.width = nil, nil
	for _, o := range file.Array(widths[1]) {
		width, _ := file.Int(o)
		f.uses, f.width = append(f.uses, use{}), append(f.width, int(width))
	}
	return f
}

// readToUnicode reads which codes stand for a text, as toUnicode writes it down.
func readToUnicode(data []byte) map[string][]uint16 {
	codes := map[string][]uint16{}
	for line := range strings.Lines(string(data)) {
		from, to, ok := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "<"), ">"), "><")
		code, err1 := hex.DecodeString(from)
		text, err2 := hex.DecodeString(to)
		if !ok || err1 != nil || err2 != nil || len(code) != 2 || len(text)%2 != 0 {
			continue
		}
		units := make([]uint16, len(text)/2)
		for i := range units {
			units[i] = u16(text, 2*i)
		}
		s := string(utf16.Decode(units))
		codes[s] = append(codes[s], u16(code, 0))
	}
	return codes
}

// find looks a glyph up among those of a file.
func (f *font) find(u use) (uint16, error) {
	for _, c := range f.set.codes[u.text] {
		if int(c) < len(f.uses) && f.width[c] == f.file.width(u.glyph) && alike(f.file, u.glyph, f.set.program, c, 0) {
			f.uses[c], f.codes[u] = u, c
			return c, nil
		}
	}
	return 0, errNotEmbedded
}

// alike reports whether two glyphs have the same outline in the same place. Instructions and what fills up a table do not count.
func alike(a *trueType, ga uint16, b *trueType, gb uint16, depth int) bool {
	outlines := [2][]byte{}
	parts := [2][]uint16{}
	for i, of := range []struct {
		font  *trueType
		glyph uint16
	}{{a, ga}, {b, gb}} {
		outline, err := of.font.outline(of.glyph)
		if err != nil {
			return false
		}
		outlines[i], err = appendOutline(nil, outline, func(component uint16) uint16 {
			parts[i] = append(parts[i], component)
			return 0
		})
		if err != nil {
			return false
		}
		outlines[i] = bytes.TrimRight(outlines[i], "\x00")
	}
	if !bytes.Equal(outlines[0], outlines[1]) || len(parts[0]) != len(parts[1]) || a.bearing(ga) != b.bearing(gb) || depth > maxNesting {
		return false
	}
	for i := range parts[0] {
		if !alike(a, parts[0][i], b, parts[1][i], depth+1) {
			return false
		}
	}
	return true
}
