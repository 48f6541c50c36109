package layout

// extent is what a paragraph needs: the width with words broken where they may be, with words whole, and with each of its lines whole; how
// much text it has; and where it may be broken.
type extent struct {
	least, whole, most float64
	all                float64 // of its text on one line
	ends               int     // lines when none is broken
	spots              []spot
}

// spot is a place where a line may end. Widths are natural widths from the start of the paragraph.
type spot struct {
	end, start float32 // of this line and of the next
	kind       spotKind
	within     float32 // the width of a line that has room for what is broken there only for want of it; 0 for none
}

type spotKind uint8

const (
	atSpace spotKind = iota
	inWord
	atEnd // of a line in any case
)

func (p *paragraph) extent() extent {
	e := extent{all: p.x, spots: make([]spot, 0, len(p.breaks)-1)}
	part, word, line := 0, 0, 0
	for i := 1; i < len(p.breaks); i++ {
		b := &p.breaks[i]
		if b.resort {
			continue
		}
		kind := inWord
		e.whole = max(e.whole, b.within)
		if b.penalty < addressPenalty || b.cut != nil {
			e.least = max(e.least, b.end-p.breaks[part].start)
			part = i
		}
		if b.space || b.forced {
			kind = atSpace
			if b.penalty < tiePenalty {
				e.whole = max(e.whole, b.end-p.breaks[word].start)
				word = i
			}
		}
		if b.forced {
			kind = atEnd
			e.ends++
			e.most = max(e.most, b.end-p.breaks[line].start)
			line = i
		}
		e.spots = append(e.spots, spot{float32(b.end), float32(b.start), kind, float32(b.within)})
	}
	return e
}

// lines guesses how many lines a ragged paragraph has in a width, and how much its broken words disturb, in lines: a hyphen in a line or two
// more than one in many.
func (e *extent) lines(width float64) (lines, broken float32) {
	const cut, cutAddress = 3, 2 // a name; an e-mail address
	if e.most <= width {
		return float32(e.ends), 0
	}
	hyphens := float32(0)
	start, w := float32(0), float32(width)+0.01
	space, word := -1, -1 // the last places that the line may end
	for i := 0; i < len(e.spots); i++ {
		s := &e.spots[i]
		for s.end-start > w {
			lines++
			switch {
			case space > word || space >= 0 && w-(e.spots[space].end-start) <= float32(shortest*w):
				start, space = e.spots[space].start, -1
			case word >= 0:
				if e.spots[word].within > 0 {
					broken += cutAddress
				} else {
					hyphens++
				}
				start, space, word = e.spots[word].start, -1, -1
			default:
				start += w
				broken += cut
			}
			if word >= 0 && e.spots[word].start <= start {
				word = -1
			}
		}
		switch s.kind {
		case atSpace:
			space = i
		case inWord:
			if s.within == 0 || s.within > w {
				word = i
			}
		case atEnd:
			lines++
			start, space, word = s.start, -1, -1
		}
	}
	return lines, broken + float32(hyphens*hyphens/max(lines, 1))
}
