// What the types know of a JSON document: the keys that it has, and what stands under them. And paths into one, as data.
import type { CallNode, ExprNode, ParamNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import type { ValueOfKind } from '../types/kinds.ts'
import type { SqlType } from '../types/sql-type.ts'
import { encodeText, jsonPathType, jsonType, textType } from '../types/standard.ts'
import type { NullIn } from './scope.ts'

/** The keys of a document, or the places of a list in one. Of a document of any type all are taken. */
export type Steps<Doc> = unknown extends Doc
  ? string | number
  : Doc extends readonly unknown[]
    ? number
    : Doc extends object
      ? keyof Doc & string
      : never

/** What stands under a key or at a place. */
export type At<Doc, Step> = unknown extends Doc
  ? unknown
  : Doc extends readonly unknown[]
    ? Doc[Step & number]
    : Step extends keyof Doc
      ? Exclude<Doc[Step], undefined>
      : never

/** `null` where a document may have nothing under a key: it is optional, or a list may be shorter. */
export type Gap<Doc, Step> = unknown extends Doc
  ? null
  : Doc extends readonly unknown[]
    ? number extends Doc['length']
      ? null
      : never
    : Step extends keyof Doc
      ? string extends keyof Doc
        ? null
        : {} extends Pick<Doc, Step>
          ? null
          : never
      : null

/** What `at` takes, or the sentence. */
export type StepOf<Doc, K> = K extends 'json' ? Steps<Doc> : `at reads JSON, not ${K & string}`

/** A document's values of one JSON type, as SQL reads them: of a union of texts that union. */
export type ReadOut<Doc, V> = unknown extends Doc ? V : [Extract<Doc, V>] extends [never] ? V : Extract<Doc, V>

/** `null` where a document's value may be JSON's null, or anything. */
export type NullOut<Doc> = unknown extends Doc ? null : null extends Doc ? null : never

/** The sentence of what cannot be read as SQL's own; `never` of what can. */
export type Unreadable<Doc, K, Holds, Name extends string> = K extends 'json'
  ? unknown extends Doc
    ? never
    : [Extract<Doc, Holds>] extends [never]
      ? `${Name} reads ${Word<Holds>} out of JSON, and this place of the document holds none`
      : never
  : `${Name} reads JSON, not ${K & string}; say .cast(…)`

type Word<Holds> = [Holds] extends [string] ? 'text' : [Holds] extends [boolean] ? 'true or false' : 'a number'

/** The sentence for a path that leads nowhere in a document; `never` for one that does. */
export type Astray<Doc, Path> = Path extends readonly [infer Step, ...infer Rest]
  ? Step extends Steps<Doc>
    ? Astray<At<Doc, Step>, Rest>
    : `the document has nothing under ${Step & (string | number)}; name one of the keys that its type has there`
  : never

/** What stands at the end of a path. */
export type AtPath<Doc, Path> = Path extends readonly [infer Step, ...infer Rest] ? AtPath<At<Doc, Step>, Rest> : Doc

/** A document without what stood at the end of a path. */
export type Without<Doc, Path> = Path extends readonly [infer Step, ...infer Rest]
  ? unknown extends Doc
    ? unknown
    : Doc extends readonly unknown[]
      ? Rest extends readonly []
        ? Doc[number][]
        : (Doc[number] | Without<Doc[number], Rest>)[]
      : Doc extends object
        ? Rest extends readonly []
          ? Omit<Doc, Step & string>
          : { [Key in keyof Doc]: Key extends Step ? Without<Doc[Key], Rest> : Doc[Key] }
        : Doc
  : Doc

/**
 * A value as it stands in JSON: what JSON's numbers cannot hold stands there as text, and a value of the program's own
 * type as the type underneath has it.
 */
export type InJson<V, K> = K extends 'bigint' | 'numeric' | 'timestamp' | 'bytes' | 'range'
  ? string
  : K extends 'array'
    ? ItemInJson<V>
    : K extends keyof ValueOfKind
      ? V extends ValueOfKind[K]
        ? V
        : ValueOfKind[K]
      : V

type ItemInJson<V> = V extends readonly (infer Item)[]
  ? ItemInJson<Item>[]
  : V extends bigint | Date | Uint8Array
    ? string
    : V

/**
 * An expression that builds JSON out of others: whether these are null is known where the statement runs. Among the
 * reasons for which it is null itself is `!json`, which is none.
 */
export interface Building {
  readonly '~json': unknown
}

/** What is built, where the reasons for null are known that cannot hold. */
export type BuiltJson<Parts, Proven> =
  Parts extends Elements<infer E>
    ? Element<E, Proven>[]
    : Parts extends readonly unknown[]
      ? Parts extends readonly [unknown, ...unknown[]]
        ? { -readonly [At in keyof Parts]: Part<Parts[At], Proven> }
        : Part<Parts[number], Proven>[]
      : { -readonly [Key in keyof Parts]: Part<Parts[Key], Proven> } & {}

/** An array of the values of all rows, rather than JSON. */
export interface Elements<out E> {
  readonly '~elements': E
}

type Element<E, Proven> = E extends {
  readonly '~types': { readonly value: infer V; readonly nulls: infer N }
}
  ? V | NullIn<N, Proven>
  : never

type Part<E, Proven> = E extends {
  readonly '~types': { readonly value: infer V; readonly kind: infer K; readonly nulls: infer N }
}
  ? (E extends Building ? BuiltJson<E['~json'], Proven> : InJson<V, K>) | NullIn<N, Proven>
  : never

/** What is built, where the statement is not known yet: a source is taken for one that every row has. */
export type Built<Parts> = BuiltJson<Parts, Bare<NullsOf<Parts>>>

type NullsOf<Parts> = Parts extends readonly unknown[] ? NullsIn<Parts[number]> : NullsIn<Parts[keyof Parts]>
type NullsIn<E> = E extends { readonly '~types': { readonly nulls: infer N } } ? N : never
type Bare<N> = N extends `${string}.${string}` | `${string}:` | `?${string}` ? never : N extends string ? N : never

/** A path one step longer: a call with a document and a path into it. */
export function stepped(document: ExprNode, step: unknown): CallNode {
  if (document.type.kind !== 'json') throw new StatementError(`at reads JSON, not ${document.type.kind}`)
  if (document.kind !== 'call' || document.name !== 'json_at') return pathCall(document, [step])
  const [root, path] = document.args as [ExprNode, ParamNode]
  return pathCall(root, [...(path.value as unknown[]), step])
}

const pathCall = (document: ExprNode, steps: readonly unknown[]): CallNode => ({
  kind: 'call',
  name: 'json_at',
  args: [document, pathNode(steps)],
  type: jsonType,
})

/** A path into a document. It travels as one parameter. */
export const pathNode = (steps: readonly unknown[]): ParamNode => ({
  kind: 'param',
  value: steps.map(checked),
  type: jsonPathType,
  label: undefined,
})

/** A key, or a place counted from 0. */
function checked(step: unknown): string | number {
  if (typeof step === 'string') return encodeText(step)
  if (typeof step === 'number' && Number.isInteger(step) && step >= 0 && step < 2 ** 31) return step
  throw new StatementError('a path into JSON is made of keys and of places counted from 0')
}

/** A document's value as text. */
export function textOf(document: ExprNode, method: string): CallNode {
  if (document.type.kind !== 'json')
    throw new StatementError(`${method} reads JSON, not ${document.type.kind}; say .cast(…)`)
  return { kind: 'call', name: 'json_text', args: [document], type: textType }
}

/** A document's value as another type. */
export const readAs = (document: ExprNode, type: SqlType, method: string): ExprNode =>
  type.kind === 'boolean'
    ? { kind: 'call', name: 'json_boolean', args: [textOf(document, method)], type }
    : { kind: 'cast', operand: textOf(document, method), type }
