//go:build !js && !windows

package desktop

import "syscall"

// diskFull is the error of a disk without room.
const diskFull = syscall.ENOSPC
