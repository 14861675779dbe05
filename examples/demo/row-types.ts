// What TypeScript infers for the rows of the queries.
import { join } from 'node:path'
import ts from 'typescript'

/** The type of a row of each file of `queries/`, as the compiler prints it. */
export function inferRowTypes(files: readonly string[]): Record<string, string> {
  const path = join(import.meta.dirname, 'infer.ts')
  const options = compilerOptions()
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists } = host
  host.readFile = (name) => (name === path ? probe(files) : readFile(name))
  host.fileExists = (name) => name === path || fileExists(name)
  const program = ts.createProgram([path], options, host)
  const file = program.getSourceFile(path) as ts.SourceFile
  const [wrong] = program.getSemanticDiagnostics(file)
  if (wrong) throw new Error(ts.flattenDiagnosticMessageText(wrong.messageText, '\n'))
  const checker = program.getTypeChecker()
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias
  const rowOf = (i: number): ts.Type => checker.getTypeAtLocation(rowAlias(file, `Row${i}`))
  return Object.fromEntries(files.map((name, i) => [name, checker.typeToString(rowOf(i), undefined, flags)]))
}

/** A file with an alias for the row of each query: `Row0`, `Row1` … */
function probe(files: readonly string[]): string {
  return [
    `import type { AnyDatabase } from './engine.ts'`,
    ...files.map((file, i) => `import { query as query${i} } from './queries/${file}'`),
    'declare const db: AnyDatabase',
    ...files.flatMap((_file, i) => [
      `const rows${i} = await db.all(query${i})`,
      `export type Row${i} = (typeof rows${i})[number]`,
    ]),
  ].join('\n')
}

function rowAlias(file: ts.SourceFile, name: string): ts.TypeAliasDeclaration {
  return file.statements.filter(ts.isTypeAliasDeclaration).find((alias) => alias.name.text === name) as never
}

function compilerOptions(): ts.CompilerOptions {
  const path = join(import.meta.dirname, '../tsconfig.json')
  const { config } = ts.readConfigFile(path, ts.sys.readFile)
  return ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, join(path, '..')).options
}
