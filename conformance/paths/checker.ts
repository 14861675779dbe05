// The rows that TypeScript says each path has, for each type of columns. The paths are written once, for the type in
// `subject.ts`; the checker reads them again for each other, with that in its place.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import type { Field, Shape } from './shape.ts'
import { type SubjectName, subjects } from './subjects.ts'

/** What the types say of a path: its rows, or why it does not compile. */
export type Said = { readonly row: Shape } | { readonly refused: string }

/** What they say of each path, by its name. */
export type Sayings = ReadonlyMap<string, Said>

const folder = dirname(fileURLToPath(import.meta.url))
const files = ['reading', 'expressing', 'relating', 'changing'] as const
const copied = [...files, 'ground', 'subject']

/** Reads the paths for every type of columns. */
export function said(): ReadonlyMap<SubjectName, Sayings> {
  const names = Object.keys(subjects) as SubjectName[]
  const program = programOf(names)
  const checker = program.getTypeChecker()
  return new Map(
    names.map((name, i) => [
      name,
      new Map(files.flatMap((file) => sayingsIn(program, checker, join(folder, `as-${i}`, `${file}.ts`), file))),
    ]),
  )
}

function programOf(names: readonly string[]): ts.Program {
  const config = join(folder, '../tsconfig.json')
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    dirname(config),
  )
  const copies = new Map(
    names.flatMap((name, i) =>
      copied.map((file) => [
        join(folder, `as-${i}`, `${file}.ts`),
        file === 'subject' ? subjectFile(name) : read(file),
      ]),
    ),
  )
  const host = ts.createCompilerHost({ ...options, noUnusedLocals: false })
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (path) => copies.has(path) || fileExists(path)
  // A folder that is not there is not searched.
  host.directoryExists = (path) => /\/as-\d+$/.test(path) || ts.sys.directoryExists(path)
  host.readFile = (path) => copies.get(path) ?? readFile(path)
  host.getSourceFile = (path, settings, ...more) => {
    const text = copies.get(path)
    return text === undefined ? getSourceFile(path, settings, ...more) : ts.createSourceFile(path, text, settings, true)
  }
  return ts.createProgram([...copies.keys()], options, host)
}

const read = (file: string): string => ts.sys.readFile(join(folder, `${file}.ts`)) as string

const subjectFile = (name: string): string =>
  `import type { subjects } from '../subjects.ts'
export type Subject = ReturnType<(typeof subjects)[${JSON.stringify(name)}]['type']>
`

/** The paths of a file: the properties of what its function of the same name returns. */
function sayingsIn(program: ts.Program, checker: ts.TypeChecker, path: string, name: string): [string, Said][] {
  const file = program.getSourceFile(path) as ts.SourceFile
  const problems = program.getSemanticDiagnostics(file)
  const declared = checker.getSymbolAtLocation(file)?.exports?.get(name as ts.__String) as ts.Symbol
  const [signature] = checker.getTypeOfSymbol(declared).getCallSignatures() as [ts.Signature]
  return signature
    .getReturnType()
    .getProperties()
    .map((property) => {
      const { pos, end } = property.valueDeclaration as ts.Node
      const problem = problems.find(({ start = 0 }) => start >= pos && start < end)
      if (problem) return [property.name, { refused: ts.flattenDiagnosticMessageText(problem.messageText, '\n') }]
      return [property.name, { row: rowOf(checker, checker.getTypeOfSymbol(property)) }]
    })
}

/** The shape of a row of a `Path`. */
function rowOf(checker: ts.TypeChecker, path: ts.Type): Shape {
  const rows = checker.getTypeOfSymbol(path.getProperty('rows') as ts.Symbol)
  const [signature] = rows.getCallSignatures() as [ts.Signature]
  const list = checker.getAwaitedType(signature.getReturnType()) as ts.Type
  return shapeOf(checker, checker.getTypeArguments(list as ts.TypeReference)[0] as ts.Type)
}

const plain: readonly (readonly [ts.TypeFlags, 'number' | 'string' | 'bigint' | 'boolean' | 'null' | 'undefined'])[] = [
  [ts.TypeFlags.Number, 'number'],
  [ts.TypeFlags.String, 'string'],
  [ts.TypeFlags.BigInt, 'bigint'],
  [ts.TypeFlags.Boolean, 'boolean'],
  [ts.TypeFlags.Null, 'null'],
  [ts.TypeFlags.Undefined, 'undefined'],
]

const classes: ReadonlySet<string> = new Set(['Date', 'Uint8Array'])

function shapeOf(checker: ts.TypeChecker, type: ts.Type): Shape {
  if (type.flags & ts.TypeFlags.Unknown) return { is: 'unknown' }
  const [, word] = plain.find(([flag]) => type.flags & flag) ?? []
  if (word) return { is: word }
  if (type.flags & ts.TypeFlags.BooleanLiteral) return { is: 'literal', value: checker.typeToString(type) === 'true' }
  if (type.isStringLiteral() || type.isNumberLiteral()) return { is: 'literal', value: type.value }
  if (type.isUnion()) return { is: 'union', members: type.types.map((one) => shapeOf(checker, one)) }
  const symbol = type.getSymbol()?.name ?? ''
  if (classes.has(symbol)) return { is: 'instance', of: symbol }
  if (type.isIntersection()) {
    // A brand is there for the compiler only.
    const value = type.types.find((one) => plain.some(([flag]) => one.flags & flag))
    if (value) return shapeOf(checker, value)
  }
  if (checker.isArrayType(type) || checker.isTupleType(type))
    return { is: 'list', item: itemOf(checker, checker.getTypeArguments(type as ts.TypeReference)) }
  if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return objectOf(checker, type)
  throw new Error(`a row has ${checker.typeToString(type)}, which says nothing of its values`)
}

function itemOf(checker: ts.TypeChecker, types: readonly ts.Type[]): Shape {
  const members = types.map((one) => shapeOf(checker, one))
  return members.length === 1 ? (members[0] as Shape) : { is: 'union', members }
}

const objectOf = (checker: ts.TypeChecker, type: ts.Type): Shape => ({
  is: 'object',
  fields: Object.fromEntries(
    type.getProperties().map((property): [string, Field] => {
      const optional = (property.flags & ts.SymbolFlags.Optional) !== 0
      return [property.name, { shape: shapeOf(checker, checker.getTypeOfSymbol(property)), optional }]
    }),
  ),
})
