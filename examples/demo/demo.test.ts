import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { integer, schema, table } from '@espalier/core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eachDatabase, type FreshDatabase } from '../../conformance/databases.ts'
import { readData } from './data.ts'
import { demoUrl } from './demo-url.ts'
import { openEngine } from './engine.ts'
import { queries } from './queries.ts'
import { width } from './report.ts'
import { sourceOf } from './source.ts'

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the demo as a user does, apart from the installing. */
function demo(...args: string[]): Promise<Ended> {
  const main = join(import.meta.dirname, 'main.ts')
  return new Promise((resolve) => {
    execFile(process.execPath, ['--conditions=@espalier/source', main, ...args], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'espalier-demo-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const file = (name: string): string => `sqlite:${join(folder, name)}`

describe('what the demo prints', () => {
  let ended: Ended
  let lines: string[]
  beforeAll(async () => {
    ended = await demo(file('printed.db'))
    lines = ended.stdout.split('\n')
  })

  test('it ends well, with nothing to complain about', () => {
    expect(ended).toMatchObject({ code: 0, stderr: '' })
  })

  test('the eight queries stand in their order, each with its title', () => {
    const titles = lines.filter((_line, i) => /^\d of 8 ─/.test(lines[i - 1] ?? ''))
    expect(titles).toEqual(queries.map((query) => sourceOf(query.file).title))
    expect(titles).toHaveLength(8)
  })

  test('the code of each query stands there as it is in its file', () => {
    const unindented = lines.map((line) => line.slice('code  '.length)).join('\n')
    for (const query of queries) expect(unindented).toContain(sourceOf(query.file).code)
  })

  test('figures are those of the data', () => {
    const inHawaii = readData().airports.filter((airport) => airport.state === 'HI')
    expect(ended.stdout).toContain(`the first 6 of ${inHawaii.length} rows`)
    expect(ended.stdout).toContain('3,376 airports, 5,366 routes and 20,000 flights loaded')
  })

  test('it has no colours where no terminal is', () => {
    expect(ended.stdout).not.toContain('\u001b')
  })
})

describe('input that is not what the demo expects gets one sentence', () => {
  const wrong: Readonly<Record<string, readonly [args: () => string[], sentence: RegExp]>> = {
    'a word that is no URL': [() => ['airports'], /^"airports" is not a database's URL; give sqlite:<file>, postgres:/],
    'an unknown kind of database': [
      () => ['oracle://host/db'],
      /^the demo knows no database of the kind oracle:; give /,
    ],
    'a URL that cannot be read': [() => ['postgres://me:secret@host:99999/db'], /^(?!.*secret).*port/],
    'a URL without a file': [() => ['sqlite:'], /^sqlite: is not followed by a file; give sqlite:<file>$/],
    'two databases': [
      () => ['sqlite:a', 'sqlite:b'],
      /^the demo takes one database, not 2; see npm run demo -- --help$/,
    ],
    'an unknown option': [() => ['--fast'], /^Unknown option '--fast'; see npm run demo -- --help$/],
    'an option without its value': [() => ['--data'], /^Option '--data <value>' argument missing; see /],
    'a folder that does not exist': [() => [file('no/where.db')], /^the sqlite database cannot be opened: .*directory/],
    'a file that is no database': [() => [`sqlite:${import.meta.filename}`], /file is not a database/],
    'a missing data file': [() => [file('a.db'), '--data', folder], /^the data file .*airports\.csv is missing; /],
    'a data file of another shape': [
      () => [file('a.db'), '--data', join(folder, 'odd')],
      /airports\.csv has no field iata; /,
    ],
    'a data file that is cut off': [
      () => [file('a.db'), '--data', join(folder, 'cut')],
      /flights-20k\.json cannot be read: /,
    ],
  }
  beforeAll(async () => {
    await mkdir(join(folder, 'odd'))
    await writeFile(join(folder, 'odd', 'airports.csv'), 'code,name\nABE,Lehigh Valley\n')
    await mkdir(join(folder, 'cut'))
    const packaged = join(import.meta.dirname, '../node_modules/vega-datasets/data')
    for (const name of ['airports.csv', 'flights-airport.csv'])
      await copyFile(join(packaged, name), join(folder, 'cut', name))
    await writeFile(join(folder, 'cut', 'flights-20k.json'), '[{"date":"2001/01/01 00:47","delay":66,')
  })

  for (const [what, [args, sentence]] of Object.entries(wrong)) {
    test(what, async () => {
      const { code, stdout, stderr } = await demo(...args())
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr.trimEnd()).toMatch(sentence)
      expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    })
  }

  for (const scheme of ['postgres', 'mysql', 'mariadb']) {
    test(`a ${scheme} server that is down`, async () => {
      const { code, stdout, stderr } = await demo(`${scheme}://root:secret@127.0.0.1:1/test`)
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr.trimEnd().split('\n')).toHaveLength(1)
      expect(stderr).toContain('127.0.0.1')
      expect(stderr).not.toContain('secret')
    })
  }
})

test('--help tells how to use it', async () => {
  const { code, stdout } = await demo('--help')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^usage: npm run demo/)
})

eachDatabase('the demo', (database) => {
  let fresh: FreshDatabase
  let url: string
  beforeEach(async () => {
    fresh = await database.fresh()
    url = demoUrl(database.name, fresh.url)
  })
  afterEach(() => fresh?.drop())

  test('runs, and runs again on the tables that it made', async () => {
    for (let time = 0; time < 2; time++) {
      const { code, stdout, stderr } = await demo(url)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toMatch(/\n8 queries gave 530 rows in \d+ ms; the tables demo_… stay\n$/)
      // The second line is the database's address, as long as that is.
      const [first, , ...lines] = stdout.split('\n')
      expect([first, ...lines].filter((line = '') => line.length > width)).toEqual([])
    }
  }, 60_000)

  test('leaves tables alone that it did not make, unless --replace says otherwise', async () => {
    const { db } = await openEngine(url)
    await db.createAll(schema({ airports: table('demo_airports', { id: integer().primaryKey() }) }))
    await db.close()
    const { code, stdout, stderr } = await demo(url)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe(
      'a table demo_airports is there that the demo did not make; use another database, or drop it with --replace\n',
    )
    expect(await demo(url, '--replace')).toMatchObject({ code: 0, stderr: '' })
  }, 60_000)
})
