//go:build !js && !desktop && !bindings

package desktop

import (
	"errors"
	"os"

	"verwoord/app/locale"
	"verwoord/locales"
)

// Run says how to get the app: this program was built without its window.
func Run([]byte, []string) error {
	bundle, err := locale.Load(locales.FS)
	if err != nil {
		return err
	}
	return errors.New(bundle.Locale(os.Getenv("LANG")).T("desktop.no-window", nil))
}
