import { StatementError } from '../errors.ts'
import { type AnyExpr, type Condition, nodeOf } from '../expr/expr.ts'
import type { In } from '../expr/operand.ts'
import type { Reason } from '../expr/scope.ts'
import { meta, type Source } from '../expr/source.ts'
import { sourceNode } from '../query/select.ts'
import { equal, isUnique, keyBetween, sideOf, targetOf } from './key.ts'
import { Relation, type RelationNode } from './relation.ts'

/** A table or an alias of one; or the column with the foreign key that is meant. */
export type Side = Source<any, any, any, never> | AnyExpr

type AliasOf<S> =
  S extends Source<infer Alias, any, any, any>
    ? Alias
    : In<S, 'refs'> extends `${infer Alias}.${string}`
      ? Alias
      : never

type RefsOf<S> = S extends Source<infer Alias, any, any, any> ? `${Alias}.*` : In<S, 'refs'>

/** What a relation reads of its parent: the primary key, where that is one column. */
type KeyRefs<Parent extends string, Keys extends string> = [Keys] extends [never] ? `${Parent}.*` : Keys

/**
 * One to many: the rows of a table whose foreign key points to a row of the parent.
 * `hasMany(artists, tracks)`; where there are several foreign keys `hasMany(artists, tracks.artistId)`; and
 * `hasMany(artists, tracks, condition)` for any other way in which both go together.
 */
export function hasMany<Parent extends string, Keys extends string, Child extends Side>(
  parent: Source<Parent, any, Keys, never>,
  child: Child,
  on?: Condition,
): Relation<KeyRefs<Parent, Keys>, Parent | AliasOf<Child>, Parent | AliasOf<Child>, never, never, 'many'> {
  return new Relation({ ...towards(parent, child, on), one: false, unique: false })
}

/**
 * One to one: the row of a table whose foreign key points to a row of the parent, or null. The foreign key must be unique, as
 * declared; with a condition of your own the first row counts.
 */
export function hasOne<Parent extends string, Keys extends string, Child extends Side>(
  parent: Source<Parent, any, Keys, never>,
  child: Child,
  on?: Condition,
): Relation<KeyRefs<Parent, Keys>, Parent | AliasOf<Child>, Parent | AliasOf<Child>, null, never, 'one'> {
  const unique = on === undefined
  if (unique) {
    const side = sideOf(child)
    const { columns } = keyBetween(side.table, sideOf(parent).table, side.columns)
    if (!isUnique(side.table, columns)) {
      const names = columns.map(({ node }) => (node.kind === 'column' ? node.label : '')).join(' with ')
      throw new StatementError(
        `${names} is not unique, so that many rows may point to one; declare it unique, or use hasMany`,
      )
    }
  }
  return new Relation({ ...towards(parent, child, on), one: true, unique })
}

/**
 * Many to one: the row that a foreign key points to. Null exactly where the foreign key is.
 * `belongsTo(tracks.artistId)`, or with the table that it points to, `belongsTo(tracks.artistId, artists)`: then the types
 * know what the parts of the relation may read. `belongsTo(tracks, artists)` finds the foreign key.
 */
export function belongsTo<
  Child extends Side,
  Parent extends string = string,
  On extends Condition | undefined = undefined,
>(
  child: Child,
  parent?: Source<Parent, any, any, never>,
  on?: On,
): Relation<
  RefsOf<Child>,
  AliasOf<Child> | Parent,
  Parent,
  (Child extends AnyExpr ? In<Child, 'nulls'> & Reason : null) | (On extends Condition ? null : never),
  never,
  'one'
> {
  if (on) return new Relation({ ...towards(child, parent, on), one: true, unique: false })
  const side = sideOf(child)
  const target = parent === undefined ? targetOf(side) : sideOf(parent).table
  return new Relation({
    parent: side.table[meta].node,
    from: target[meta].node,
    joins: [],
    on: equal(keyBetween(side.table, target, side.columns)),
    where: undefined,
    orderBy: [],
    one: true,
    unique: true,
  })
}

/**
 * Many to many, through the rows of a link table that point to both sides: `manyToMany(tracks, playlistTracks, playlists)`. The link's
 * own columns can be read beside the target's. Where a link points to one table twice, name its columns:
 * `manyToMany(users, [follows.followerId, follows.followedId], alias(users, 'followed'))`.
 */
export function manyToMany<
  Parent extends string,
  Link extends Source<any, any, any, never> | readonly [AnyExpr, AnyExpr],
  Target extends string,
  Keys extends string,
>(
  parent: Source<Parent, any, Keys, never>,
  link: Link,
  target: Source<Target, any, any, never>,
): Relation<
  KeyRefs<Parent, Keys>,
  Parent | LinkAlias<Link> | Target,
  Parent | LinkAlias<Link> | Target,
  never,
  never,
  'many'
> {
  const [near, far] = Array.isArray(link) ? [sideOf(link[0]), sideOf(link[1])] : [sideOf(link), sideOf(link)]
  const [from, to] = [sideOf(parent).table, sideOf(target).table]
  return new Relation({
    parent: from[meta].node,
    from: to[meta].node,
    joins: [
      { how: 'join', lateral: false, source: near.table[meta].node, on: equal(keyBetween(far.table, to, far.columns)) },
    ],
    on: equal(keyBetween(near.table, from, near.columns)),
    where: undefined,
    orderBy: [],
    one: false,
    unique: false,
  })
}

type LinkAlias<Link> = Link extends readonly [infer Near, any] ? AliasOf<Near> : AliasOf<Link>

/** A relation from a parent to the rows that point to it. With a condition of its own it may be between any sources. */
function towards(parent: unknown, child: unknown, on: unknown): Omit<RelationNode, 'one' | 'unique'> {
  const start = { joins: [], where: undefined, orderBy: [] }
  if (on !== undefined) {
    return { ...start, parent: sourceNode(parent), from: sourceNode(child), on: nodeOf(on) }
  }
  const [to, side] = [sideOf(parent).table, sideOf(child)]
  const key = keyBetween(side.table, to, side.columns)
  return { ...start, parent: to[meta].node, from: side.table[meta].node, on: equal(key) }
}
