// Lets the app open without a network after the first visit, and asks the browser not to throw its records away.
if ('serviceWorker' in navigator) void navigator.serviceWorker.register(new URL('../sw.js', import.meta.url)).catch(() => undefined);
void navigator.storage?.persist?.();
