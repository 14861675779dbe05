import type { BoundNode, FrameNode } from '../ast.ts'
import { StatementError } from '../errors.ts'

/** An end of a frame: how many rows, groups or how far in the order's values from the current row. */
export type Bound =
  | 'unboundedPreceding'
  | { readonly preceding: number }
  | 'currentRow'
  | { readonly following: number }
  | 'unboundedFollowing'

/**
 * `ROWS | RANGE | GROUPS BETWEEN … AND …`: the rows around a row that count for it: `{ rows: [{ preceding: 2 },
 * 'currentRow'] }`. Without a frame these are, where the window has an order, all rows up to the current one and
 * those equal to it in that order; otherwise the whole partition.
 */
export type Frame = (
  | { readonly rows: readonly [from: Bound, to: Bound] }
  | { readonly range: readonly [from: Bound, to: Bound] }
  | { readonly groups: readonly [from: Bound, to: Bound] }
) & { readonly exclude?: 'currentRow' | 'group' | 'ties' }

type UpToHere = 'unboundedPreceding' | { readonly preceding: number } | 'currentRow'
type FromHere = 'currentRow' | { readonly following: number } | 'unboundedFollowing'

/** The reason that a frame takes away: one with the current row in it is never empty. */
export type Filled<Fr> = [Fr] extends [never]
  ? 'empty:'
  : Fr extends { readonly exclude: string }
    ? never
    : Fr extends { readonly [unit: string]: readonly [UpToHere, FromHere] }
      ? 'empty:'
      : never

/** What a frame needs. */
export type FrameNeeds<Fr> =
  | (Fr extends { readonly groups: unknown } ? 'groupsFrame' : never)
  | (Fr extends { readonly exclude: string } ? 'frameExclude' : never)

/** A frame as data, its numbers checked: they stand in the text. */
export function frameOf(frame: Frame): FrameNode {
  for (const unit of ['rows', 'range', 'groups'] as const) {
    const bounds = (frame as Partial<Record<typeof unit, readonly [Bound, Bound]>>)[unit]
    if (!bounds) continue
    const exclude =
      frame.exclude !== undefined && Object.hasOwn(excluded, frame.exclude) ? excluded[frame.exclude] : undefined
    if (frame.exclude !== undefined && !exclude) throw new StatementError('a frame excludes currentRow, group or ties')
    return { unit, from: boundOf(bounds[0]), to: boundOf(bounds[1]), exclude }
  }
  throw new StatementError("a frame has rows, range or groups, like { rows: [{ preceding: 2 }, 'currentRow'] }")
}

function boundOf(bound: Bound): BoundNode {
  if (typeof bound === 'string' && Object.hasOwn(sides, bound)) return { side: sides[bound], distance: undefined }
  const { preceding, following } = (bound ?? {}) as { preceding?: unknown; following?: unknown }
  const distance = preceding ?? following
  if (typeof distance !== 'number' || !Number.isInteger(distance) || distance < 0 || distance >= 2 ** 31)
    throw new StatementError('an end of a frame is a whole number of rows, like { preceding: 2 }, or a word for it')
  return { side: preceding === undefined ? 'following' : 'preceding', distance }
}

const excluded = { currentRow: 'current row', group: 'group', ties: 'ties' } as const

const sides = {
  unboundedPreceding: 'unbounded preceding',
  currentRow: 'current row',
  unboundedFollowing: 'unbounded following',
} as const
