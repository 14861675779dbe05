// Functions of JSON documents, one line each; paths into one are methods: `x.at('key').asText()`. Keys, places and
// values travel as parameters.
import type { CallNode, ExprNode } from '../../ast.ts'
import { StatementError } from '../../errors.ts'
import type { Kind } from '../../types/kinds.ts'
import { booleanType, encodeText, integerType, jsonType, textType } from '../../types/standard.ts'
import { type Astray, type AtPath, type Built, type InJson, pathNode, type Steps, type Without } from '../document.ts'
import { type AnyExpr, Expr, nodeOf, type Ordering, ordersOf } from '../expr.ts'
import type { In } from '../operand.ts'
import type { Aggregated, Need, Perhaps, Reason } from '../scope.ts'

type Json<Doc, R extends string, N extends Reason, F extends Need> = Expr<Doc, 'json', R, N, F>
type Path = readonly [] | readonly (string | number)[]
/** A value of a document, or an expression of one. */
type JsonOr<Doc, R extends string, N extends Reason, F extends Need> = Doc | Expr<Doc, 'json', R, N, F>

/** JSON's own `null`, which is a value: `{ extra: jsonNull() }` stores it where plain `null` stores SQL's NULL. */
export const jsonNull = (): Expr<null, 'json', never, never> => new Expr(json('null', true))

/** A value as JSON: what JSON's numbers cannot hold, as `bigint` and `numeric`, becomes a JSON text. */
export const toJson = <V, K extends Kind, R extends string, N extends Reason, F extends Need>(
  of: Expr<V, K, R, N, F>,
): Json<InJson<V, K>, R, N, F> => jsonCall('to_json', [cell(of)])
/** What a document is, in JSON's words: `object`, `array`, `string`, `number`, `boolean` or `null`; null for SQL's NULL. */
export const jsonTypeof = <R extends string, N extends Reason, F extends Need>(
  of: Json<any, R, N, F>,
): Expr<'object' | 'array' | 'string' | 'number' | 'boolean' | 'null', 'text', R, N, F> =>
  new Expr({ kind: 'call', name: 'json_typeof', args: [document(of)], type: textType })
/** How many values a JSON list has. Of what is no list PostgreSQL refuses it, and the others say 0 or 1. */
export const jsonArrayLength = <R extends string, N extends Reason, F extends Need>(
  of: Json<readonly unknown[], R, N, F>,
): Expr<number, 'integer', R, N, F> =>
  new Expr({ kind: 'call', name: 'json_array_length', args: [document(of)], type: integerType })
/** True where a JSON object has the key, also with JSON's null under it. */
export const jsonHasKey = <Doc, R extends string, N extends Reason, F extends Need>(
  of: Json<Doc, R, N, F>,
  key: Steps<Doc> & string,
): Expr<boolean, 'boolean', R, N, F> => {
  const args = [document(of), keyNode(encodeText(key)), pathNode([key])]
  return new Expr({ kind: 'call', name: 'json_has_key', args, type: booleanType })
}
/**
 * True where a document has all that another has: `jsonContains(events.data, { device: { type: 'phone' } })`. Lists are
 * searched without their order. Not on SQLite.
 */
export const jsonContains = <
  Doc,
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string = never,
  N2 extends Reason = never,
  F2 extends Need = never,
>(
  of: Json<Doc, R, N, F>,
  part: Part<Doc> | Expr<any, 'json', R2, N2, F2>,
): Expr<boolean, 'boolean', R | R2, N | N2, F | F2 | 'jsonContains'> =>
  new Expr({
    kind: 'call',
    name: 'json_contains',
    args: [document(of), given(part)],
    type: booleanType,
    needs: 'jsonContains',
  })

/** A part of a document: any of its keys, at every depth. */
type Part<Doc> = unknown extends Doc
  ? unknown
  : Doc extends readonly (infer Item)[]
    ? readonly Part<Item>[]
    : Doc extends object
      ? { readonly [Key in keyof Doc]?: Part<Doc[Key]> }
      : Doc

/**
 * A document with another value at the end of a path, which is made where there is none:
 * `jsonSet(events.data, ['device', 'type'], 'phone')`. Nothing is set where the object around it is missing; at a place
 * past the end of a list SQLite sets nothing and the others append.
 */
export const jsonSet: JsonChange = (of: AnyExpr, path: unknown, value: unknown) => changed('jsonSet', of, path, value)
/** The same, but what is there already stays. */
export const jsonInsert: JsonChange = (of: AnyExpr, path: unknown, value: unknown) =>
  changed('jsonInsert', of, path, value)
/** The same, but only where there is something already. */
export const jsonReplace: JsonChange = (of: AnyExpr, path: unknown, value: unknown) =>
  changed('jsonReplace', of, path, value)

/** A function that puts a value into a document. */
export type JsonChange = <
  Doc,
  R extends string,
  N extends Reason,
  F extends Need,
  const P extends Path,
  R2 extends string = never,
  N2 extends Reason = never,
  F2 extends Need = never,
>(
  of: Json<Doc, R, N, F>,
  path: [Astray<Doc, P>] extends [never] ? P : Astray<Doc, P>,
  value: JsonOr<AtPath<Doc, P>, R2, N2, F2>,
) => Json<Doc, R | R2, N | N2, F | F2>

