import type { ExprNode, FragmentNode, NameNode, Output, RawNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import type { Kind } from '../types/kinds.ts'
import type { Typed } from '../types/sql-type.ts'
import { textType } from '../types/standard.ts'
import { Built } from './built.ts'
import { Expr } from './expr.ts'
import { literal } from './functions/value.ts'
import type { Need, Perhaps, Reason, StatementTypes } from './scope.ts'
import { isSource, meta } from './source.ts'

/** What stands in a gap of the template: an expression or a source is compiled, `sql.id` is quoted, all else is bound. */
export type Gap =
  | Expr<any, any, any, any, any>
  | { readonly '~selectable': true }
  | Name
  | string
  | number
  | bigint
  | boolean
  | Date

type Of<Gaps, Field extends string> = Gaps extends { readonly '~types': { readonly [F in Field]: infer Found } }
  ? Found
  : never

/** A template that becomes an expression of a type. */
export type ExprTemplate<V, K extends Kind, Null extends null> = <Gaps extends readonly Gap[]>(
  texts: TemplateStringsArray,
  ...gaps: Gaps
) => Expr<
  V,
  K,
  Of<Gaps[number], 'refs'> & string,
  Null | Perhaps<Of<Gaps[number], 'nulls'> & Reason>,
  Of<Gaps[number], 'needs'> & Need
>

/** A name that is quoted and stands by itself. */
export class Name {
  readonly node: NameNode

  constructor(names: readonly string[]) {
    this.node = { kind: 'name', names, type: textType }
  }
}

/** The types of a statement's columns by their names. */
export type ColumnTypes = Readonly<Record<string, Typed<any, any, any>>>

type SelectionOf<Columns> = {
  readonly [Key in keyof Columns]: Columns[Key] extends Typed<infer V, infer K, infer Null>
    ? Expr<V, K, never, Null>
    : never
}

/** A whole statement in the user's own SQL that gives rows. */
export class RawRows<in out S, out Needs extends Need> extends Built<RawNode> {
  declare readonly '~types': StatementTypes<S, never, never, '', never, Needs>
}

/** A whole statement in the user's own SQL, for `db.run`. */
export class RawStatement<out Needs extends Need> extends Built<RawNode> {
  declare readonly '~change': Needs
}

/** Everything that `sql` can do besides being called. */
export interface Sql {
  /**
   * SQL that is not modelled, as an expression of a type: sql(integer())`length(${tracks.title})`. A value in a gap is
   * bound, never printed; the text around the gaps is the program's own and goes out as it is.
   */
  <V, K extends Kind, Null extends null = never>(type: Typed<V, K, Null>): ExprTemplate<V, K, Null>
  /** A whole statement that gives rows: sql.rows({ id: integer() })`select id from artists where id > ${5}`. Columns come by position. */
  rows<const Columns extends ColumnTypes>(
    columns: Columns,
  ): <Gaps extends readonly Gap[]>(
    texts: TemplateStringsArray,
    ...gaps: Gaps
  ) => RawRows<SelectionOf<Columns>, Of<Gaps[number], 'needs'> & Need>
  /** A whole statement without rows, such as `sql.statement`\``analyze`\`. */
  statement<Gaps extends readonly Gap[]>(
    texts: TemplateStringsArray,
    ...gaps: Gaps
  ): RawStatement<Of<Gaps[number], 'needs'> & Need>
  /** A name, quoted: sql.id('levenshtein'), sql.id('public', 'f'). */
  id(...names: string[]): Name
}

export const sql: Sql = Object.assign(
  (type: Typed<any, any, any>) =>
    (texts: TemplateStringsArray, ...gaps: readonly unknown[]): any =>
      new Expr({ ...fragment(texts, gaps), type: type.type }),
  {
    rows:
      (columns: ColumnTypes) =>
      (texts: TemplateStringsArray, ...gaps: readonly unknown[]): any =>
        new RawRows({ kind: 'raw', sql: fragment(texts, gaps), outputs: outputsOf(columns) }),
    statement: (texts: TemplateStringsArray, ...gaps: readonly unknown[]): any =>
      new RawStatement({ kind: 'raw', sql: fragment(texts, gaps), outputs: undefined }),
    id: (...names: string[]): Name => new Name(names),
  },
) as Sql

function outputsOf(columns: ColumnTypes): Output[] {
  return Object.entries(columns).map(([key, { type }]) => ({ key, expr: { kind: 'name', names: [key], type } }))
}

/** The text and the nodes of a template. Only a real template is taken: its texts stand in the program, not in data. */
function fragment(texts: TemplateStringsArray, gaps: readonly unknown[]): FragmentNode {
  if (!Array.isArray(texts) || !Object.isFrozen(texts) || !Array.isArray((texts as { raw?: unknown }).raw)) {
    throw new StatementError(
      'sql takes a template behind the type, as in sql(integer())`…`; a text in a variable is not one',
    )
  }
  return { kind: 'fragment', texts: [...texts], nodes: gaps.map(gapNode), declared: true, type: textType }
}

function gapNode(gap: unknown): ExprNode {
  if (gap instanceof Expr || gap instanceof Name) return gap.node
  if (isSource(gap)) {
    const { node } = gap[meta]
    return {
      kind: 'name',
      names: [node.kind === 'table' && node.schema ? node.schema : [], node.alias].flat(),
      ...(node.kind === 'cte' ? { cte: node.cte } : {}),
      type: textType,
    }
  }
  if (gap === undefined || gap === null)
    throw new StatementError(`a gap of sql holds ${gap}; write null into the text, or leave the part out`)
  return literal(gap as string).node
}
