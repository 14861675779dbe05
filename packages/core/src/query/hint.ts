// How a stored table is read: a part of it, or by which index.
import type { ExprNode, TableSource } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { given } from '../expr/functions/argument.ts'
import type { Need } from '../expr/scope.ts'
import { type AnySource, meta, type Source, sourceOf } from '../expr/source.ts'
import { realType } from '../types/standard.ts'

/** A table with the same columns that needs a feature. */
type Needing<T, F extends Need> =
  T extends Source<infer Alias, infer Columns, infer Keys, infer Needs>
    ? Columns & Source<Alias, Columns, Keys, Needs | F>
    : never

/**
 * `TABLESAMPLE`: a part of a table's rows, by chance: `bernoulli` takes each row with that chance, `system` whole blocks,
 * which is faster. With `seed` it is the same part each time. PostgreSQL.
 */
export const tablesample = <T extends AnySource>(
  of: T,
  percent: number,
  options: { readonly method?: 'bernoulli' | 'system'; readonly seed?: number } = {},
): Needing<T, 'tablesample'> => {
  if (!(percent >= 0 && percent <= 100)) throw new StatementError('tablesample takes a part from 0 to 100 percent')
  const { method = 'bernoulli', seed } = options
  if (method !== 'bernoulli' && method !== 'system') throw new StatementError('tablesample is bernoulli or system')
  const number = (value: number): ExprNode => given(value, realType).node
  return changed(of, {
    sample: { method, percent: number(percent), seed: seed === undefined ? undefined : number(seed) },
  })
}

/** `USE | FORCE | IGNORE INDEX`: which indexes the database is to use. MySQL and MariaDB; `force` of one on SQLite too. */
export const indexHint = <T extends AnySource, How extends 'use' | 'force' | 'ignore'>(
  of: T,
  how: How,
  ...indexes: readonly string[]
): Needing<T, How extends 'force' ? 'forceIndex' : 'useIndex'> => {
  if (!['use', 'force', 'ignore'].includes(how)) throw new StatementError('an index is used, forced or ignored')
  return changed(of, { hint: { how, indexes } })
}

function changed(of: AnySource, more: Partial<TableSource>): any {
  const { node, columns, required } = of[meta]
  if (node.kind !== 'table') throw new StatementError('a table is needed here, as table(…) declares it')
  return sourceOf({ ...node, ...more }, columns, required)
}
