package desktop

import "syscall"

// diskFull is the error of a disk without room, ERROR_DISK_FULL: no error of Windows is an ENOSPC.
const diskFull = syscall.Errno(112)
