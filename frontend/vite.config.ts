import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import type { Plugin } from 'vite';

/** What the window says itself; every other message reaches it from the engine, in words already. */
const own = /^(app|language)\./;

/** Leaves the messages of the window in a locale, and nothing else. */
function locales(): Plugin {
  return {
    name: 'locales',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/locales\/\w+\.json$/.test(id)) return null;
      const messages = Object.entries(JSON.parse(code) as Record<string, unknown>).filter(([key]) => own.test(key));
      return { code: JSON.stringify(Object.fromEntries(messages)), map: null };
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [locales(), svelte()],
  server: { fs: { allow: ['..'] } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    emptyOutDir: true,
    chunkSizeWarningLimit: 1000,
    // The page of a browser starts the worker itself, before it has read anything else: see build/web/early.js.
    rolldownOptions: { input: { index: 'index.html', worker: 'src/engine/worker.ts' } },
  },
  worker: { format: 'es' },
  resolve: process.env['VITEST'] ? { conditions: ['browser'] } : {},
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
});
