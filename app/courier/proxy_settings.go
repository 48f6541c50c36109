package courier

import (
	"net"
	"strings"

	"golang.org/x/net/http/httpproxy"
)

// settings reads the proxies of macOS as "scutil --proxy" prints them: a line for each setting, "HTTPSProxy : proxy.example.com", and in a list
// under ExceptionsList a line for each address that is asked directly.
func settings(printed string) httpproxy.Config {
	said := map[string]string{}
	var direct []string
	listed := false
	for line := range strings.Lines(printed) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " : ")
		switch {
		case strings.HasSuffix(value, "{"):
			listed = key == "ExceptionsList"
		case key == "}":
			listed = false
		case listed:
			direct = append(direct, value)
		default:
			said[key] = value
		}
	}
	place := func(kind string) string {
		if said[kind+"Enable"] != "1" || said[kind+"Proxy"] == "" {
			return ""
		}
		return "http://" + net.JoinHostPort(said[kind+"Proxy"], said[kind+"Port"])
	}
	return httpproxy.Config{HTTPProxy: place("HTTP"), HTTPSProxy: place("HTTPS"), NoProxy: strings.Join(direct, ",")}
}
