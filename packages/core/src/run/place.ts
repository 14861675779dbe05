// Where in the program something happened: the frames of Espalier are at the top of a stack, and must not fill it.
import { TransactionMisuse } from '../errors.ts'

const stacks = Error as ErrorConstructor & { stackTraceLimit?: number }

/** Makes an error whose stack reaches down to the program. */
export function placed<Result>(make: () => Result): Result {
  const { stackTraceLimit = 10 } = stacks
  stacks.stackTraceLimit = stackTraceLimit + 15
  try {
    return make()
  } finally {
    stacks.stackTraceLimit = stackTraceLimit
  }
}

/** A handle that was used where it cannot be; the other place is the cause. */
export const misuse = (message: string, other?: Error): TransactionMisuse =>
  placed(() => new TransactionMisuse(message, other && { cause: other }))

/** Where in the program a verb was called: the first line of the stack behind those of Espalier itself. */
export function callSite(): string | undefined {
  const lines =
    placed(() => new Error())
      .stack?.split('\n')
      .slice(1) ?? []
  const own = fileIn(lines[0] ?? '')
  // The files of this package are in one directory, or in one below it.
  const room = own.replace(/(run\/)?[^/]*$/, '')
  const site = lines.map(placeIn).find((place) => !place.startsWith(room) && !place.startsWith('node:') && place !== '')
  return site?.replace(/^file:\/\//, '')
}

/** The file, the line and the column in a line of a stack. */
const placeIn = (line: string): string => /\(?((?:file:\/\/)?[^\s()]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? ''
const fileIn = (line: string): string => placeIn(line).replace(/:\d+:\d+$/, '')
