package layout

import (
	"math"
	"math/bits"
)

// line is one line of a paragraph: from one of its breakpoints to another.
type line struct {
	from, to int32
	ratio    float64 // how far its spaces are stretched (to 1) or shrunk (to -1)
	tracking int16   // of Run
	last     bool    // is not stretched: the end of the paragraph or of a forced line
}

// node is a feasible breakpoint with the best way to it.
type node struct {
	at, before int32
	fitness    int8 // 0 tight to 3 very loose
	ladder     int8 // how many lines up to here end with a hyphen
	ratio      float64
	demerits   float64
}

// What a space gives, of its width: when stretched as much as TeX's, when shrunk less, since a fifth of an em is narrow from the start.
const (
	spaceStretch = 1.0 / 2
	spaceShrink  = 1.0 / 4
	raggedSlack  = 4.0 // em: what the end of a ragged line counts as stretch
)

// What the letters of a justified line give along with its spaces, of the em: a twenty-fifth of a space at most, too little to be seen, and over
// a line as much as two spaces. A line with a ratio beyond 1 takes no more of it.
const (
	letterStretch = 0.008
	letterShrink  = 0.004
)

// Demerits, TeX's.
const (
	lineDemerits     = 10.0
	ladderDemerits   = 10000.0
	fitnessDemerits  = 10000.0
	lastHyphDemerits = 5000.0
	shortDemerits    = 4000.0 // the last line is shorter than shortLine em
	shortLine        = 4.0
	raggedHyphen     = 40000.0 // a hyphen where the edge is ragged anyway
	longestLadder    = 2
)

// pass is how far a paragraph's lines may be stretched, how many in a row may end with a hyphen, and whether words that are held together and what
// is one thing may be parted.
type pass struct {
	tolerance float64
	ladder    int
	ties      bool
	resort    bool
}

// The passes are tried in turn. Words stay whole when that is no looser than a good line, and words that are held together are parted only when
// lines would be very loose otherwise; a paragraph for which only a pass beyond the tolerances will do is reported as loose.
var (
	justifiedPasses = [...]pass{
		{tolerance: 1}, {tolerance: 1.5, ladder: longestLadder}, {tolerance: 3, ladder: longestLadder}, {tolerance: math.Inf(1), ladder: longestLadder},
	}
	raggedPasses = [...]pass{
		{tolerance: 1.5}, {tolerance: math.Inf(1), ladder: longestLadder}, {tolerance: math.Inf(1), ladder: longestLadder, ties: true},
		{tolerance: math.Inf(1), ladder: longestLadder, ties: true, resort: true},
	}
	lastPasses = [...]pass{{tolerance: math.Inf(1), ladder: math.MaxInt8}, {math.Inf(1), math.MaxInt8, true, true}}
)

// shortest is how much of a narrow ragged line may stay empty, of its width, before a word is hyphenated.
const shortest = 0.35

// setting is the shape of a paragraph's lines. The zero setting is of one that is not broken.
type setting struct {
	width, size float64
	ragged      bool
}

// breaker finds the lines of paragraphs; its slices are used again.
type breaker struct {
	nodes  []node
	active []int32
	lines  []line
	best   [4 * (longestLadder + 2)]node // the best ways to a breakpoint, by fitness and ladder
}

// breakLines breaks a paragraph into the lines with the fewest demerits over the whole of it (D. E. Knuth and M. F. Plass, "Breaking
// Paragraphs into Lines", 1981). It reports whether some line had to be looser than the tolerances.
func (b *breaker) breakLines(p *paragraph, s setting) (lines []line, loose bool) {
	b.lines = b.lines[:0]
	from := 0
	for to := 1; to < len(p.breaks); to++ {
		if p.breaks[to].forced {
			loose = b.stretch(p, s, from, to) || loose
			from = to
		}
	}
	return b.lines, loose
}

// stretch breaks what stands between two forced breakpoints.
func (b *breaker) stretch(p *paragraph, s setting, from, to int) (loose bool) {
	if p.breaks[to].end-p.breaks[from].start <= s.width {
		b.lines = append(b.lines, line{from: int32(from), to: int32(to), last: true})
		return false
	}
	passes := justifiedPasses[:]
	if s.ragged {
		passes = raggedPasses[:]
	}
	for i, pass := range passes {
		if s.ragged && i == 0 {
			pass.tolerance = min(pass.tolerance, shortest*s.width/(raggedSlack*s.size))
		}
		if b.try(p, s, from, to, pass) {
			return !s.ragged && math.IsInf(pass.tolerance, 1)
		}
	}
	for _, pass := range lastPasses {
		if b.try(p, s, from, to, pass) {
			return true
		}
	}
	panic("layout: a word was left wider than its line")
}

// try is one pass of the algorithm. It fails when no way to the end stays within the tolerance.
func (b *breaker) try(p *paragraph, s setting, from, to int, t pass) bool {
	b.nodes = append(b.nodes[:0], node{at: int32(from), before: -1, fitness: 1})
	b.active = append(b.active[:0], 0)
	for j := from + 1; j <= to; j++ {
		if t.ladder == 0 && (p.breaks[j].flagged || p.breaks[j].penalty >= splitPenalty) || p.breaks[j].resort && !t.resort || p.breaks[j].tied && !t.ties {
			continue
		}
		b.extend(p, s, j, j == to, t.tolerance, t.ladder)
		if len(b.active) == 0 {
			return false
		}
	}
	best := b.active[0]
	for _, a := range b.active {
		if b.nodes[a].demerits < b.nodes[best].demerits {
			best = a
		}
	}
	first := len(b.lines)
	for n := best; b.nodes[n].before >= 0; n = b.nodes[n].before {
		before := b.nodes[b.nodes[n].before].at
		b.lines = append(b.lines, b.track(p, s, line{from: before, to: b.nodes[n].at, ratio: b.nodes[n].ratio, last: n == best}))
	}
	reverse(b.lines[first:])
	return true
}

