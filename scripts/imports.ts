// Who may import whom, values and types alike. Test files are exempt.

import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

/** The rooms of core and the rooms that each may see, besides itself and `errors`. */
const rooms: Record<string, readonly string[]> = {
  errors: [],
  types: [],
  ast: ['types'],
  tree: ['types', 'ast'],
  expr: ['types', 'ast', 'tree', 'print'],
  schema: ['types', 'ast', 'expr'],
  query: ['types', 'ast', 'tree', 'expr', 'schema'],
  relate: ['types', 'ast', 'tree', 'expr', 'schema', 'query'],
  compile: ['types', 'ast', 'tree'],
  print: ['types', 'ast', 'tree', 'compile'],
  run: ['types', 'ast', 'tree', 'expr', 'schema', 'query', 'compile'],
  opentelemetry: ['run'],
  index: ['types', 'ast', 'tree', 'expr', 'schema', 'query', 'relate', 'compile', 'print', 'run'],
}

/** What a file of core may see of other packages: entries that few programs load. */
const outside: Record<string, readonly string[]> = { 'packages/core/src/opentelemetry.ts': ['@opentelemetry/api'] }

const root = process.argv[2] ?? join(import.meta.dirname, '..')

interface Import {
  from: string
  line: number
  specifier: string
  /** The imported file, from the root; undefined for a package. */
  to: string | undefined
}

const files = globSync('packages/*/src/**/*.ts', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !/\.(test|test-d)\.ts$/.test(file))
  .sort()
const imports = files.flatMap(importsOf)
const problems = [...imports.flatMap(wrong), ...cycles(imports)]

for (const problem of problems) console.log(problem)
console.log(`${files.length} files, ${imports.length} imports, ${problems.length} against the arrows`)
process.exitCode = problems.length === 0 ? 0 : 1

function importsOf(from: string): Import[] {
  const text = readFileSync(join(root, from), 'utf8')
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName: specifier, pos }) => ({
    from,
    line: text.slice(0, pos).split('\n').length,
    specifier,
    to: specifier.startsWith('.') ? join(dirname(from), specifier).replaceAll('\\', '/') : undefined,
  }))
}

function wrong(found: Import): string[] {
  const own = packageOf(found.from)
  const sentence = (what: string): string[] => [`${found.from}:${found.line} imports '${found.specifier}'; ${what}`]
  if (found.to === undefined) {
    if (outside[found.from]?.includes(found.specifier)) return []
    if (own === 'core') return sentence('core knows no package and no Node built-in')
    if (!found.specifier.startsWith('@espalier/')) return []
    if (found.specifier.startsWith('@espalier/dialect-')) return sentence('a dialect never sees another dialect')
    return found.specifier === '@espalier/core' ? [] : sentence("a dialect sees core's index only")
  }
  if (packageOf(found.to) !== own) return sentence('a file reaches another package by its name only')
  if (!existsSync(join(root, found.to))) return sentence('that file does not exist')
  return own === 'core' ? wrongRoom(found.from, found.to, sentence) : []
}

function wrongRoom(from: string, to: string, sentence: (what: string) => string[]): string[] {
  const [here, there] = [roomOf(from), roomOf(to)]
  const seen = rooms[here]
  if (seen === undefined) return sentence(`${here} is no room of core; name it in scripts/imports.ts`)
  if (here === there || there === 'errors' || seen.includes(there)) return []
  return sentence(`${here} may see ${['errors', ...seen].join(', ')}, but not ${there}`)
}

function packageOf(file: string): string {
  return /^packages\/([^/]+)\//.exec(file)?.[1] ?? file
}

function roomOf(file: string): string {
  return file.split('/')[3]?.replace(/\.ts$/, '') ?? file
}

/** For every file that can reach itself, the shortest way round; each ring is told once. */
function cycles(all: readonly Import[]): string[] {
  const next = new Map<string, string[]>()
  for (const { from, to } of all) if (to !== undefined) next.set(from, [...(next.get(from) ?? []), to])
  const rings = new Map<string, string>()
  for (const file of files) {
    const ring = wayRound(file, next)
    if (ring === undefined) continue
    const names = ring.map((name) => relative('packages', name).replaceAll('\\', '/'))
    const key = [...names].sort().join(' ')
    if (!rings.has(key))
      rings.set(key, `${[...names, names[0]].join(' → ')}; files must not import each other in a ring`)
  }
  return [...rings.values()]
}

function wayRound(start: string, next: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (const file of queue) {
    for (const to of next.get(file) ?? []) {
      if (to === start) return trail(file, cameFrom)
      if (cameFrom.has(to)) continue
      cameFrom.set(to, file)
      queue.push(to)
    }
  }
  return undefined
}

function trail(last: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const steps = [last]
  for (let file = cameFrom.get(last); file !== undefined; file = cameFrom.get(file)) steps.unshift(file)
  return steps
}
