import { defineConfig } from 'tsup'

// run in a package's folder by scripts/build.ts, which lets tsc write the declarations
export default defineConfig({
  entry: ['src/index.ts'],
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  sourcemap: true,
  clean: true,
  silent: true,
  tsconfig: 'tsconfig.build.json',
})