// track gives the letters of a line their share of what it is stretched or shrunk, and leaves the rest to its spaces.
func (b *breaker) track(p *paragraph, s setting, l line) line {
	if s.ragged || l.last && l.ratio == 0 {
		return l
	}
	from, to := &p.breaks[l.from], &p.breaks[l.to]
	spaces := to.endSpaces - from.startSpaces
	if spaces == 0 {
		return l
	}
	give := letterStretch
	if l.ratio < 0 {
		give = letterShrink
	}
	// Rounded down, so that the spaces do not shrink by more than they may.
	l.tracking = int16(math.Floor(min(l.ratio, 1) * give * 1000))
	slack := s.width - (to.end - from.start) - float64(float64(l.tracking)/1000*(to.letters-from.letters))
	if l.ratio = slack / (spaces * spaceStretch); slack < 0 {
		l.ratio = slack / (spaces * spaceShrink)
	}
	return l
}

// extend weighs breakpoint j against every active node, and makes the best way of each kind to j active.
func (b *breaker) extend(p *paragraph, s setting, j int, last bool, tolerance float64, ladder int) {
	to := &p.breaks[j]
	found := uint32(0) // which of b.best are set
	kept := b.active[:0]
	for _, a := range b.active {
		n := &b.nodes[a]
		from := &p.breaks[n.at]
		ratio := b.ratio(s, from, to, last)
		if !last {
			shrunk := to.plain - from.start
			if !s.ragged {
				shrunk -= float64((to.endSpaces-from.startSpaces)*spaceShrink) + float64((to.letters-from.letters)*letterShrink)
			}
			if shrunk <= s.width+s.size {
				kept = append(kept, a)
			}
		}
		if ratio < -1 || ratio > tolerance || to.flagged && int(n.ladder) >= ladder {
			continue
		}
		way := b.weigh(s, n, a, j, from, to, ratio, last)
		kind := int(way.fitness)*(longestLadder+2) + min(int(way.ladder), longestLadder+1)
		if found>>kind&1 == 0 || way.demerits < b.best[kind].demerits {
			b.best[kind] = way
			found |= 1 << kind
		}
	}
	b.active = kept
	for ; found != 0; found &= found - 1 {
		b.nodes = append(b.nodes, b.best[bits.TrailingZeros32(found)])
		b.active = append(b.active, int32(len(b.nodes)-1))
	}
}

// ratio returns how far the spaces of a line are stretched or shrunk; less than -1 is too full.
func (b *breaker) ratio(s setting, from, to *breakpoint, last bool) float64 {
	slack := s.width - (to.end - from.start)
	switch {
	case slack >= 0 && last:
		return 0
	case slack >= 0 && s.ragged:
		return slack / (raggedSlack * s.size)
	}
	spaces := to.endSpaces - from.startSpaces
	letters := to.letters - from.letters
	switch {
	case slack > -1e-6:
		// A line without a space cannot be stretched; it counts as if it had one.
		spaces, letters = float64(max(spaces, s.size/5)*spaceStretch), float64(letters*letterStretch)
		if slack > spaces+letters {
			return (slack - letters) / spaces
		}
		return max(slack, 0) / (spaces + letters)
	case s.ragged || spaces == 0:
		return -2
	default:
		return slack / (float64(spaces*spaceShrink) + float64(letters*letterShrink))
	}
}

// weigh returns the way to breakpoint j that ends with a line from node a.
func (b *breaker) weigh(s setting, n *node, a int32, j int, from, to *breakpoint, ratio float64, last bool) node {
	way := node{at: int32(j), before: a, ratio: ratio, fitness: 1}
	badness := float64(100 * math.Abs(ratio) * ratio * ratio)
	way.demerits = n.demerits + float64((lineDemerits+badness)*(lineDemerits+badness)) + float64(to.penalty*to.penalty)
	if !s.ragged {
		switch {
		case ratio < -0.5:
			way.fitness = 0
		case ratio > 1:
			way.fitness = 3
		case ratio > 0.5:
			way.fitness = 2
		}
		if d := way.fitness - n.fitness; d > 1 || d < -1 {
			way.demerits += fitnessDemerits
		}
	}
	if to.flagged {
		if s.ragged {
			way.demerits += raggedHyphen
		}
		way.ladder = min(n.ladder, math.MaxInt8-1) + 1
		if n.ladder > 0 {
			way.demerits += float64(ladderDemerits * float64(n.ladder))
		}
	}
	if last && n.before >= 0 {
		if from.flagged {
			way.demerits += lastHyphDemerits
		}
		if to.end-from.start < shortLine*s.size {
			way.demerits += shortDemerits
		}
	}
	return way
}

func reverse(lines []line) {
	for i, j := 0, len(lines)-1; i < j; i, j = i+1, j-1 {
		lines[i], lines[j] = lines[j], lines[i]
	}
}
