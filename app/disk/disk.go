// Package disk writes files that are there whole, or as they were, also when the power fails: see Write.
package disk

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Who may read a new file: as the user's umask has it, or its owner alone. A file that takes the place of another keeps the mode of that
// one, but nobody gains by it: a secret stays its owner's.
const (
	Open   fs.FileMode = 0o666
	Secret fs.FileMode = 0o600
)

// Write writes a file under a temporary name in its own folder and then gives it its name. Mode is Open or Secret. Its errors are of type
// *fs.PathError and name the file, or the folder when nothing can be written there.
func Write(name string, data []byte, mode fs.FileMode) error {
	folder := filepath.Dir(name)
	temporary, err := os.OpenFile(filepath.Join(folder, ".verwoord-"+rand.Text()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return named(err, folder) // the name of the temporary file says nothing to who asked for another
	}
	defer os.Remove(temporary.Name()) // gone already when all went well
	_, err = temporary.Write(data)
	if old, e := os.Stat(name); e == nil && err == nil {
		err = temporary.Chmod(old.Mode().Perm() & mode)
	}
	if err == nil {
		err = temporary.Sync()
	}
	if e := temporary.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(temporary.Name(), name)
	}
	if err != nil {
		return named(err, name)
	}
	if dir, err := os.Open(folder); err == nil {
		dir.Sync() // where a system can: it makes the new name last
		dir.Close()
	}
	return nil
}

// named is an error of a file under the name that it was asked for.
func named(err error, name string) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return &fs.PathError{Op: path.Op, Path: name, Err: path.Err}
	case errors.As(err, &link):
		return &fs.PathError{Op: link.Op, Path: name, Err: link.Err}
	}
	return err
}
