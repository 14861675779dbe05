// Statements and expressions as text for reading. It is never sent: `compile` writes what a database gets.
import type { ExprNode, StatementNode } from '../ast.ts'
import { ansi, quotedText } from '../compile/ansi/ansi.ts'
import { written } from '../compile/compile.ts'
import type { Dialect } from '../compile/dialect.ts'
import { EspalierError } from '../errors.ts'
import { Printer, typeName } from './printer.ts'
import { cut } from './value.ts'

/** How a statement is printed for reading. */
export interface PrintOptions {
  /** Whose words it is printed in; without one in the standard's, with everything that some database has. */
  readonly dialect?: Dialect
  /** Shows the values of parameters, cut where they are long. They may be secrets, so only their types are shown without it, and those of columns that are `sensitive()` never. */
  readonly values?: boolean
}

const longestText = 20_000

/**
 * A statement or expression in lines, with its parameters as `:1` and their types beneath. It never throws: what cannot
 * be compiled is printed as far as it goes, with the reason beneath.
 */
export function printed(
  node: ExprNode | StatementNode,
  { dialect = standard, values = false }: PrintOptions = {},
): string {
  const words = inLines(dialect)
  let printer = new Printer(words, false, values)
  const notes: string[] = []
  try {
    if (node.kind in dialect.exprs) printer.expr(node as ExprNode)
    else
      written(node as StatementNode, words, (ddl) => {
        printer = new Printer(words, ddl, values)
        return printer
      })
  } catch (error) {
    // Also what no part of the program should throw: to print is what one does when something is wrong.
    notes.push(error instanceof EspalierError ? error.message : `it cannot be printed: ${String(error)}`)
  }
  return [
    cut(printer.sql, longestText),
    ...printer.parameters(),
    ...[...printer.notes, ...notes].map((note) => `-- ${note}`),
  ].join('\n')
}

/** The standard's words, with what not every database has. */
const standard: Dialect = {
  ...ansi,
  name: 'standard SQL',
  lacks: {},
  maxName: Number.POSITIVE_INFINITY,
  literal: (value) =>
    typeof value === 'string' ? quotedText(value) : value instanceof Uint8Array ? "x'…'" : ansi.literal(value),
  types: { ...ansi.types, uuid: 'uuid', bytes: 'bytes', json: 'json' },
  exprs: {
    ...ansi.exprs,
    cast(node, w) {
      w.text('cast(')
      w.bare(node.operand)
      w.text(` as ${typeName(node.type)})`)
    },
  },
}

type Write = (node: never, writer: Printer) => void

/** A dialect whose clauses tell the printer where they begin and end. */
function inLines(dialect: Dialect): Dialect {
  const lined = (kind: string, clauses: Readonly<Record<string, Write>>): Readonly<Record<string, Write>> =>
    Object.fromEntries(
      Object.entries(clauses).map(([field, write]) => [
        field,
        (node, writer) => writer.clause(kind, field, () => write(node, writer)),
      ]),
    )
  const tables = statements.map((kind) => [kind, lined(kind, dialect[kind] as never)])
  return { ...dialect, ...Object.fromEntries(tables), sharesParams: true, placeholder: (index) => `:${index}` }
}

const statements = Object.keys({
  select: 0,
  set: 0,
  insert: 0,
  update: 0,
  delete: 0,
  merge: 0,
  raw: 0,
  createSchema: 0,
  createTable: 0,
  createIndex: 0,
  addForeignKey: 0,
  dropForeignKey: 0,
  dropTable: 0,
} satisfies Record<StatementNode['kind'], 0>) as StatementNode['kind'][]
