//go:build linux && desktop

package desktop

/*
#cgo pkg-config: gtk+-3.0
#cgo LDFLAGS: -ldl
#define _GNU_SOURCE
#include <dlfcn.h>
#include <gtk/gtk.h>

static gint deaths;

static void pageDied(GtkWidget *view, int reason, gpointer data) { g_atomic_int_inc(&deaths); }

static int pageDeaths(void) { return g_atomic_int_get(&deaths); }

static void watchIn(GtkWidget *widget, gpointer data) {
	if (g_strcmp0(G_OBJECT_TYPE_NAME(widget), "WebKitWebView") == 0) {
		g_signal_connect(widget, "web-process-terminated", G_CALLBACK(pageDied), NULL);
	} else if (GTK_IS_CONTAINER(widget)) {
		gtk_container_forall(GTK_CONTAINER(widget), watchIn, data);
	}
}

static void reloadIn(GtkWidget *widget, gpointer data) {
	if (g_strcmp0(G_OBJECT_TYPE_NAME(widget), "WebKitWebView") == 0) {
		((void (*)(GtkWidget *))data)(widget);
	} else if (GTK_IS_CONTAINER(widget)) {
		gtk_container_forall(GTK_CONTAINER(widget), reloadIn, data);
	}
}

static void everywhere(GtkCallback work, gpointer data) {
	GList *windows = gtk_window_list_toplevels();
	for (GList *w = windows; w != NULL; w = w->next) work(GTK_WIDGET(w->data), data);
	g_list_free(windows);
}

static gboolean watchNow(gpointer data) {
	everywhere(watchIn, NULL);
	return G_SOURCE_REMOVE;
}

static gboolean reloadNow(gpointer data) {
	everywhere(reloadIn, data);
	return G_SOURCE_REMOVE;
}

// GTK is asked from its own thread only.
static void watchPage(void) { g_idle_add(watchNow, NULL); }

// The library of the page is whichever Wails was linked with.
static void reloadPage(void) {
	gpointer reload = dlsym(RTLD_DEFAULT, "webkit_web_view_reload");
	if (reload != NULL) g_idle_add(reloadNow, reload);
}
*/
import "C"

// Wails does not hear of it on Linux when the process of the page has ended.

func watchPage() { C.watchPage() }

func pageDeaths() int { return int(C.pageDeaths()) }

func reloadPage() { C.reloadPage() }
