//go:build !js && (desktop || bindings)

package desktop

import (
	"os"
	system "runtime"
	"slices"
	"strings"
)

// thrift is how WebKitGTK collects what scripts no longer use: all of it each time, and before 32 MB have come together. Over hundreds of edits it
// otherwise leaves tens of MB of old values lying, which it would collect later. The process of the page takes it from the environment.
var thrift = []string{"JSC_useGenerationalGC=false", "JSC_largeHeapSize=8388608"}

// beThrifty is called before there is a page. What somebody has chosen stays.
func beThrifty() {
	if system.GOOS != "linux" {
		return
	}
	for _, one := range thrift {
		name, value, _ := strings.Cut(one, "=")
		if _, chosen := os.LookupEnv(name); !chosen {
			os.Setenv(name, value) // or it takes more memory
		}
	}
}

// others is the environment for programs that are not ours, a browser perhaps.
func others(environment []string) []string {
	return slices.DeleteFunc(environment, func(one string) bool { return slices.Contains(thrift, one) })
}
