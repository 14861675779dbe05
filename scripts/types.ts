// Checks the whole workspace on every supported TypeScript, and core once more without Node's types.

import { compilers, tsc } from './compilers.ts'

const projects = ['tsconfig.json', 'packages/core/tsconfig.build.json']

let failed = 0
for (const compiler of compilers) {
  for (const project of projects) {
    const { code, output } = tsc(compiler, ['--project', project, '--noEmit', '--emitDeclarationOnly', 'false'])
    if (code === 0) continue
    failed++
    console.log(`TypeScript ${compiler.version} on ${project}:\n${output}`)
  }
}
process.exitCode = failed === 0 ? 0 : 1
