//go:build !js && (desktop || bindings)

package desktop

import (
	"os"
	system "runtime"
	"slices"
	"strings"
	"testing"
)

// The page is told to be thrifty, unless somebody has told it how to be; other programs are told nothing.
func TestThrift(t *testing.T) {
	for _, one := range thrift {
		name, _, _ := strings.Cut(one, "=")
		t.Setenv(name, "") // put back afterwards
		os.Unsetenv(name)
	}
	t.Setenv("JSC_largeHeapSize", "1")
	beThrifty()
	told := slices.Contains(os.Environ(), "JSC_useGenerationalGC=false")
	if told != (system.GOOS == "linux") || os.Getenv("JSC_largeHeapSize") != "1" {
		t.Errorf("told %t, chosen %q", told, os.Getenv("JSC_largeHeapSize"))
	}
	if left := others(os.Environ()); slices.Contains(left, "JSC_useGenerationalGC=false") || !slices.Contains(left, "JSC_largeHeapSize=1") {
		t.Errorf("others get %q", left)
	}
}
