package courier

import (
	"net/netip"
	"slices"
)

// reserved are addresses that are not of the whole internet though netip takes them for it (RFC 6890). Of IPv6 only 2000::/3 is given out.
var reserved = prefixes(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"2001::/23", "2001:db8::/32", "3fff::/20")

var allocated = netip.MustParsePrefix("2000::/3")

// translated are addresses that stand for one of IPv4, which begins at the byte given (RFC 6052, RFC 3056).
var translated = map[netip.Prefix]int{netip.MustParsePrefix("64:ff9b::/96"): 12, netip.MustParsePrefix("2002::/16"): 2}

func prefixes(all ...string) (list []netip.Prefix) {
	for _, s := range all {
		list = append(list, netip.MustParsePrefix(s))
	}
	return list
}

// isPublic tells whether an address is one of the whole internet.
func isPublic(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("") // a prefix contains no address with a zone
	for prefix, at := range translated {
		if all := ip.As16(); prefix.Contains(ip) {
			return isPublic(netip.AddrFrom4([4]byte(all[at : at+4])))
		}
	}
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && (ip.Is4() || allocated.Contains(ip)) &&
		!slices.ContainsFunc(reserved, func(p netip.Prefix) bool { return p.Contains(ip) })
}
