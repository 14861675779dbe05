import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { measure } from 'mitata'

/** Something to measure beside others of its kind. */
export interface Subject {
  readonly name: string
  readonly run: () => unknown
  /** Runs before each call, outside of the time that is taken. */
  readonly before?: () => unknown
}

/** How long and how often is measured. */
export interface Effort {
  /** How often every subject gets its turn. */
  readonly rounds: number
  /** The least time that a turn takes, in milliseconds. */
  readonly turn: number
  /** Calls in one sample; more than one where a call is too short for the clock, and so that its garbage is paid for. */
  readonly calls: number
}

/** What was measured of one subject, in nanoseconds for one call: the median of each of its turns. */
export interface Measured {
  readonly name: string
  readonly turns: readonly number[]
}

/** The least samples in a turn; its median is of no fewer. */
const samples = 5

/**
 * Measures subjects in turns, each round in another order, so that noise hits all alike. A first round warms up and
 * is not counted.
 */
export async function measureInTurns(subjects: readonly Subject[], effort: Effort): Promise<Measured[]> {
  const turns = subjects.map((): number[] => [])
  for (let round = 0; round <= effort.rounds; round++) {
    for (let i = 0; i < subjects.length; i++) {
      const at = (i + round) % subjects.length
      const median = await turn(subjects[at] as Subject, effort)
      if (round > 0) turns[at]?.push(median)
    }
  }
  return subjects.map(({ name }, i) => ({ name, turns: turns[i] as number[] }))
}

/** The middle of the values: half of them are lower. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** How far the middle half of the values reaches from their median to either side, as a part of it. */
export function spread(values: readonly number[]): number {
  return (quantile(values, 0.75) - quantile(values, 0.25)) / 2 / median(values)
}

/** How many times as long as the other a subject took, round by round, and the median of these. */
export function ratios(of: Measured, to: Measured): number[] {
  return of.turns.map((time, round) => time / (to.turns[round] as number))
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = part * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]] as [number, number]
  return low + (high - low) * (at - Math.floor(at))
}

async function turn({ run, before }: Subject, { turn: milliseconds, calls }: Effort): Promise<number> {
  const options = {
    gc: collectGarbage,
    min_cpu_time: milliseconds * 1e6,
    min_samples: samples,
    batch_samples: calls,
    batch_unroll: Math.min(4, calls),
    // what a sample is does not depend on how fast the first call was
    warmup_threshold: Number.POSITIVE_INFINITY,
    batch_threshold: calls > 1 ? Number.POSITIVE_INFINITY : -1,
  }
  const { p50 } = await (before ? measure(prepared(run, before), options) : measure(run, options))
  return p50
}

/** mitata calls what stands under 0 before each call, and its result is the argument. */
const prepared = (run: () => unknown, before: () => unknown) =>
  function* (): Generator<() => unknown> {
    const benchmark: unknown = { 0: before, bench: (_ready: unknown) => run() }
    yield benchmark as () => unknown
  }

/**
 * The young garbage of one subject is not collected in the turn of the next. A full collection would be cleaner, but
 * V8 then forgets the compiled code of what has not run for some collections: each turn would begin cold.
 */
const collectGarbage = ((): (() => void) => {
  setFlagsFromString('--expose-gc')
  setFlagsFromString('--no-flush-bytecode')
  const collect = runInNewContext('gc') as (options: { type: 'minor' }) => void
  return () => collect({ type: 'minor' })
})()
