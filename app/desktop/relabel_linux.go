//go:build linux && desktop

package desktop

/*
#cgo pkg-config: gtk+-3.0
#include <stdlib.h>
#include <gtk/gtk.h>

typedef struct {
	char **labels; // of every entry, a menu before what is in it
	int count, next;
} translation;

static void relabel(GtkWidget *widget, gpointer data) {
	translation *t = data;
	if (GTK_IS_SEPARATOR_MENU_ITEM(widget)) return;
	if (GTK_IS_MENU_ITEM(widget)) {
		if (t->next < t->count) gtk_menu_item_set_label(GTK_MENU_ITEM(widget), t->labels[t->next++]);
		GtkWidget *below = gtk_menu_item_get_submenu(GTK_MENU_ITEM(widget));
		if (below != NULL) gtk_container_foreach(GTK_CONTAINER(below), relabel, t);
	} else if (GTK_IS_CONTAINER(widget)) {
		gtk_container_foreach(GTK_CONTAINER(widget), relabel, t);
	}
}

static void relabelBar(GtkWidget *widget, gpointer data) {
	if (GTK_IS_MENU_BAR(widget)) relabel(widget, data);
	else if (GTK_IS_CONTAINER(widget)) gtk_container_foreach(GTK_CONTAINER(widget), relabelBar, data);
}

static gboolean relabelWindows(gpointer data) {
	translation *t = data;
	GList *windows = gtk_window_list_toplevels();
	for (GList *w = windows; w != NULL; w = w->next) relabelBar(GTK_WIDGET(w->data), t);
	g_list_free(windows);
	for (int i = 0; i < t->count; i++) free(t->labels[i]);
	free(t->labels);
	free(t);
	return G_SOURCE_REMOVE;
}

static translation *newTranslation(int count) {
	translation *t = calloc(1, sizeof *t);
	t->labels = calloc(count, sizeof *t->labels);
	t->count = count;
	return t;
}

static void setLabel(translation *t, int i, char *label) { t->labels[i] = label; }

// GTK is asked from its own thread only.
static void start(translation *t) { g_idle_add(relabelWindows, t); }
*/
import "C"

import (
	"context"

	"github.com/wailsapp/wails/v2/pkg/menu"
)

// showMenu gives the menu that is shown other words. Wails makes a second menu on Linux, goes on to show the first, and fails when one of
// its entries is chosen; so the first stays, with its keys and what it does.
func showMenu(_ context.Context, m *menu.Menu) {
	words := labels(m, nil)
	t := C.newTranslation(C.int(len(words)))
	for i, word := range words {
		C.setLabel(t, C.int(i), C.CString(word))
	}
	C.start(t)
}

// labels are those of every entry, a menu before what is in it.
func labels(m *menu.Menu, words []string) []string {
	for _, item := range m.Items {
		if item.Type == menu.SeparatorType {
			continue
		}
		words = append(words, item.Label)
		if item.SubMenu != nil {
			words = labels(item.SubMenu, words)
		}
	}
	return words
}
