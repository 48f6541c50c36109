package layout

import (
	"math"
	"math/rand"
	"strings"
	"testing"

	"verwoord/app/doc"
	"verwoord/app/layout/face"
)

// TestBreak breaks random paragraphs at random measures. Lines follow one another from the first character to the last, none is wider than
// the measure but for what hangs out, justified ones with a space are just as wide, and every ratio is finite: within the tolerance, or the
// paragraph is reported as loose.
func TestBreak(t *testing.T) {
	family, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	vocabulary := strings.Fields("de het verwerking persoonsgegevens beëindiging geïnformeerd e-mail KvK-nummer AVG informatiebeveiligingsmaatregelen " +
		"https://www.example.nl/een/lang/adres B.V. II (3071 JL) artikel 13 zzp’ers – verwerkingsverantwoordelijkheidsverklaring")
	c := &composer{s: NewSetter(family), doc: &doc.Doc{Lang: "nl"}}
	for seed := range int64(400) {
		r := rand.New(rand.NewSource(seed))
		var words []string
		for range 1 + r.Intn(120) {
			words = append(words, vocabulary[r.Intn(len(vocabulary))])
		}
		s := setting{width: 40 + 400*r.Float64(), size: 9, ragged: r.Intn(3) == 0}
		base := look{style: style{face: family.Regular, size: s.size}, lang: "nl", literal: r.Intn(4) == 0}
		prepare(t, c, strings.Join(words, " "), base, s)
		lines, loose := c.breaker.breakLines(&c.draft, s)
		at := int32(0)
		for i, l := range lines {
			if l.from != at || l.to <= l.from {
				t.Fatalf("seed %d: line %d goes from %d to %d, the one before it to %d", seed, i, l.from, l.to, at)
			}
			at = l.to
			from, to := &c.draft.breaks[l.from], &c.draft.breaks[l.to]
			width, spaces := to.end-from.start, to.endSpaces-from.startSpaces
			justified := !s.ragged && spaces > 0 && (!l.last || l.ratio != 0)
			if justified {
				width += float64(l.tracking) / 1000 * (to.letters - from.letters)
				width += max(l.ratio*spaceStretch, 0)*spaces + min(l.ratio*spaceShrink, 0)*spaces
			}
			if width > s.width+1e-3 || justified && width < s.width-1e-3 {
				t.Errorf("seed %d: line %d is %.2f wide of %.2f", seed, i, width, s.width)
			}
			if l.tracking > letterStretch*1000 || l.tracking < -letterShrink*1000 {
				t.Errorf("seed %d: the letters of line %d are %d apart", seed, i, l.tracking)
			}
			if math.IsInf(l.ratio, 0) || math.IsNaN(l.ratio) || l.ratio < -1 || !s.ragged && !loose && l.ratio > 3 {
				t.Errorf("seed %d: line %d has ratio %g, loose %v", seed, i, l.ratio, loose)
			}
		}
		if int(at) != len(c.draft.breaks)-1 {
			t.Errorf("seed %d: the lines end at %d of %d", seed, at, len(c.draft.breaks)-1)
		}
	}
}

// prepare makes text the draft of a composer.
func prepare(t *testing.T, c *composer, text string, base look, s setting) {
	t.Helper()
	c.read = c.passages(c.read[:0], []doc.Inline{&doc.Text{Text: text}}, base)
	if err := c.compose(c.read, s); err != nil {
		t.Fatal(err)
	}
}

// TestOptimal compares with every way to break a short paragraph: none has fewer demerits.
func TestOptimal(t *testing.T) {
	family, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	c := &composer{s: NewSetter(family), doc: &doc.Doc{Lang: "nl"}}
	text := "Verwerking in en doorgifte van Persoonsgegevens naar landen buiten de EER is enkel toegestaan."
	for width := 160.0; width < 300; width += 20 {
		s := setting{width: width, size: 9}
		prepare(t, c, text, look{style: style{face: family.Regular, size: 9}, lang: "nl"}, s)
		b := &c.breaker
		last := len(c.draft.breaks) - 1
		if !b.try(&c.draft, s, 0, last, pass{2.5, longestLadder, true, true}) {
			continue
		}
		got := math.Inf(1)
		for _, a := range b.active {
			got = min(got, b.nodes[a].demerits)
		}
		if want := fewest(&c.draft, s, node{before: -1, fitness: 1}, last, 2.5); math.Abs(got-want) > 1e-6*want {
			t.Errorf("width %g: %g demerits, the fewest are %g", width, got, want)
		}
	}
}

