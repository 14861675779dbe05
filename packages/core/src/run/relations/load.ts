import type { ColumnNode } from '../../ast.ts'
import type { Dialect } from '../../compile/dialect.ts'
import { StatementError } from '../../errors.ts'
import { type AnyNested, Nested } from '../../expr/nested.ts'
import type { NullIn } from '../../expr/scope.ts'
import { linkOf } from './link.ts'
import { related, type Steps } from './stitch.ts'
import { type Row, Waiting } from './waiting.ts'

/** Relations by the keys under which they come into rows. */
export type Relations = Readonly<Record<string, AnyNested>>

type RefsOf<Entry> = Entry extends { readonly '~types': { readonly refs: infer Refs } } ? Refs : never
type KeyOf<Refs> = Refs extends `${string}.${infer Key}` ? (Key extends '*' ? never : Key) : never

/** The columns by which relations belong to their rows, and which the rows do not have. */
type Lacking<Row, Entries> = {
  [Name in keyof Entries]: Exclude<KeyOf<RefsOf<Entries[Name]>>, keyof Row>
}[keyof Entries]

/** Relations of rows, or the sentence that says what the rows lack. */
export type Loadable<Row, Entries> = [Lacking<Row, Entries>] extends [never]
  ? Entries
  : `the rows have no ${Lacking<Row, Entries> & string}, by which a relation belongs to them; select it`

/** Rows with their relations. */
export type Loaded<Row, Entries> = Omit<Row, keyof Entries> & {
  -readonly [Name in keyof Entries]: ValueOf<Entries[Name], Row>
} extends infer Whole
  ? { [Key in keyof Whole]: Whole[Key] }
  : never

type ValueOf<Entry, Row> = Entry extends {
  readonly '~types': { readonly value: infer Value; readonly nulls: infer Nulls }
}
  ? Value | NullIn<Extract<Nulls, null>, never> | NullKey<Nulls, Row>
  : never

/** Null where the row's own column may be. */
type NullKey<Nulls, Row> = Nulls extends `${string}.${infer Key}`
  ? Key extends keyof Row
    ? null extends Row[Key]
      ? null
      : never
    : null
  : never

/** Rows that are there already, with relations of theirs: one statement for each relation. */
export function* loaded(rows: unknown, relations: Relations, dialect: Dialect): Steps<any[]> {
  if (!Array.isArray(rows)) throw new StatementError('load takes a list of rows')
  const result: Row[] = rows.map((row) => ({ ...row }))
  for (const [name, entry] of Object.entries(relations)) {
    const node = Nested.nodeOf(entry)
    if (!node) throw new StatementError(`${name} is not a relation; say relation.select(…)`)
    const link = linkOf(node.query)
    if (!link) {
      throw new StatementError(
        `${name} reads more of the row around it than its key, or computes over its rows; select it in the query itself`,
      )
    }
    const read = link.outer.map(keyName).map((key) => (row: object) => own(row, key, name))
    const waiting = new Waiting(name, node.one, read)
    for (const [i, row] of rows.entries()) waiting.add(result[i] as Row, row)
    yield* related({ path: [name], rows: node, link, strategy: node.strategy }, waiting, { dialect, label: '' })
  }
  return result
}

/** The key under which a row has a column: its label is `tracks.artistId`. */
const keyName = ({ label, source }: ColumnNode): string => label.slice(source.length + 1)

function own(row: object, key: string, relation: string): unknown {
  if (Object.hasOwn(row, key)) return (row as Record<string, unknown>)[key]
  throw new StatementError(`the rows have no ${key}, by which ${relation} belongs to them; select it`)
}
