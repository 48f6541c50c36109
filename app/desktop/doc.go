//go:build !js

// Package desktop is the app in a window of its own. Start with Run: it opens the window, and the files that it was started with.
package desktop
