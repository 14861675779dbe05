import { RowCountError, StatementError } from '../errors.ts'

/** The only one of these rows. */
export function only(rows: readonly any[], verb: string): any {
  const [row] = rows
  if (row && rows.length === 1) return row
  throw new RowCountError(
    rows.length === 0
      ? `${verb} found no row; ${verb === 'oneOrNull' ? '' : 'take oneOrNull or first where there may be none'}`
      : `${verb} found ${rows.length} rows; narrow the statement to one, or take first or all`,
  )
}

/** The only value of a row. */
export function onlyValue(row: Record<string, unknown>): any {
  const values = Object.values(row)
  if (values.length === 1) return values[0]
  throw new StatementError('a scalar comes from one column, and this statement selects several; take one(…) or all(…)')
}
