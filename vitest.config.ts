import './scripts/node20.mjs';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [preact()],
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/journeys/**'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 60_000,
  },
});
