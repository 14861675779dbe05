// The row that a select list yields, and what keeps a statement from running. Types only; they read the
// compiler's own properties (`~types`), so that nothing here depends on how expressions are built.
import type { Comparable, Kind, ValueOfKind } from '../types/kinds.ts'
import type { Selectable } from '../types/sql-type.ts'
import type { Building, BuiltJson } from './document.ts'
import type {
  Anywhere,
  AnywhereSentence,
  ExprTypes,
  InGroups,
  Need,
  NullIn,
  Reason,
  StatementTypes,
  Ungrouped,
  UngroupedSentence,
  Whole,
} from './scope.ts'

/** What a select list may hold: expressions, whole sources, and records of them. */
export interface Selection {
  readonly [key: string]: Selectable | Selection
}

/** An expression or a source, as far as its readers and needs go. */
interface Entry {
  readonly '~types': { readonly refs: string; readonly needs: Need }
}

interface Valued {
  readonly '~types': { readonly value: unknown; readonly nulls: Reason }
}

interface Sourced {
  readonly '~types': { readonly alias: string; readonly columns: unknown }
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
export type RowOf<S, Proven> = RowWhere<S, Proven, Proven | `?${Proven & string}`>

/** `Sure` are the reasons that cannot hold, as an expression has them: an entry without any other is never null. */
type RowWhere<S, Proven, Sure> = {
  -readonly [Key in keyof S]: S[Key] extends { readonly '~types': ExprTypes<infer Value, any, any, Sure, any> }
    ? Value
    : ValueOf<S[Key], Proven>
} & {}

type ValueOf<E, Proven> = E extends Valued
  ? (E extends Building ? BuiltJson<E['~json'], Proven> : E['~types']['value']) | NullIn<E['~types']['nulls'], Proven>
  : E extends Sourced
    ?
        | RowOf<E['~types']['columns'], Proven | E['~types']['alias']>
        | ([E['~types']['alias']] extends [Proven] ? never : null)
    : RowOf<E, Proven>

/** A statement that gives rows, as far as the compiler knows it. */
export interface AnyRows {
  readonly '~types': StatementTypes<any, any, any, any, any, any>
}

/** The row of a statement. */
export type RowIn<Q> = Q extends {
  readonly '~types': StatementTypes<infer S, any, any, infer Proven, any, any>
}
  ? RowOf<S, Proven>
  : never

/** What a statement needs. */
export type NeedsIn<Q> = Q extends AnyRows ? Q['~types']['needs'] : never

/** The sources of an enclosing query that a query reads. */
export type OuterIn<Q> = Q extends AnyRows ? Outer<Q['~types']['refs']> : never
export type Outer<Refs> = Refs extends `outer:${infer Ref}` ? Ref : never

/** What keeps a statement from running on a database, as sentences; `never` where nothing does. */
export type Problem<Q, Lacks, Open extends string = `param:${string}`> = Q extends {
  readonly '~types': StatementTypes<any, infer Refs, infer From, infer Proven, infer Grouped, infer Needs>
}
  ? ScopeProblem<Refs, From, Grouped, Proven> | LackProblem<Needs, Lacks, Open>
  : Q extends { readonly '~problem': infer Sentence }
    ? Sentence
    : 'this is not a statement that gives rows; a change gives rows once it has .returning(…)'

/** What keeps a query from standing inside of another statement; what it reads from outside is that statement's matter. */
export type InnerProblem<Q> = Q extends {
  readonly '~types': StatementTypes<any, infer Refs, infer From, infer Proven, infer Grouped, any>
}
  ? InnerScope<Refs, From, Grouped, Proven>
  : 'a query is needed here, like select(…).from(…)'

/** The same, of what the query reads. */
export type InnerScope<Refs, From extends string, Grouped, Proven> = ScopeProblem<
  Exclude<Refs, `outer:${string}`>,
  From,
  Grouped,
  Proven
>

/** What keeps a query from standing where it can read nothing of the queries around it. */
export type OwnProblem<Q> = [OuterIn<Q>] extends [never]
  ? never
  : 'a WITH query, or a set operation as a source, reads nothing of the queries around it; leave .correlate(…) out'

/** A query that can stand inside of another statement, or the sentence that says why it cannot. */
export type Inner<Q> = [InnerProblem<Q>] extends [never] ? Q : InnerProblem<Q>

/**
 * What keeps a select list from its statement: a source that is not in FROM, a column that is not grouped. What is
 * `any` or `string` is not known, and passes.
 */
export type ScopeProblem<Refs, From extends string, Grouped, Proven> =
  Whole<Refs> extends Whole<[Grouped] extends [never] ? From | 'over:' : InGroups<From, Grouped, Proven>>
    ? never
    : string extends Refs
      ? never
      : [Exclude<Refs, Anywhere<From>>] extends [never]
        ? UngroupedSentence<Ungrouped<Refs, From, Grouped, Proven>>
        : AnywhereSentence<Exclude<Refs, Anywhere<From>>>

/** What keeps a change from running. */
export type ChangeProblem<C, Lacks, Open extends string = `param:${string}`> = C extends {
  readonly '~change': infer Needs extends Need
}
  ? LackProblem<Needs, Lacks, Open>
  : C extends { readonly '~problem': infer Sentence }
    ? Sentence
    : 'run is for INSERT, UPDATE and DELETE; a select gives its rows through all, first or one'

/** The sentences of the features that a database does not have, and of `Open` parameters without a value. */
export type LackProblem<Needs, Lacks, Open extends string> = [Needs] extends [never]
  ? never
  : string extends Needs
    ? never
    :
        | MissingFeature<Needs, Lacks>
        | (Needs extends Open & `param:${infer Name}:${string}`
            ? `parameter ${Name} has no value here; use db.prepare(…)`
            : never)

/** The values that a statement takes when it runs, by the names of its parameters. */
export type ParamsIn<Q> =
  Extract<NeedsOfAny<Q>, `param:${string}`> extends infer Needs extends string
    ? { [P in Needs as P extends `param:${infer Name}:${string}` ? Name : never]: ParamValue<P> }
    : never

type ParamValue<P> = P extends `${string}:${string}:${infer K}?`
  ? KindValue<K> | null
  : P extends `${string}:${string}:${infer K}`
    ? KindValue<K>
    : never

type KindValue<K> = K extends keyof ValueOfKind ? ValueOfKind[K] : unknown

type NeedsOfAny<Q> = Q extends AnyRows
  ? Q['~types']['needs']
  : Q extends { readonly '~change': infer Needs }
    ? Needs
    : never

type MissingFeature<Needs, Lacks> = Lacks extends {
  readonly feature: infer Feature
  readonly sentence: infer Sentence extends string
}
  ? [Feature & Needs] extends [never]
    ? never
    : string extends Sentence
      ? `not every database has ${Feature & Needs & string}; ask for one that has it`
      : Sentence
  : never

/** The sentence for a subquery of more than one column; `never` for one of one. */
export type ColumnsProblem<S, Place extends string> = [OtherKeys<S>] extends [never]
  ? never
  : `a subquery ${Place} selects one column, and this one selects several`

/** A query that stands on the right of IN, or the sentence that says why it cannot; a list is not one. */
export type Members<Q, K extends Kind> = Q extends AnyRows
  ? [ColumnsProblem<Q['~types']['selection'], 'on the right of IN'>] extends [never]
    ? [InnerProblem<Q>] extends [never]
      ? Q extends { readonly '~types': { readonly selection: Of<K> } }
        ? Q
        : `the subquery on the right of IN selects another type than ${K}; cast one of them`
      : InnerProblem<Q>
    : ColumnsProblem<Q['~types']['selection'], 'on the right of IN'>
  : never

/** `null` where the only column of a query may be null: then IN may be null too. */
export type NullMember<Q> = Q extends {
  readonly '~types': StatementTypes<infer S, any, any, infer Proven, any, any>
}
  ? S[keyof S] extends Valued
    ? NullIn<S[keyof S]['~types']['nulls'], Proven>
    : never
  : never

/** A select list of one kind of values. */
interface Of<K extends Kind> {
  readonly [key: string]: { readonly '~types': { readonly kind: Comparable[K] } }
}

/** A query that is a single value, or the sentence that says why it cannot be. */
export type Scalar<Q> = Q extends AnyRows
  ? [ColumnsProblem<Q['~types']['selection'], 'used as a value'>] extends [never]
    ? Inner<Q>
    : ColumnsProblem<Q['~types']['selection'], 'used as a value'>
  : Inner<Q>

/** The sentence for a statement whose only value is asked for, and that has several columns. */
export type ScalarProblem<Q> = Q extends AnyRows
  ? string extends keyof Q['~types']['selection']
    ? never
    : [OtherKeys<Q['~types']['selection']>] extends [never]
      ? never
      : 'a scalar comes from one column, and this statement selects several; take one(…) or all(…)'
  : never

type OtherKeys<S> = { [Key in keyof S]: Exclude<keyof S, Key> }[keyof S]
