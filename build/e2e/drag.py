"""A window to drag a file from: the file is the argument."""

import sys
from urllib.request import pathname2url

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

button = Gtk.Button(label="file")
button.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
button.drag_source_add_uri_targets()
button.connect("drag-data-get", lambda _, __, data, *___: data.set_uris(["file://" + pathname2url(sys.argv[1])]))
window = Gtk.Window(title="A file to drag", default_width=120, default_height=60)
window.connect("destroy", Gtk.main_quit)
window.add(button)
window.show_all()
Gtk.main()
