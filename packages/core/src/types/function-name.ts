import { StatementError } from '../errors.ts'

const functionName = /^[A-Za-z_][\w$]*(\.[A-Za-z_][\w$]*)?$/

/** The name of a function, once it is known to be nothing else: it goes out without quotes. */
export function checkedName(name: string): string {
  if (functionName.test(name)) return name
  throw new StatementError(
    `${JSON.stringify(name)} is not a function's name; letters, digits and _ are, with one dot behind a schema`,
  )
}
