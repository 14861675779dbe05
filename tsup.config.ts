import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly '@espalier/source': string }>>
}

/** The sources of what a package exports. */
const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
const entry = Object.values(exports).flatMap((one) => (typeof one === 'string' ? [] : one['@espalier/source']))

// run in a package's folder by scripts/build.ts, which lets tsc write the declarations
export default defineConfig({
  entry,
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  sourcemap: true,
  clean: true,
  silent: true,
  // node:sqlite has no other name
  removeNodeProtocol: false,
  tsconfig: 'tsconfig.build.json',
})
