import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `vite dev` finds the desk; the built app is served by the desk itself. */
const desk = 'http://127.0.0.1:3000';

const settings: UserConfig = {
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
};

export default defineConfig(settings);
