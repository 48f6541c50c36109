package desk

import "verwoord/app/dossier"

func (d *Desk) notAvailable() error {
	return &Error{Code: "not-available", Args: map[string]string{}, Message: "not available"}
}

// Start opens the store, or makes it at the first start. It is the first call of a window.
func (d *Desk) Start() (State, error) { return State{}, d.notAvailable() }

// Unlock opens a store that a passphrase protects.
func (d *Desk) Unlock(passphrase string) (State, error) { return State{}, d.notAvailable() }

// Lock closes a store that a passphrase protects.
func (d *Desk) Lock() (State, error) { return State{}, d.notAvailable() }

// SetPassphrase changes what opens the store. An empty old passphrase is the machine's key, an empty new one goes back to it.
func (d *Desk) SetPassphrase(before, after string) (State, error) { return State{}, d.notAvailable() }

// About tells what the program is and what it can make.
func (d *Desk) About() (About, error) { return About{}, d.notAvailable() }

// SetSettings keeps the settings and returns them as they are kept.
func (d *Desk) SetSettings(s Settings) (Settings, error) { return Settings{}, d.notAvailable() }

// Catalogue returns what a dossier chooses from in a language; empty for that of the settings.
func (d *Desk) Catalogue(language string) (Catalogue, error) { return Catalogue{}, d.notAvailable() }

// Clients lists every client and what is due.
func (d *Desk) Clients() (Overview, error) { return Overview{}, d.notAvailable() }

// NewClient adds a client: an empty one, or the example.
func (d *Desk) NewClient(example bool) (Open, error) { return Open{}, d.notAvailable() }

// Open opens the dossier of a client.
func (d *Desk) Open(client string) (Open, error) { return Open{}, d.notAvailable() }

// Change saves a dossier as the successor of the version given. Its id never changes. The error has the code "store.conflict" when
// another window saved in the meantime: Open again.
func (d *Desk) Change(client string, version int, next dossier.Dossier) (Saved, error) {
	return Saved{}, d.notAvailable()
}

// Undo takes back the last change of a dossier, also one of an earlier session. The error has the code "store.nothing" when there is none.
func (d *Desk) Undo(client string, version int) (Open, error) { return Open{}, d.notAvailable() }

// Redo makes a change again that was taken back.
func (d *Desk) Redo(client string, version int) (Open, error) { return Open{}, d.notAvailable() }

// Remove removes a client with its documents, for good. Ask first.
func (d *Desk) Remove(client string, version int) error { return d.notAvailable() }

// Unsaved tells whether the window holds work that Change has not acknowledged yet: closing then waits or asks.
func (d *Desk) Unsaved(unsaved bool) error { return d.notAvailable() }

// KnownSubprocessors lists the sub-processors of every other client, to copy one from.
func (d *Desk) KnownSubprocessors(client string) ([]KnownSubprocessor, error) {
	return nil, d.notAvailable()
}

// Check returns the problems of a dossier with a view to one document, without saving it.
func (d *Desk) Check(next dossier.Dossier, document string) ([]Problem, error) {
	return nil, d.notAvailable()
}

// Preview sets a document of a dossier that need not be complete. A newer Preview makes an older one fail with the code "cancelled".
func (d *Desk) Preview(next dossier.Dossier, r Request) (Preview, error) {
	return Preview{}, d.notAvailable()
}

// Clause explains a piece of fixed text of a document, by the id in a Mark.
func (d *Desk) Clause(r Request, clause string) (Clause, error) { return Clause{}, d.notAvailable() }

// Make makes a document of a client's dossier as it is saved, and keeps it.
func (d *Desk) Make(client string, r Request) (Made, error) { return Made{}, d.notAvailable() }

// Documents lists the documents of a client, the newest first; of all clients when the id is empty.
func (d *Desk) Documents(client string) ([]Document, error) { return nil, d.notAvailable() }

// Document returns the file of a document.
func (d *Desk) Document(id string) (File, error) { return File{}, d.notAvailable() }

// Identities lists what one can sign with.
func (d *Desk) Identities() ([]Identity, error) { return nil, d.notAvailable() }

// NewIdentity makes an identity that vouches for itself.
func (d *Desk) NewIdentity(n NewIdentity) (Identity, error) { return Identity{}, d.notAvailable() }

// ImportIdentity keeps an identity from a PKCS#12 file (.p12, .pfx), still under its own password.
func (d *Desk) ImportIdentity(f File, password string) (Identity, error) {
	return Identity{}, d.notAvailable()
}

// RemoveIdentity removes an identity, for good.
func (d *Desk) RemoveIdentity(id string) error { return d.notAvailable() }

// Sign signs a document and keeps the signed one beside it.
func (d *Desk) Sign(r SignRequest) (Signed, error) { return Signed{}, d.notAvailable() }

// Verify tells what is known of a PDF file.
func (d *Desk) Verify(f File) (Report, error) { return Report{}, d.notAvailable() }

// ContinueFrom takes the dossier out of a PDF or JSON file. It becomes the next version of the client with that id, or a new client;
// the file itself is kept among the client's documents when it is a signed PDF.
func (d *Desk) ContinueFrom(f File) (Open, error) { return Open{}, d.notAvailable() }

// Export returns the dossier of a client as a file.
func (d *Desk) Export(client string) (File, error) { return File{}, d.notAvailable() }

// Mail returns a draft of a message to the client with a document attached (.eml).
func (d *Desk) Mail(document string) (File, error) { return File{}, d.notAvailable() }

// Save lets the user keep a file. It returns the name it got, empty when the user thought better of it.
func (d *Desk) Save(f File) (string, error) { return "", d.notAvailable() }

// Pick lets the user choose a file: of kind pdf, dossier (JSON or PDF), identity or backup. Its name is empty when the user thought
// better of it.
func (d *Desk) Pick(kind string) (File, error) { return File{}, d.notAvailable() }

// Hand gives a file to the program that the system opens such files with: a message to the mail program, a PDF to its reader. In a
// browser that is a download.
func (d *Desk) Hand(f File) error { return d.notAvailable() }

// Backup returns everything that is kept as one file under a passphrase.
func (d *Desk) Backup(passphrase string) (File, error) { return File{}, d.notAvailable() }

// RestoreBackup merges a backup into what is kept. Nothing is overwritten that was changed here.
func (d *Desk) RestoreBackup(f File, passphrase string) (Restored, error) {
	return Restored{}, d.notAvailable()
}

// Cancel ends the call of a method that is under way, by its name: it fails with the code "cancelled".
func (d *Desk) Cancel(call string) error { return d.notAvailable() }
