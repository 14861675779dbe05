import { isDeepStrictEqual } from 'node:util'
import type { Contender, Ring } from './contender.ts'
import { tracks } from './data.ts'
import type { Effort, Subject } from './measure.ts'

/** What is measured in one table of the report. */
export interface Scenario {
  readonly title: string
  /** Calls in one sample. */
  readonly calls: number
  readonly entries: readonly Entry[]
}

/** A contender's part in a scenario. */
export interface Entry extends Subject {
  readonly converts: string
  /** Throws where its answer is wrong. */
  check(): Promise<void>
}

/** How much of an effort a scenario is worth. */
export const effortOf = ({ calls }: Scenario, effort: Omit<Effort, 'calls'>): Effort => ({ ...effort, calls })

/** Selecting a row by its key, all rows, and inserting them: on one database. */
export function scenariosOf(ring: Ring): Scenario[] {
  const having = <M extends Method>(method: M) =>
    ring.contenders.filter((contender): contender is Having<M> => method in contender)
  return [
    {
      title: `${ring.database}: select a row by primary key, the statement built anew on each call`,
      calls: 32,
      entries: having('byKey').map((contender) => keyEntry(ring, contender, contender.byKey)),
    },
    {
      title: `${ring.database}: select a row by primary key, the statement prepared once`,
      calls: 32,
      entries: having('byKeyPrepared').map((contender) => keyEntry(ring, contender, contender.byKeyPrepared)),
    },
    {
      title: `${ring.database}: read ${tracks.length} rows of 10 columns, among them a boolean, a date and two that may be null`,
      calls: 4,
      entries: having('readAll').map((contender) => readEntry(ring, contender)),
    },
    {
      title: `${ring.database}: insert ${tracks.length} rows of 10 columns in one transaction`,
      calls: 1,
      entries: having('insertAll').map((contender) => insertEntry(ring, contender)),
    },
  ]
}

type Method = 'byKey' | 'byKeyPrepared' | 'readAll' | 'insertAll'
type Having<M extends Method> = Contender & Required<Pick<Contender, M>>

function keyEntry(ring: Ring, contender: Contender, byKey: (id: number) => unknown): Entry {
  let id = 0
  return {
    name: contender.name,
    converts: contender.converts,
    run() {
      id = (id % tracks.length) + 1
      return byKey(id)
    },
    async check() {
      for (const wanted of [1, 500, tracks.length])
        same(contender, await byKey(wanted), expected(ring, contender)[wanted - 1])
    },
  }
}

function readEntry(ring: Ring, contender: Having<'readAll'>): Entry {
  return {
    name: contender.name,
    converts: contender.converts,
    run: () => contender.readAll(),
    check: async () => same(contender, await contender.readAll(), expected(ring, contender)),
  }
}

function insertEntry(ring: Ring, contender: Having<'insertAll'>): Entry {
  return {
    name: contender.name,
    converts: contender.converts,
    before: () => ring.clear(),
    run: () => contender.insertAll(tracks),
    async check() {
      await ring.clear()
      await contender.insertAll(tracks)
      same(contender, await ring.rows(), tracks.map(ring.stored))
    },
  }
}

const expected = (ring: Ring, { asProgram }: Contender): object[] => (asProgram ? [...tracks] : tracks.map(ring.stored))

function same({ name }: Contender, got: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(plain(got), plain(wanted)))
    throw new Error(`${name} gave other rows than the rest; a measurement of it would mean nothing`)
}

/** Rows of pg and of some contenders have another prototype than a literal. */
const plain = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(plain) : value instanceof Object ? { ...value } : value
