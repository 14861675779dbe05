// Builds dist/ of every package: JavaScript by tsup, declarations by tsc, because tsup writes no declaration maps.

import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compilers, tsc } from './compilers.ts'
import { packages, root, run } from './packages.ts'

for (const name of packages) {
  const folder = join(root, 'packages', name)
  run('tsup', ['--config', join(root, 'tsup.config.ts')], folder)
  declarations(folder)
}

function declarations(folder: string): void {
  const { code, output } = tsc(compilers[1], ['--project', 'tsconfig.build.json'], folder)
  if (code !== 0) {
    console.log(output)
    process.exit(1)
  }
  // both endings are as long, so the maps stay true
  for (const file of globSync('dist/**/*.d.ts', { cwd: folder })) {
    const path = join(folder, file)
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(/((?:from |import\(|import )(['"])\.[^'"]*)\.ts\2/g, '$1.js$2'),
    )
  }
}
