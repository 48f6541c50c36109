// Keeps the files of one version of the app, and serves them from what it keeps. The next version takes over when every window of this
// one is closed, so that no window is served files of two.
const name = 'verwoord-{version}';
const files = ['{files}'];

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache' })))));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((other) => other.startsWith('verwoord-') && other !== name).map((other) => caches.delete(other))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  const key = request.mode === 'navigate' ? './' : request;
  event.respondWith(caches.open(name).then(async (cache) => (await cache.match(key, { ignoreVary: true })) ?? fetch(request)));
});
