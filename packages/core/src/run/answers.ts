// What the verbs make of an answer.
import { RowCountError, StatementError } from '../errors.ts'

type Rows = readonly any[]

export const same = (rows: any[]): any[] => rows
export const first = (rows: Rows): any => rows[0]
export const one = (rows: Rows): any => only(rows, 'one')
export const oneOrNull = (rows: Rows): any => (rows.length === 0 ? null : only(rows, 'oneOrNull'))
export const scalar = (rows: Rows): any => onlyValue(only(rows, 'scalar'))
export const scalars = (rows: Rows): any[] => rows.map(onlyValue)

/**
 * What a verb makes of an answer, as a promise. An answer that is there already is not waited for, and a failure on the way
 * is the promise's: like an async function that awaits, and 0.05 µs faster where there is nothing to wait for.
 */
export function promised<Answer, Result>(
  ask: () => Answer | Promise<Answer>,
  make: (answer: Answer) => Result,
): Promise<Result> {
  try {
    const answer = ask()
    return answer instanceof Promise ? answer.then(make) : Promise.resolve(make(answer))
  } catch (error) {
    return Promise.reject(error)
  }
}

/** The only one of these rows. */
function only(rows: Rows, verb: string): any {
  const [row] = rows
  if (row && rows.length === 1) return row
  throw new RowCountError(
    rows.length === 0
      ? `${verb} found no row; ${verb === 'oneOrNull' ? '' : 'take oneOrNull or first where there may be none'}`
      : `${verb} found ${rows.length} rows; narrow the statement to one, or take first or all`,
  )
}

/** The only value of a row. */
function onlyValue(row: Record<string, unknown>): any {
  const values = Object.values(row)
  if (values.length === 1) return values[0]
  throw new StatementError('a scalar comes from one column, and this statement selects several; take one(…) or all(…)')
}
