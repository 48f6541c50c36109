//go:build !js && ((desktop && !linux) || bindings)

package desktop

// On Windows, Wails says itself that the process of the page has ended, and on macOS nobody hears of it: there the page is only unheard.

func watchPage() {}

func pageDeaths() int { return 0 }

func reloadPage() {}
