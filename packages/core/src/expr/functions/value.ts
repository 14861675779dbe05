// Values of any type: coalesce and its kin, literals and parameters.
import { StatementError } from '../../errors.ts'
import type { Kind, ValueOfKind } from '../../types/kinds.ts'
import type { SqlType, Typed } from '../../types/sql-type.ts'
import { bigintType, booleanType, commonType, integerType, textType, timestampType } from '../../types/standard.ts'
import { type Alternatives, type AnyExpr, call, Expr, type Operand, operand, subqueryOf } from '../expr.ts'
import type { In } from '../operand.ts'
import type { NeedsIn, OuterIn, Scalar } from '../row.ts'
import type { Need, ParamNeed, Perhaps, Reason } from '../scope.ts'

/** `coalesce(a, b, c)`: the first that is not null; null where the last is and all before it. */
export const coalesce = <
  V,
  K extends Kind,
  R extends string,
  F extends Need,
  const Rest extends readonly [unknown, ...unknown[]],
>(
  first: Expr<V, K, R, any, F>,
  ...rest: Alternatives<Rest, V, K, 'coalesce'>
): Expr<V, K, R | In<Rest[number], 'refs'>, Perhaps<NullsOfLast<Rest>>, F | In<Rest[number], 'needs'>> =>
  oneOf('coalesce', [first, ...rest.map((value) => like(value, first))])

type NullsOfLast<List> = List extends readonly [...any, infer Last] ? In<Last, 'nulls'> : never

/** `greatest(a, b, c)`: null when one of them is null, on every database: PostgreSQL alone would leave nulls out. */
export const greatest = <
  V,
  K extends Kind,
  R extends string,
  N extends Reason,
  F extends Need,
  const Rest extends readonly [unknown, ...unknown[]],
>(
  first: Expr<V, K, R, N, F>,
  ...rest: Alternatives<Rest, V, K, 'greatest'>
): Expr<V, K, R | In<Rest[number], 'refs'>, N | In<Rest[number], 'nulls'>, F | In<Rest[number], 'needs'>> =>
  oneOf('greatest', several('greatest', first, rest))
/** `least(a, b, c)`: null when one of them is null, on every database: PostgreSQL alone would leave nulls out. */
export const least = <
  V,
  K extends Kind,
  R extends string,
  N extends Reason,
  F extends Need,
  const Rest extends readonly [unknown, ...unknown[]],
>(
  first: Expr<V, K, R, N, F>,
  ...rest: Alternatives<Rest, V, K, 'least'>
): Expr<V, K, R | In<Rest[number], 'refs'>, N | In<Rest[number], 'nulls'>, F | In<Rest[number], 'needs'>> =>
  oneOf('least', several('least', first, rest))

/** At least two values: of one SQLite's max and min are aggregates. */
function several(of: string, first: AnyExpr, rest: readonly unknown[]): AnyExpr[] {
  if (rest.length === 0) throw new StatementError(`${of} takes two values or more; max and min are the aggregates`)
  return [first, ...rest.map((value) => like(value, first))]
}

/** What is one of its arguments. */
const oneOf = (name: string, args: readonly AnyExpr[]): any =>
  call(name, args, commonType(args.map(({ node }) => node.type)))

const like = (value: unknown, first: AnyExpr): AnyExpr => new Expr(operand(value, first))

/** `nullif(a, b)`: null where both are equal. */
export function nullIf<
  V,
  K extends Kind,
  R extends string,
  N extends Reason,
  F extends Need,
  const E,
  R2 extends string = never,
  F2 extends Need = never,
>(value: Expr<V, K, R, N, F>, empty: Operand<E, V, K, R, R2, any, F2>): Expr<V, K, R | R2, null, F | F2> {
  return new Expr({ kind: 'call', name: 'nullif', args: [value.node, operand(empty, value)], type: value.node.type })
}

