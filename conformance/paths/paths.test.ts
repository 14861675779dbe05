// Values of every type go along every path of every database, in processes of five time zones. What arrives is what went
// in, to the last digit, and is what its TypeScript type says: a place whose type has null is null somewhere, and no other is.
import { deleteFrom, EspalierError, insert, Unsupported } from '@espalier/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DatabaseName, eachDriver, type FreshDatabase, type TestDatabase } from '../databases.ts'
import { open } from '../open.ts'
import { patience, seed } from '../properties/runs.ts'
import { changing } from './changing.ts'
import { type Said, said } from './checker.ts'
import { expressing } from './expressing.ts'
import { type Everywhere, type Ground, groundOf, inParts, type Path, type Stored } from './ground.ts'
import { reading } from './reading.ts'
import { relating } from './relating.ts'
import { exactly, roundsOf, some, takes } from './rows.ts'
import { misfit, Nulls, type Shape } from './shape.ts'
import { type SubjectName, subjects } from './subjects.ts'

/** The databases that lack what a path is made of. */
const lacking: Readonly<Record<string, readonly DatabaseName[]>> = {
  arrayAgg: ['sqlite', 'mysql', 'mariadb'],
  'INSERT … RETURNING': ['mysql'],
  'UPDATE … RETURNING': ['mysql', 'mariadb'],
  'DELETE … RETURNING': ['mysql'],
  'lag or a value': ['mariadb'],
}

/**
 * The places that may be null by their type and never are, since the types do not follow what the equality of a join or
 * a relation proves of the columns in it.
 */
const unproven: Readonly<Record<string, readonly string[]>> = {
  'an outer join, nested': ['row.other.thingId'],
  ...Object.fromEntries(
    ['json', 'split', 'join'].flatMap((strategy) => [
      [`to many, ${strategy}`, ['row.whole[].thingId']],
      [`to many to one, ${strategy}`, ['row.others[].thing']],
    ]),
  ),
}

/** PostgreSQL gathers arrays into one of all only where they have the same length, and none is empty. */
const failing: Readonly<Record<string, RegExp>> = { arrayAgg: /^array of/ }

/** Where the types refuse what runs: a parameter in a cell of unknown JSON is taken for its value. */
const untold: Readonly<Record<string, readonly SubjectName[]>> = { 'INSERT, prepared': ['json'] }

const sayings = said()

eachDriver('paths of values', (database) => {
  let fresh: FreshDatabase
  beforeAll(async () => {
    fresh = await database.fresh()
  })
  afterAll(() => fresh?.drop())

  for (const [name, subject] of Object.entries(subjects)) {
    if (!subject.everywhere && database.name !== 'postgres') continue
    if (!takes(name as SubjectName, database.driver !== undefined)) continue
    test(`${name}, seed ${seed}`, () => goAlong(database, fresh.url, name as SubjectName), patience)
  }
})

/** Sends the values of a type along every path, in each zone by a connection of its own. */
async function goAlong(database: TestDatabase, url: string, name: SubjectName): Promise<void> {
  const ways = new Ways(database.name, name)
  const before = process.env.TZ
  try {
    for (const { zone, rows } of roundsOf(name, database.driver !== undefined)) {
      process.env.TZ = zone
      const db = open(database.name, url) as unknown as Everywhere
      try {
        await ways.round(db, zone, rows)
      } finally {
        await db.close()
      }
    }
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
  expect(ways.faults()).toEqual([])
}

/** The paths of a type on a database, and what was found on them. */
class Ways {
  readonly #database: DatabaseName
  readonly #name: SubjectName
  readonly #nulls = new Map<string, Nulls>()
  readonly #faults: string[] = []
  #rounds = 0

  constructor(database: DatabaseName, name: SubjectName) {
    this.#database = database
    this.#name = name
  }

  /** Fills the tables and takes each path once. */
  async round(db: Everywhere, zone: string, rows: readonly Stored[]): Promise<void> {
    const { type, given } = subjects[this.#name]
    const ground = groundOf(type as never, rows, given as never, some)
    await this.#emptied(db, ground)
    await inParts(rows, 500, async (part) => {
      const others = part.map((row) => ({ ...row, thingId: row.id % 2 === 0 ? row.id : null }))
      await db.run(insert(ground.things).values(part))
      await db.run(insert(ground.others).values(others))
      return []
    })
    for (const [path, way] of pathsOf(ground)) {
      const fault = await this.#faultOf(db, path, way, rows)
      if (fault !== undefined) this.#faults.push(`${zone}: ${path}: ${fault}`)
    }
  }

  async #emptied(db: Everywhere, { all, others, things }: Ground): Promise<void> {
    if (this.#rounds++ === 0) {
      await db.dropAll(all)
      await db.createAll(all)
    }
    await db.run(deleteFrom(others).allRows())
    await db.run(deleteFrom(things).allRows())
  }

  async #faultOf(
    db: Everywhere,
    path: string,
    way: Path<object>,
    stored: readonly Stored[],
  ): Promise<string | undefined> {
    const told = sayings.get(this.#name)?.get(path) as Said
    const isLacking = lacking[path]?.includes(this.#database) ?? false
    let found: readonly object[]
    try {
      found = await db.transaction((tx) => way.rows(tx as unknown as Everywhere))
    } catch (error) {
      if ('refused' in told && error instanceof EspalierError) return undefined
      if (isLacking && error instanceof Unsupported) return undefined
      if (failing[path]?.test(this.#name)) return undefined
      return `it fails: ${error}`
    }
    if (isLacking) return 'it runs, where it is said to be lacking'
    if ('refused' in told)
      return untold[path]?.includes(this.#name) ? undefined : `the types refuse what runs: ${told.refused}`
    return this.#misfitOf(path, found, way.expected(stored), told.row)
  }

  #misfitOf(path: string, found: readonly object[], expected: readonly object[], shape: Shape): string | undefined {
    const nulls = this.#nulls.get(path) ?? new Nulls()
    this.#nulls.set(path, nulls)
    for (let i = 0; i < Math.max(found.length, expected.length); i++) {
      const row = found[i]
      const came = row ? exactly(row, this.#name) : 'no row'
      const should = expected[i] ? exactly(expected[i], this.#name) : 'no row'
      if (came !== should) return `${came.slice(0, 300)} came, and not ${should.slice(0, 300)}`
      const wrong = misfit(row, shape, nulls)
      if (wrong !== undefined) return wrong
    }
    return undefined
  }

  /** What is wrong, as sentences: also a null that its type says and that never came. */
  faults(): readonly string[] {
    if (this.#faults.length > 0) return this.#faults
    return [...this.#nulls].flatMap(([path, { unseen }]) =>
      unseen
        .filter((place) => !unproven[path]?.includes(place) && !this.#isInside(place))
        .map((place) => `${path}: ${place} may be null by its type, and never is`),
    )
  }

  /** True of a null that is part of a value, so that only a value with one shows it. */
  #isInside(place: string): boolean {
    const inside = [...(this.#nulls.get('select')?.seen ?? [])].filter((seen) => seen.startsWith('row.value'))
    return inside.some((seen) => place.endsWith(seen.slice('row.value'.length)))
  }
}

const pathsOf = (ground: Ground): [string, Path<object>][] =>
  Object.entries({ ...reading(ground), ...expressing(ground), ...relating(ground), ...changing(ground) })
