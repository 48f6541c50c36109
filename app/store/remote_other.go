//go:build !linux && !darwin && !windows && !js

package store

// remote is not known here.
func remote(string) bool { return false }
