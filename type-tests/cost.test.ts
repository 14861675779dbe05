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
const again = /([\w-]+)\.again\.ts$/
const names = globSync('*.ts', { cwd: here })
  .map((file) => basename(file, '.ts'))
  .sort()

const options = compilerOptions()
const host = ts.createCompilerHost(options)
const parse = host.getSourceFile.bind(host)
host.getSourceFile = (name, ...rest) => (again.test(name) ? copy(name) : parse(name, ...rest))
const exists = host.fileExists.bind(host)
host.fileExists = (name) => again.test(name) || exists(name)

const costs = costsOf(names)
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

/**
 * What each program adds when it comes once more, over tables of its own: the difference of what
 * `tsc --extendedDiagnostics` prints as Instantiations. All programs of the first time are checked before.
 */
function costsOf(names: readonly string[]): Record<string, number> {
  const [first, second] = [names.map((name) => `${name}.ts`), names.map((name) => `${name}.again.ts`)]
  const program = ts.createProgram(
    [...first, ...second].map((file) => join(here, file)),
    options,
    host,
  )
  const counted = (file: string): number => {
    const source = program.getSourceFile(join(here, file))
    const [error] = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    if (error)
      throw new Error(`cost/${file} does not compile:\n${ts.flattenDiagnosticMessageText(error.messageText, '\n')}`)
    // public in the output of the command line only
    return (program as ts.Program & { getInstantiationCount(): number }).getInstantiationCount()
  }
  let before = 0
  for (const file of first) before = counted(file)
  return Object.fromEntries(
    names.map((name, i) => {
      const cost = counted(second[i] as string) - before
      before += cost
      return [name, cost]
    }),
  )
}

/** A program once more, `delete.again.ts`, or the tables for it, `music.delete.again.ts`: under other names. */
function copy(file: string): ts.SourceFile {
  const [, of = ''] = again.exec(file) ?? []
  const name = file.includes('/music.') ? 'music' : `cost/${of}`
  const text = readFileSync(join(import.meta.dirname, `${name}.ts`), 'utf8')
    .replaceAll("'../music.ts'", `'../music.${of}.again.ts'`)
    .replace(/table\('/g, `table('${of}_`)
  return ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true)
}

function compilerOptions(): ts.CompilerOptions {
  const path = join(import.meta.dirname, 'tsconfig.json')
  return ts.parseJsonConfigFileContent(ts.readConfigFile(path, ts.sys.readFile).config, ts.sys, import.meta.dirname)
    .options
}
