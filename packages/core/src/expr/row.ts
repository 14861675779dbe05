// The row that a select list yields, and what is wrong with it. Types only.

import type { Selectable } from '../types/sql-type.ts'
import type { Expr } from './expr.ts'
import type { AnywhereSentence, MissingAnywhere, Need, NullIn, Param, Ungrouped, UngroupedSentence } from './scope.ts'
import type { Source } from './source.ts'

/** What a select list may hold: expressions, whole sources, and records of them. */
export interface Selection {
  readonly [key: string]: Selectable | Selection
}

interface Entry {
  readonly '~types': { readonly refs: string; readonly needs: Need }
}

/** Everything that a select list reads. */
export type RefsOf<S> = S extends { readonly [key: string]: Entry }
  ? S[keyof S]['~types']['refs']
  : NestedRefs<S[keyof S]>
type NestedRefs<E> = E extends Entry ? E['~types']['refs'] : string extends keyof E ? never : RefsOf<E>

/** Everything that a select list needs. */
export type NeedsOf<S> = S extends { readonly [key: string]: Entry }
  ? S[keyof S]['~types']['needs']
  : NestedNeeds<S[keyof S]>
type NestedNeeds<E> = E extends Entry ? E['~types']['needs'] : string extends keyof E ? never : NeedsOf<E>

/** The row of a select list: what each entry holds, and null where an outer join or a null column can make it so. */
export type RowOf<S, Proven extends string> = { -readonly [Key in keyof S]: ValueOf<S[Key], Proven> } & {}

type ValueOf<E, Proven extends string> =
  E extends Expr<infer Value, any, any, infer Nulls, any>
    ? Value | NullIn<Nulls, Proven>
    : E extends Source<infer Alias, infer Columns, any>
      ? RowOf<Columns, Proven | Alias> | ([Alias] extends [Proven] ? never : null)
      : RowOf<E, Proven>

/** What keeps a statement from running, as sentences; `never` where nothing does. */
export type Problem<S, From extends string, Grouped extends string, Needs extends Need, Outer extends string, Lacks> =
  | ScopeProblem<RefsOf<S>, From, Grouped>
  | (Outer extends string ? AnywhereSentence<Outer> : never)
  | LackProblem<Needs, Lacks>

type ScopeProblem<Refs extends string, From extends string, Grouped extends string> = [
  MissingAnywhere<Refs, From>,
] extends [never]
  ? [Ungrouped<Refs, Grouped, From>] extends [never]
    ? never
    : UngroupedSentence<Ungrouped<Refs, Grouped, From>>
  : AnywhereSentence<MissingAnywhere<Refs, From>>

/** The sentences of the features that a database does not have, and of parameters without a value. */
export type LackProblem<Needs extends Need, Lacks> = [Needs] extends [never]
  ? never
  :
      | Lacks[keyof Lacks & Needs]
      | (Needs extends Param<infer Name, any> ? `parameter ${Name} has no value here; use db.prepare(…)` : never)
