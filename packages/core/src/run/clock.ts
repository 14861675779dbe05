// Time, and signals to stop: what every runtime of JavaScript has, and the language's own types do not.

declare function setTimeout(work: () => void, milliseconds: number): unknown
declare function clearTimeout(timer: unknown): void
declare const performance: { now(): number }

/** A length of time: milliseconds, or a text like `5s`. */
export type Duration = number | `${number}${keyof typeof units}`

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const

/** A length of time in milliseconds. */
export function milliseconds(duration: Duration, label: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(String(duration)) ?? []
  const found =
    typeof duration === 'number' ? duration : Number(digits) * (units[unit as keyof typeof units] ?? Number.NaN)
  // What a timer takes at most is some 24 days.
  if (found >= 0 && found < 2 ** 31) return found
  throw new RangeError(`${label} is no length of time; write milliseconds, or a text like 5s`)
}

/** As an `AbortSignal` is. */
export interface Signal {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Calls `work` after so many milliseconds; the returned function calls it off. */
export function after(delay: number, work: () => void): () => void {
  const timer = setTimeout(work, delay)
  return () => clearTimeout(timer)
}

/** Settles after so many milliseconds. */
export const pause = (delay: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, delay))

/** Milliseconds since some moment, with fractions. */
export const now = (): number => performance.now()

/** What comes of some work, or an error where it takes longer. */
export function inTime<Result>(work: Promise<Result>, limit: number, late: () => Error): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = after(limit, () => reject(late()))
    work.then(resolve, reject).finally(stop)
  })
}