/** A document without what stands at the end of a path; its type says what is missing then. */
export const jsonRemove = <Doc, R extends string, N extends Reason, F extends Need, const P extends Path>(
  of: Json<Doc, R, N, F>,
  path: [Astray<Doc, P>] extends [never] ? P : Astray<Doc, P>,
): Json<Without<Doc, P>, R, N, F> => jsonCall('json_remove', [document(of), pathNode(steps('jsonRemove', path))])

/** What a building of JSON says in one field of its types, of all its parts. */
type Of<Parts, Field extends string> = In<Parts[keyof Parts], Field>

/** A JSON object: `jsonObject({ id: tracks.id, title: tracks.title })`. Null is JSON's null in it. */
export const jsonObject = <const Parts extends { readonly [key: string]: AnyExpr }>(
  parts: Parts,
): Json<Built<Parts>, Of<Parts, 'refs'> & string, '!json', Of<Parts, 'needs'> & Need> & { readonly '~json': Parts } =>
  jsonCall(
    'json_build_object',
    Object.entries(parts).flatMap(([key, part]) => [keyNode(key), cell(part)]),
  )
/** A JSON list of values of any types. Null is JSON's null in it. */
export const jsonArray = <const Parts extends readonly [AnyExpr, ...AnyExpr[]]>(
  ...parts: Parts
): Json<Built<Parts>, In<Parts[number], 'refs'> & string, '!json', In<Parts[number], 'needs'> & Need> & {
  readonly '~json': Parts
} => jsonCall('json_build_array', parts.map(cell))
/**
 * A JSON list of the values of all rows, nulls too; null over no rows. Without `orderBy` in any order; MySQL has none.
 */
export const jsonArrayAgg = <E extends AnyExpr, R2 extends string = never, F2 extends Need = never>(
  of: E,
  ...[options]: [options?: { readonly orderBy: Ordering<R2, F2> | readonly Ordering<R2, F2>[] }]
): Json<
  Built<E[]>,
  Aggregated<E['~types']['refs'] | R2>,
  'empty:' | '!json',
  E['~types']['needs'] | F2 | ([F2, R2] extends [never, never] ? never : 'jsonAggOrder')
> & { readonly '~json': E[] } =>
  new Expr({
    kind: 'call',
    name: 'json_agg',
    args: [cell(of)],
    type: jsonType,
    aggregate: true,
    ...(options ? { orderBy: ordersOf(options.orderBy), needs: 'jsonAggOrder' } : {}),
  }) as any
/** A JSON object with a key and a value of each row; of equal keys the last counts. Null over no rows. */
export const jsonObjectAgg = <
  R extends string,
  F extends Need,
  V,
  K extends Kind,
  R2 extends string,
  N2 extends Reason,
  F2 extends Need,
>(
  key: Expr<any, 'text', R, any, F>,
  value: Expr<V, K, R2, N2, F2>,
): Json<
  { [key: string]: InJson<V, K> | ([N2] extends [never] ? never : null) },
  Aggregated<R | R2>,
  'empty:' | '!json',
  F | F2
> & { readonly '~json': { [key: string]: Expr<V, K, R2, Perhaps<N2>, F2> } } =>
  jsonCall('json_object_agg', [nodeOf(key), cell(value)], { aggregate: true })

const jsonCall = (name: string, args: readonly ExprNode[], more?: Partial<CallNode>): any =>
  new Expr({ kind: 'call', name, args, type: jsonType, ...more })

/** A value as it stands in JSON. */
function cell(of: unknown): CallNode {
  const node = nodeOf(of)
  return { kind: 'call', name: 'json_cell', args: [node], type: node.type }
}

const keyNode = (key: string): ExprNode => ({ kind: 'param', value: key, type: textType, label: undefined })

function document(of: unknown): ExprNode {
  const node = nodeOf(of)
  if (node.type.kind === 'json') return node
  throw new StatementError(`a JSON document is needed here, not ${node.type.kind}`)
}

/** A value of JSON; with `verbatim` one that is written as JSON already. */
const json = (value: unknown, verbatim = false): ExprNode => ({
  kind: 'param',
  value,
  type: verbatim ? { ...jsonType, encode: () => value as string } : jsonType,
  label: undefined,
})

/** A plain value as a document: here null can only be JSON's. */
function given(value: unknown): ExprNode {
  if (value instanceof Expr) return document(value)
  if (value === undefined) throw new StatementError('a value of JSON is undefined; say null, or leave its key out')
  return value === null ? json('null', true) : json(value)
}

function steps(name: string, path: unknown): readonly unknown[] {
  if (Array.isArray(path) && path.length > 0) return path
  throw new StatementError(`${name} takes a path of at least one key, like ['device', 'type']`)
}

/** A document, the value, its path, and the path of what is around it where that is not the document itself. */
function changed(name: 'jsonSet' | 'jsonInsert' | 'jsonReplace', of: unknown, path: unknown, value: unknown): any {
  const all = steps(name, path)
  const around = all.length > 1 ? [pathNode(all.slice(0, -1))] : []
  return jsonCall(functions[name], [document(of), cell(new Expr(given(value))), pathNode(all), ...around])
}

const functions = { jsonSet: 'json_set', jsonInsert: 'json_insert', jsonReplace: 'json_replace' } as const
