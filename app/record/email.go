package record

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// isEmail is the part of RFC 5321, 4.1.2 that mailboxes use: a dot-string of at most 64 octets at a domain with a dot, 254 in all. The domain
// may have letters of any script (RFC 5890); it is measured as it goes over the line.
func isEmail(s string) bool {
	local, domain, ok := strings.Cut(overTheLine(s), "@")
	if !ok || len(local)+1+len(domain) > 254 || len(local) > 64 {
		return false
	}
	for atom := range strings.SplitSeq(local, ".") {
		if atom == "" || strings.Trim(strings.ToLower(atom), "abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+/=?^_`{|}~-") != "" {
			return false
		}
	}
	labels := strings.Split(domain, ".")
	for _, l := range labels {
		if l == "" || len(l) > 63 || l[0] == '-' || l[len(l)-1] == '-' || strings.Trim(strings.ToLower(l), "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return len(labels) > 1 && len(labels[len(labels)-1]) > 1 && !allDigits(labels[len(labels)-1])
}

var (
	mailLabel   = Expression(`(?i)^(?:mailto:|(?:e-?mail(?:adres)?|mail|e|m)(?: ?:|\.:) *)+`)
	mailAt      = Expression(`^([^ @]+) ?(?:\(at\)|\[at\]) ?([^ @]+)$`)
	mailSubject = Expression(`^([^?]+@[^?]+)\?(?:subject|body|cc|bcc)=.*$`)
)

// mailbox is an address without what mail programs and signatures write around it: the name of whose it is (RFC 5322, 3.4), the scheme and the
// subject of a link, quotation marks, and what parts it from the next word or address.
func mailbox(s string) string {
	s = strings.TrimRight(s, ";,./ ")
	if at := strings.LastIndex(s, "<"); at >= 0 && strings.HasSuffix(s, ">") {
		s = s[at+1 : len(s)-1]
	}
	s = mailLabel().ReplaceAllString(s, "")
	if m := mailSubject().FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	for _, marks := range [][2]string{{`"`, `"`}, {"'", "'"}, {"“", "”"}, {"„", "”"}, {"‘", "’"}, {"«", "»"}, {"(", ")"}} {
		if strings.HasPrefix(s, marks[0]) && strings.HasSuffix(s, marks[1]) && len(s) > len(marks[0])+len(marks[1]) {
			s = s[len(marks[0]) : len(s)-len(marks[1])]
		}
	}
	if m := mailAt().FindStringSubmatch(s); m != nil && !strings.Contains(s, "@") {
		s = m[1] + "@" + m[2]
	}
	return s
}

// misaddressed is the code of the problem with a text that is no address.
func misaddressed(s string) string {
	if strings.Count(s, "@") > 1 && strings.ContainsAny(s, " ,;/") {
		return "email-two"
	}
	return "email-form"
}

// MailAddress is an e-mail address as mail programs and links take it: its domain in ASCII (RFC 5891, 4.4), however it was written.
func MailAddress(s string) string { return overTheLine(mailbox(s)) }

// overTheLine writes the labels of an address's domain that have other letters as "xn--" and Punycode. What no label can hold stays.
func overTheLine(s string) string {
	local, domain, ok := strings.Cut(s, "@")
	if !ok || ascii(domain) {
		return s
	}
	labels := strings.Split(norm.NFC.String(strings.ToLower(domain)), ".")
	for i, l := range labels {
		if !ascii(l) && strings.IndexFunc(l, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) < 0 {
			labels[i] = "xn--" + punycode([]rune(l))
		}
	}
	return local + "@" + strings.Join(labels, ".")
}

func ascii(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}

// punycode encodes a label (RFC 3492, 6.3, with the parameters of its section 5).
func punycode(label []rune) string {
	const base, tMin, tMax, skew, damp = 36, 1, 26, 38, 700
	var out strings.Builder
	for _, r := range label {
		if r < 0x80 {
			out.WriteRune(r)
		}
	}
	plain := out.Len()
	done := plain
	if plain > 0 {
		out.WriteByte('-')
	}
	n, delta, bias := rune(0x80), 0, 72
	for done < len(label) {
		next := rune(unicode.MaxRune)
		for _, r := range label {
			if r >= n && r < next {
				next = r
			}
		}
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range label {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			q := delta
			for k := base; ; k += base {
				t := min(max(k-bias, tMin), tMax)
				if q < t {
					break
				}
				out.WriteByte(punyDigit(t + (q-t)%(base-t)))
				q = (q - t) / (base - t)
			}
			out.WriteByte(punyDigit(q))
			if done == plain {
				delta /= damp
			} else {
				delta /= 2
			}
			delta += delta / (done + 1)
			k := 0
			for ; delta > (base-tMin)*tMax/2; k += base {
				delta /= base - tMin
			}
			bias = k + (base-tMin+1)*delta/(delta+skew)
			delta, done = 0, done+1
		}
		delta, n = delta+1, n+1
	}
	return out.String()
}

func punyDigit(d int) byte { return "abcdefghijklmnopqrstuvwxyz0123456789"[d] }
