import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `vite dev` finds the desk; the built app is served by the desk itself. */
const desk = 'http://127.0.0.1:3000';

export default defineConfig({
  root: here('.'),
  plugins: [react()],
  build: {
    outDir: here('../../dist/agent-web'),
    emptyOutDir: true,
    target: 'es2022',
    // The editor alone is larger than the default warning; it loads when somebody starts to write.
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': desk, '/healthz': desk } },
});
