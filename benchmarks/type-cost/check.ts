import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Compiler, tsc } from '../../scripts/compilers.ts'

/** What the compiler says of a program that it checked. */
export interface Cost {
  readonly instantiations: number
  /** In seconds. */
  readonly checkTime: number
  /** In bytes. */
  readonly memory: number
}

/** A folder for programs, with what this one depends on in reach; removed when the process ends. */
export function programFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-types-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  // a program is no part of the workspace: the packages are found through here
  symlinkSync(join(import.meta.dirname, '../node_modules'), join(folder, 'node_modules'), 'junction')
  return folder
}

/** Writes a program into the folder. */
export function write(folder: string, name: string, files: Readonly<Record<string, string>>, source: boolean): string {
  const place = join(folder, name)
  mkdirSync(place)
  const config = { compilerOptions: source ? { ...options, ...sourceOptions } : options }
  const all = { 'package.json': '{"type":"module"}', 'tsconfig.json': JSON.stringify(config), ...files }
  for (const [file, text] of Object.entries(all)) writeFileSync(join(place, file), text)
  return place
}

/** Type-checks a program in a process of its own. */
export function check(compiler: Compiler, place: string): Cost {
  const { code, output } = tsc(compiler, ['--project', '.', '--extendedDiagnostics'], place)
  if (code !== 0) throw new Error(`a program that should compile does not:\n${output.slice(0, 2000)}`)
  const figure = (label: string): number => {
    const found = new RegExp(`^${label}: *([\\d.]+)`, 'm').exec(output)?.[1]
    if (found === undefined) throw new Error(`TypeScript ${compiler.version} says nothing of its ${label}`)
    return Number(found)
  }
  return {
    instantiations: figure('Instantiations'),
    checkTime: figure('Check time'),
    memory: figure('Memory used') * 1024,
  }
}

const options = {
  target: 'es2022',
  lib: ['es2023'],
  types: [],
  module: 'nodenext',
  strict: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  noEmit: true,
}

/** The sources are written for the settings of their workspace. */
const sourceOptions = {
  lib: ['es2023', 'esnext.disposable'],
  customConditions: ['@espalier/source'],
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
}
