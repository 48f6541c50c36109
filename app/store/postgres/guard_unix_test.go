//go:build unix

package postgres

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// dies is set where this test is the one that dies.
const dies = "VERWOORD_POSTGRES_DIES"

// Nothing of a server is left when the tests end, however they end: no process and no folder.
func TestNothingIsLeft(t *testing.T) {
	if os.Getenv(dies) != "" {
		os.Stdout.WriteString(theServer(t).folder + "\n")
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
	}
	theServer(t) // or it is skipped here
	child := exec.Command(os.Args[0], "-test.run=^TestNothingIsLeft$")
	child.Env = append(os.Environ(), dies+"=yes")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	folder := strings.TrimSpace(line)
	if err != nil || !strings.HasPrefix(folder, "/tmp/verwoord-postgres-") {
		t.Fatalf("the test that dies says %q: %v", line, err)
	}
	pid := postmaster(folder) // none, when it is gone by now
	if err := child.Wait(); err == nil || child.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("the test that dies ended with %v", err)
	}
	for begun := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		_, err := os.Stat(folder)
		if errors.Is(err, fs.ErrNotExist) && (pid == 0 || syscall.Kill(pid, 0) == syscall.ESRCH) {
			return
		}
		if time.Since(begun) > 20*time.Second {
			t.Fatalf("left: %s, process %d", folder, pid)
		}
	}
}

// postmaster is the process that a data folder belongs to, or 0.
func postmaster(folder string) int {
	data, _ := os.ReadFile(filepath.Join(folder, "data", "postmaster.pid"))
	first, _, _ := strings.Cut(string(data), "\n")
	pid, _ := strconv.Atoi(first)
	return pid
}
