// Rows of lists that were joined, folded into the lists.
import type { Dialect } from '../../compile/dialect.ts'
import { type Leaf, open, type Shape } from '../../compile/shape.ts'
import { type Mark, markOf } from '../../types/mark.ts'
import { rowReader } from '../decode.ts'
import type { Cells } from '../driver.ts'
import type { Fold } from './joined.ts'
import type { Row } from './waiting.ts'

/** How rows with a list are made. */
export interface Folding {
  /** The shape of a row without its list, whose place a column keeps. */
  readonly shape: Shape
  /** The first of the rows that are of one row; and what puts the list of all of them into it, once. */
  of(all: readonly Cells[]): { readonly first: Cells[]; readonly put: (row: Row, first: Cells) => void }
}

/** How rows of this shape are folded. */
export function foldingOf(
  { path, keys, inner }: Fold,
  whole: Shape,
  leaves: readonly Leaf[],
  dialect: Dialect,
): Folding {
  const at = keys.map((key) => leaves.findIndex(({ expr }) => expr === key))
  const { shape, list } = taken(whole, path)
  const within = inner && foldingOf(inner, list, leaves, dialect)
  const build = rowReader({ ...(within?.shape ?? list), presence: -1 }, dialect).ofCells
  const listOf = (rows: readonly Cells[]): Row[] => {
    const there = rows.filter((cells) => cells[list.presence] !== null)
    if (!within) return there.map(build)
    const { first, put } = within.of(there)
    return first.map((cells) => {
      const row = build(cells)
      put(row, cells)
      return row
    })
  }
  return {
    shape,
    of(all) {
      const groups = groupsOf(all, at)
      const put = (row: Row, first: Cells): void => {
        placed(row, path, listOf(groups.get(first) as Cells[]))
        groups.delete(first)
      }
      return { first: [...groups.keys()], put }
    },
  }
}

/** The rows that are of one row, by the first of them. */
function groupsOf(all: readonly Cells[], at: readonly number[]): Map<Cells, Cells[]> {
  const firsts = new Map<Mark | undefined, Cells[]>()
  const groups = new Map<Cells, Cells[]>()
  for (const cells of all) {
    const mark = markOf(at.map((index) => cells[index]))
    const known = firsts.get(mark)
    if (known) {
      known.push(cells)
      continue
    }
    const group = [cells]
    firsts.set(mark, group)
    groups.set(cells, group)
  }
  return groups
}

/** A shape without the list at the end of a path, and the list's. */
function taken(whole: Shape, path: readonly string[]): { readonly shape: Shape; readonly list: Shape } {
  const [key, ...rest] = path as [string, ...string[]]
  const at = whole.keys.indexOf(key)
  const entry = whole.entries[at] as Shape
  const inner = rest.length > 0 ? taken(entry, rest) : undefined
  const list = inner?.list ?? entry
  const place = inner?.shape ?? { index: 0, type: open }
  return { shape: { ...whole, entries: whole.entries.with(at, place) }, list }
}

function placed(row: Row, path: readonly string[], list: Row[]): void {
  let at = row
  for (const key of path.slice(0, -1)) at = at[key] as Row
  at[path.at(-1) as string] = list
}
