//go:build !js

// Package desktop is the app in a window of its own.
package desktop
