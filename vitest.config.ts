import { defineConfig } from 'vitest/config'

// packages resolve to their sources; the rest is what vite and Node would use by themselves
const conditions = ['@espalier/source', 'module', 'node', 'development|production']
const resolution = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['@espalier/source', 'node', 'module-sync'] } },
}
const exclude = ['**/node_modules/**', '**/dist/**']

export default defineConfig({
  ...resolution,
  test: {
    reporters: ['./conformance/reporter.ts'],
    projects: [
      {
        ...resolution,
        test: {
          name: 'code',
          include: ['{packages,conformance,examples,benchmarks,scripts}/**/*.test.ts'],
          exclude,
          globalSetup: ['./conformance/servers/global-setup.ts'],
          setupFiles: ['./conformance/frozen.ts', './conformance/secrets/setup.ts'],
          testTimeout: 20_000,
          // a run may forbid code of strings
          execArgv: process.env.ESPALIER_NO_EVAL === '1' ? ['--disallow-code-generation-from-strings'] : [],
        },
      },
      {
        ...resolution,
        test: {
          name: 'types',
          include: ['type-tests/**/*.test.ts'],
          exclude,
          // a compiler run is one test, and three of them may share two cores
          testTimeout: 300_000,
          hookTimeout: 300_000,
          provide: { update: process.argv.includes('-u') || process.argv.includes('--update') },
        },
      },
    ],
  },
})
