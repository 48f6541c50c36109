package doc

// Part is the document with one of its sections alone; ok is false when it has no section of that id.
func (d *Doc) Part(id string) (part *Doc, ok bool) {
	blocks := d.part(id)
	if blocks == nil {
		return nil, false
	}
	out := *d
	out.Sections = nil
	for _, b := range blocks {
		out.Sections = append(out.Sections, b.(*Section))
	}
	return &out, true
}

// part is the section of an id, or all sections when it is "".
func (d *Doc) part(id string) []Block {
	if id == "" {
		return sections(d)
	}
	var found []Block
	for _, s := range d.Sections {
		Walk(s, func(n Node) {
			if n, ok := n.(*Section); ok && n.ID == id && found == nil {
				found = []Block{n}
			}
		})
	}
	return found
}

// topLevel is the level of the first heading.
func topLevel(blocks []Block) int {
	level := 0
	for _, b := range blocks {
		Walk(b, func(n Node) {
			if h, ok := n.(*Heading); ok && level == 0 {
				level = h.Level
			}
		})
	}
	return max(level, 1)
}
