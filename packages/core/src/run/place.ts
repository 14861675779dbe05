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