/** A query with one column and at most one row, as a value; null where it has no row. */
export function scalar<Q>(query: Scalar<Q>): Q extends {
  readonly '~types': { readonly selection: { readonly [key: string]: Expr<infer V, infer K, any, any, any> } }
}
  ? Expr<V, K, OuterIn<Q>, null, NeedsIn<Q>>
  : never {
  return new Expr(subqueryOf(query)) as any
}

/** A plain value that says by itself what it is. */
export type Plain = number | string | bigint | boolean | Date

/** The kind of a plain value. */
export type LiteralKind<V> = V extends number
  ? 'integer'
  : V extends string
    ? 'text'
    : V extends bigint
      ? 'bigint'
      : V extends boolean
        ? 'boolean'
        : 'timestamp'
/** The type of a plain value, whatever it is just now. */
export type Widened<V> = V extends number
  ? number
  : V extends string
    ? string
    : V extends bigint
      ? bigint
      : V extends boolean
        ? boolean
        : Date

/** A value as an expression. It travels as a parameter. A whole number is an `integer`; for others use `param`-like types: `literal('1.5', numeric())`. */
export function literal<const V extends Plain>(value: V): Expr<Widened<V>, LiteralKind<V>, never, never>
export function literal<V, K extends Kind>(value: V, type: Typed<V, K>): Expr<V, K, never, never>
export function literal(value: unknown, type?: Typed<unknown, Kind>): Expr<any, any, never, never> {
  return new Expr({ kind: 'param', value, type: type?.type ?? typeOf(value), label: undefined })
}

function typeOf(value: unknown): SqlType {
  switch (typeof value) {
    case 'string':
      return textType
    case 'bigint':
      return bigintType
    case 'boolean':
      return booleanType
    case 'number':
      if (Number.isInteger(value)) return integerType
      throw new StatementError(
        'literal takes whole numbers by themselves; say literal(1.5, real()) or literal("1.5", numeric())',
      )
    default:
      if (value instanceof Date) return timestampType
      throw new StatementError(
        'literal takes a number, string, bigint, boolean or Date; give the type as second argument',
      )
  }
}

/** NULL as a value of a type, for CASE and INSERT … SELECT. */
export function nullOf<V, K extends Kind, Null extends null>(type: Typed<V, K, Null>): Expr<V, K, never, null> {
  return new Expr({ kind: 'cast', operand: { kind: 'constant', value: null, type: type.type }, type: type.type })
}

/** TRUE or FALSE, written as the word. */
export const constant = (value: boolean): Expr<boolean, 'boolean', never, never> =>
  new Expr({ kind: 'constant', value, type: booleanType })

/** A kind that has the values of a type: where they are in another form, as `.mode(…)` makes them, another one; or JSON, of any values. */
type KindOfForm<V, K extends Kind> = [V] extends [ValueOfKind[K]]
  ? K
  : V extends number
    ? 'real'
    : V extends string
      ? 'text'
      : V extends bigint
        ? 'bigint'
        : 'json'

/** A parameter that gets its value when the statement runs: `param('name', text())`. */
export function param<const Name extends string, V, K extends Kind, Null extends null>(
  name: Name,
  type: Typed<V, K, Null>,
): Expr<V, K, never, Null, ParamNeed<Name, KindOfForm<V, K>, Null>> {
  if (typeof name !== 'string' || name === '' || name.includes(':')) {
    throw new StatementError('a parameter has a name, without a colon')
  }
  return new Expr({ kind: 'placeholder', name, type: type.type })
}

/** `CAST(text AS type)`, but null where the text is no such value. PostgreSQL, from 16. */
export const tryCast = <V, K extends Kind, Null extends null, R extends string, F extends Need>(
  text: Expr<any, 'text', R, any, F>,
  type: Typed<V, K, Null>,
): Expr<V, K, R, null, F | 'tryCast'> => call('try_cast', [text], type.type, { needs: 'tryCast' })