// fewest tries every way on from a node.
func fewest(p *paragraph, s setting, n node, last int, tolerance float64) float64 {
	if int(n.at) == last {
		return n.demerits
	}
	var b breaker
	best := math.Inf(1)
	from := &p.breaks[n.at]
	for j := int(n.at) + 1; j <= last; j++ {
		to := &p.breaks[j]
		ratio := b.ratio(s, from, to, j == last)
		if ratio < -1 || ratio > tolerance || to.flagged && n.ladder >= longestLadder {
			continue
		}
		way := b.weigh(s, &n, n.at, j, from, to, ratio, j == last)
		best = min(best, fewest(p, s, way, last, tolerance))
	}
	return best
}

func TestTie(t *testing.T) {
	for _, c := range []struct {
		before, after string
		tied          bool
	}{
		{"artikel", "13", true}, {"art.", "28,", true}, {"14", "dagen", true}, {"(3071", "JL)", true}, {"B.V.", "II,", true},
		{"Works", "B.V.,", true}, {"22", "november", true}, {"mevr.", "Jansen", true}, {"J.P.", "de", true}, {"(i)", "het", true},
		{"06", "12345678", true}, {"KvK", "85002976", true}, {"85002976,", "85011282,", false}, {"B.V.", "en", false}, {"de", "Verwerking", false},
		{"nummers", "85002976", false}, {"wij", "jullie", false}, {"2025", "Wij", false}, {"€", "100", true}, {"(een)", "bepaalde", false},
		{"artikel", "3.2", true}, {"lid", "2,", true}, {"Bijlage", "2", true}, {"(artikel", "7:658", true}, {"art.", "28(3)(h)", true}, {"onder", "a", true},
		{"onder", "de", false}, {"12", "december", true}, {"december", "2026", true}, {"nr.", "4", true}, {"pagina", "3", true}, {"perceel", "3,", true},
		{"ISO/IEC", "27001", true}, {"Oldenburg", "GmbH", true}, {"z", "o.o.", true}, {"14:00", "uur", true}, {"Hébergement", "SAS", true},
		{"Article", "28(3)", true}, {"Articles", "13", true}, {"Annex", "2", true}, {"Annex", "II", true}, {"Clause", "3", true}, {"point", "(a)", true},
		{"page", "3", true}, {"12", "December", true}, {"December", "2026", true}, {"no.", "4", true}, {"14", "days", true}, {"may", "2", false},
		{"for", "a", false}, {"Support", "Limited,", true}, {"mr.", "Jansen", true},
	} {
		if penalty, _ := tie(kindsOf(c.before), kindsOf(c.after)); penalty >= tiePenalty != c.tied {
			t.Errorf("%s %s: tied %v", c.before, c.after, !c.tied)
		}
	}
}

// TestDiaeresis: the letter that a hyphen changes is drawn without its diaeresis and still stands for the letter of the text.
func TestDiaeresis(t *testing.T) {
	family, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := NewSetter(family)
	w, err := s.word(look{style: style{face: family.Regular}, lang: "nl"}, "beëindiging")
	if err != nil {
		t.Fatal(err)
	}
	plain, err := family.Regular.Shape("e")
	if err != nil {
		t.Fatal(err)
	}
	c := w.cuts[0]
	if c.glyph != 2 || len(c.letter) != 1 || c.letter[0].ID != plain[0].ID || c.letter[0].Text != "ë" || c.hyphen[0].Text != softHyphen {
		t.Errorf("%+v", c)
	}
}
