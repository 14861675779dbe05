import { join } from 'node:path'
import { type Compiler, tsc } from '../scripts/compilers.ts'

export interface Message {
  /** From this folder, with `/`. */
  file: string
  code: number
  text: string
}

/** What a compiler says about a project of this folder: the first line of each error, without places on the disk. */
export function messages(compiler: Compiler, project: string, options: readonly string[] = []): Message[] {
  const cwd = import.meta.dirname
  const { code, output } = tsc(compiler, ['--noEmit', '--project', join(cwd, project), ...options], cwd)
  const found = output.split(/\r?\n/).flatMap((line) => {
    const [, file, code, text] = /^(\S[^(]*)\(\d+,\d+\): error TS(\d+): (.*)$/.exec(line) ?? []
    return file === undefined || text === undefined
      ? []
      : [{ file: slashed(file), code: Number(code), text: shortened(text) }]
  })
  if (code !== 0 && found.length === 0) throw new Error(`tsc ${compiler.version} failed:\n${output}`)
  return found
}

export function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}

function shortened(text: string): string {
  const plain = text
    .replace(/import\("[^"]*"\)\./g, '')
    .replace(/"[^" ]*"(?: \| (?:"[^" ]*"|\.\.\. \d+ more \.\.\.))+/g, inOrder)
  return plain.length > 400 ? `${plain.slice(0, 400)}…` : plain
}

/** The names of a union by the alphabet: a compiler has them in the order in which it met them, and leaves some out. */
const inOrder = (union: string): string => (union.includes('...') ? '…' : union.split(' | ').sort().join(' | '))
