// cost/*.ts are small programs. What the checker instantiates for each a second time, over tables of other names, may
// grow by a tenth: the first time it also gets to know the library, once for all statements of a program.
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
  if (!parsed.has(name)) parsed.set(name, again(name) ? copy(name) : parse(name, ...rest))
  return parsed.get(name)
}
const exists = host.fileExists.bind(host)
host.fileExists = (name) => again(name) || exists(name)

const costs: Record<string, number> = Object.fromEntries(
  names.map((name) => [name, instantiations(name, name) - instantiations(name, 'empty')]),
)
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
function instantiations(name: string, second: string): number {
  const program = ts.createProgram([join(here, `${name}.ts`), join(here, `${second}.again.ts`)], options, host)
  const errors = ts.getPreEmitDiagnostics(program).map(({ messageText }) => {
    return ts.flattenDiagnosticMessageText(messageText, '\n')
  })
  if (errors.length > 0) throw new Error(`cost/${name}.ts does not compile:\n${errors.join('\n')}`)
  // public in the output of the command line only
  return (program as ts.Program & { getInstantiationCount(): number }).getInstantiationCount()
}

/** A program once more, with the tables once more under other names. */
function copy(name: string): ts.SourceFile {
  const text = readFileSync(name.replace('.again.ts', '.ts'), 'utf8')
    .replaceAll("'../music.ts'", "'../music.again.ts'")
    .replace(/table\('/g, "table('more_")
  return ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true)
}

function again(name: string): boolean {
  return name.endsWith('.again.ts')
}

function compilerOptions(): ts.CompilerOptions {
  const path = join(import.meta.dirname, 'tsconfig.json')
  return ts.parseJsonConfigFileContent(ts.readConfigFile(path, ts.sys.readFile).config, ts.sys, import.meta.dirname)
    .options
}
