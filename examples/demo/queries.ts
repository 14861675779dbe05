// The eight queries, from a filter to a recursive one.
import type { StatementLike } from '@espalier/core'
import type { AnyDatabase } from './engine.ts'
import { query as filter } from './queries/1-filter.ts'
import { query as expressions } from './queries/2-expressions.ts'
import { query as join } from './queries/3-join.ts'
import { query as leftJoin } from './queries/4-left-join.ts'
import { query as aggregate } from './queries/5-aggregate.ts'
import { query as subquery } from './queries/6-subquery.ts'
import { query as window } from './queries/7-window.ts'
import { query as recursive } from './queries/8-recursive.ts'

/** A query of the demo. */
export interface DemoQuery {
  /** Its file in `queries/`. */
  readonly file: string
  readonly statement: StatementLike
  rows(db: AnyDatabase): Promise<readonly Readonly<Record<string, unknown>>[]>
}

/** All of them, in the order in which they grow. */
export const queries: readonly DemoQuery[] = [
  { file: '1-filter.ts', statement: filter, rows: (db) => db.all(filter) },
  { file: '2-expressions.ts', statement: expressions, rows: (db) => db.all(expressions) },
  { file: '3-join.ts', statement: join, rows: (db) => db.all(join) },
  { file: '4-left-join.ts', statement: leftJoin, rows: (db) => db.all(leftJoin) },
  { file: '5-aggregate.ts', statement: aggregate, rows: (db) => db.all(aggregate) },
  { file: '6-subquery.ts', statement: subquery, rows: (db) => db.all(subquery) },
  { file: '7-window.ts', statement: window, rows: (db) => db.all(window) },
  { file: '8-recursive.ts', statement: recursive, rows: (db) => db.all(recursive) },
]
