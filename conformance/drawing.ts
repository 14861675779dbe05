/** Draws that are the same for the same seed. */
export interface Drawing {
  /** A whole number, both ends included. */
  between(low: number, high: number): number
  one<T>(list: readonly T[]): T
  word(length: number): string
  digits(length: number): string
}

/** Begins to draw (mulberry32): data for tests that is the same on every machine. */
export function drawing(seed: number): Drawing {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  const one = <T>(list: readonly T[]): T => list[between(0, list.length - 1)] as T
  const letters = (length: number, from: string): string => Array.from({ length }, () => one([...from])).join('')
  return {
    between,
    one,
    word: (length) => letters(length, 'abcdefghijklmnopqrstuvwxyz'),
    digits: (length) => letters(length, '0123456789'),
  }
}
