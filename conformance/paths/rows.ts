// The rows that go along the paths, and how they are compared.
import fc from 'fast-check'
import { runs, seed } from '../properties/runs.ts'
import { InJson } from './expressing.ts'
import type { Stored } from './ground.ts'
import { type Subject, type SubjectName, subjects } from './subjects.ts'

const zones = ['UTC', 'America/New_York', 'Asia/Tokyo', 'Asia/Kathmandu', 'Pacific/Apia'] as const

/** How many random values of a type go along in each zone. */
const count = runs(40)
/** True of a run that takes every type to every zone by every driver. */
const isWhole = count > 40
/** How many rows a path takes that sends a statement for each. */
export const some: number = Math.min(runs(8), 100)
/** How many rows the tables have at a time. */
const most = 1_000

interface Round {
  readonly zone: string
  readonly rows: readonly Stored[]
}

/** What zones could change. */
const ofTime: readonly SubjectName[] = ['timestamp', 'localTimestamp', 'date', 'time']

/**
 * The rows of each zone: the edges of the type, and random values. A test run takes types of time to all zones and all
 * else to one; by other drivers than a database's usual one each third type, to one.
 */
export function roundsOf(name: SubjectName, isOther: boolean): Round[] {
  const at = Object.keys(subjects).indexOf(name)
  const parts = Math.ceil(count / most)
  const rounds = zones.flatMap((zone, i) =>
    Array.from({ length: parts }, (_, part) => ({
      zone,
      rows: storedOf(subjects[name], Math.min(count, most), seed + 1_000_003 * i + part),
    })),
  )
  return isWhole || (!isOther && ofTime.includes(name)) ? rounds : rounds.slice(at % zones.length).slice(0, 1)
}

/** True where a driver takes a type in this run. */
export const takes = (name: SubjectName, isOther: boolean): boolean =>
  isWhole || !isOther || Object.keys(subjects).indexOf(name) % 3 === seed % 3

/** Rows of the type's edges and random values; the first has the given one, and a third of them null. */
export function storedOf({ given, edges, values }: Subject, count: number, seed: number): Stored[] {
  const isOther = (value: unknown): boolean => exactly(value) !== exactly(given)
  const random = fc.sample(values.filter(isOther), { numRuns: count, seed })
  return [given, ...edges, ...random].map((value, i) => ({ id: i + 1, value, maybe: i % 3 === 2 ? null : value }))
}

/** A value as text that differs where its type or any digit does. Minus zero is zero; the keys of an object have no order. */
export function exactly(value: unknown, name?: SubjectName): string {
  const inJson = name === undefined ? undefined : (subjects[name] as Subject).inJson
  return JSON.stringify(value, function (this: Record<string, unknown>, key, plain: unknown) {
    const own = this[key]
    if (own instanceof Date) return { Date: own.getTime() }
    if (own instanceof Uint8Array) return { [own.constructor.name]: Buffer.from(own).toString('hex') }
    if (own instanceof InJson) return inOrder(inJson ? inJson(own.value) : own.value)
    if (typeof plain === 'bigint') return { bigint: String(plain) }
    return inOrder(plain)
  })
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
