// Installs the packed packages into an empty project, as a user would, runs the README's first example there and loads
// every entry; `pnpm build` comes first.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compilers, tsc } from './compilers.ts'
import { inTemporaryFolder, manifest, pack, packages, root, run } from './packages.ts'

/** Every library is checked too: a declaration that needs a missing type would break a user's build. */
const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  strict: true,
  noEmit: true,
  skipLibCheck: false,
  allowImportingTsExtensions: true,
  types: ['node'],
}

await inTemporaryFolder((folder) => {
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies: wanted(folder) }),
  )
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  writeFileSync(join(folder, 'example.ts'), firstExample())
  writeFileSync(join(folder, 'entries.ts'), everyEntry())
  run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], folder)
  console.log(run(process.execPath, ['example.ts'], folder))
  console.log(run(process.execPath, ['entries.ts'], folder))
  for (const compiler of compilers) {
    const { code, output } = tsc(compiler, ['--project', folder], folder)
    if (code === 0) continue
    process.exitCode = 1
    console.log(
      `README.md's first example, or an entry, does not compile on TypeScript ${compiler.version}:\n${output}`,
    )
  }
})

/** The tarballs, and the drivers and types at the versions of this workspace. */
function wanted(folder: string): Record<string, string> {
  const tarballs = pack(folder).map((file, index) => [manifest(`packages/${packages[index]}`).name, `file:${file}`])
  const drivers = packages.flatMap((name) => Object.entries(manifest(`packages/${name}`).devDependencies ?? {}))
  const types = Object.entries(manifest('.').devDependencies ?? {}).filter(([name]) => name === '@types/node')
  return Object.fromEntries([...drivers, ...types, ...tarballs])
}

function firstExample(): string {
  const [, code] = /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? []
  if (code === undefined) throw new Error('README.md has no ```ts block; the smoke test runs the first one')
  return code
}

/** A program that imports every entry of every package, and says what each gives. */
function everyEntry(): string {
  const entries = packages.flatMap((name) => {
    const { name: called, exports } = manifest(`packages/${name}`)
    return Object.keys(exports)
      .filter((path) => !path.endsWith('.json'))
      .map((path) => called + path.slice(1))
  })
  const imports = entries.map((entry, i) => `import * as entry${i} from '${entry}'`)
  const lines = entries.map((entry, i) => `console.log('${entry}:', Object.keys(entry${i}).length, 'names')`)
  return [...imports, ...lines, ''].join('\n')
}
