// A relation from a table to itself, level by level.
import type { SelectNode, SourceNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { rowsNode } from '../expr/nested.ts'
import { meta } from '../expr/source.ts'
import { tableOfSource } from '../schema/table.ts'
import { aliasOf, isSameTable, renamed } from './renamed.ts'

type Count = 'many' | 'one'

/** One level less; of more than ten the types do not know. */
interface Below {
  2: 1
  3: 2
  4: 3
  5: 4
  6: 5
  7: 6
  8: 7
  9: 8
  10: 9
}

/** A row with what belongs to it under `Key`, so many levels deep; of a number that is not known, as deep as it goes. */
export type Deep<Row, Key extends string, Many extends Count, Null, Levels> = Levels extends 1
  ? Row
  : Levels extends keyof Below
    ? Expanded<Row & { [Own in Key]: Held<Deep<Row, Key, Many, Null, Below[Levels]>, Many, Null> }>
    : Endless<Row, Key, Many, Null>

type Endless<Row, Key extends string, Many extends Count, Null> = Row & {
  [Own in Key]?: Held<Endless<Row, Key, Many, Null>, Many, Null>
}

type Held<Row, Many, Null> = Many extends 'many' ? Row[] : Row | Null
type Expanded<T> = { [Key in keyof T]: T[Key] } & {}

/** The query of the first of these levels, in whose select list the next one is. */
export function deepened(query: SelectNode, parent: SourceNode, one: boolean, key: string, levels: number): SelectNode {
  const { from } = query
  if (!from || !isSameTable(parent, from))
    throw new StatementError(
      `depth is for a relation from a table to itself; this one goes from ${parent.alias} to ${from?.alias}`,
    )
  if (!Number.isSafeInteger(levels) || levels < 1)
    throw new StatementError('depth takes a whole number of levels, one or more')
  if (query.outputs.some((output) => output.key === key))
    throw new StatementError(`${key} is selected already; give the levels below a key of their own`)
  const level = (n: number, before: SourceNode): SelectNode => {
    const own = n === 1 ? query : nextLevel(query, parent, before, n)
    if (n === levels) return own
    const below = rowsNode(level(n + 1, own.from as SourceNode), one)
    return { ...own, outputs: [...own.outputs, { key, expr: below }] }
  }
  return level(1, parent)
}

/** The query, of rows that belong to those of the level before: `inner2` to `inner`. */
function nextLevel(query: SelectNode, parent: SourceNode, before: SourceNode, n: number): SelectNode {
  const from = query.from as SourceNode
  const own = aliasOf(from, `${from.alias}${n}`)
  const around = tableOfSource(before) ?? aliasOf(from, before.alias)
  const names = new Map([
    [parent.alias, around],
    [from.alias, own],
  ])
  return { ...renamed({ ...query, from: undefined }, names), from: own[meta].node }
}
