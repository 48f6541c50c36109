package courier

import (
	"net/url"
	"testing"
)

// What macOS prints of its settings is where requests go.
func TestSettings(t *testing.T) {
	const printed = `<dictionary> {
  ExceptionsList : <array> {
    0 : *.example.nl
    1 : 169.254/16
  }
  FTPPassive : 1
  HTTPEnable : 0
  HTTPPort : 8080
  HTTPProxy : old.example.com
  HTTPSEnable : 1
  HTTPSPort : 8443
  HTTPSProxy : proxy.example.com
  ProxyAutoConfigEnable : 0
}
`
	for _, c := range []struct{ settings, address, want string }{
		{printed, "https://tsa.example.com/", "http://proxy.example.com:8443"}, {printed, "http://tsa.example.com/", ""},
		{printed, "https://tsa.example.nl/", ""}, {"<dictionary> {\n}\n", "https://tsa.example.com/", ""}, {"", "https://tsa.example.com/", ""},
	} {
		s := settings(c.settings)
		u, err := url.Parse(c.address)
		if err != nil {
			t.Fatal(err)
		}
		at, err := s.ProxyFunc()(u)
		got := ""
		if at != nil {
			got = at.String()
		}
		if err != nil || got != c.want {
			t.Errorf("%s goes by %q, %v; want %q", c.address, got, err, c.want)
		}
	}
}
