// cost/*.ts are small programs; what the checker instantiates for each, beyond cost/empty.ts, may grow by a tenth.
// `pnpm type-tests -u` pins new counts; a commit that raises one says why.

import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'
import { expect, inject, test } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    update: boolean
  }
}

const here = join(import.meta.dirname, 'cost')
const pins = join(here, 'pinned.json')
const names = globSync('*.ts', { cwd: here })
  .map((file) => basename(file, '.ts'))
  .filter((name) => name !== 'empty')
  .sort()

const options = compilerOptions()
const host = ts.createCompilerHost(options)
const parsed = new Map<string, ts.SourceFile | undefined>()
const parse = host.getSourceFile.bind(host)
host.getSourceFile = (name, ...rest) => {
  if (!parsed.has(name)) parsed.set(name, parse(name, ...rest))
  return parsed.get(name)
}

const empty = instantiations('empty')
const costs: Record<string, number> = Object.fromEntries(names.map((name) => [name, instantiations(name) - empty]))
if (inject('update')) writeFileSync(pins, `${JSON.stringify(costs, null, 2)}\n`)
const pinned: Record<string, number> = JSON.parse(readFileSync(pins, 'utf8'))

test.each(names)('%s', (name) => {
  const [cost = 0, pin] = [costs[name], pinned[name]]
  if (pin === undefined) expect.fail(`${name} costs ${cost} and is not pinned; run pnpm type-tests -u`)
  if (cost > pin * 1.1) expect.fail(`${name} costs ${cost} instantiations, more than a tenth over ${pin}`)
})

test('every pin has its program', () => {
  expect(Object.keys(pinned).filter((name) => !names.includes(name))).toEqual([])
})

/** What `tsc --extendedDiagnostics` prints as Instantiations, from one process for all programs. */
function instantiations(name: string): number {
  const program = ts.createProgram([join(here, `${name}.ts`)], options, host)
  const errors = ts.getPreEmitDiagnostics(program).map(({ messageText }) => {
    return ts.flattenDiagnosticMessageText(messageText, '\n')
  })
  if (errors.length > 0) throw new Error(`cost/${name}.ts does not compile:\n${errors.join('\n')}`)
  // public in the output of the command line only
  return (program as ts.Program & { getInstantiationCount(): number }).getInstantiationCount()
}

function compilerOptions(): ts.CompilerOptions {
  const path = join(import.meta.dirname, 'tsconfig.json')
  return ts.parseJsonConfigFileContent(ts.readConfigFile(path, ts.sys.readFile).config, ts.sys, import.meta.dirname)
    .options
}
