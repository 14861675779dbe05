// The data files, as rows for the demo's tables.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Insertable } from '@espalier/core'
import { parse } from 'csv-parse/sync'
import { Problem, sentenceOf } from './problem.ts'
import type { airports, flights, routes } from './tables.ts'

/** Every row of the three files. */
export interface Data {
  readonly airports: readonly Insertable<typeof airports>[]
  readonly routes: readonly Insertable<typeof routes>[]
  readonly flights: readonly Insertable<typeof flights>[]
}

/** Reads the files of a folder; without one, those of the package vega-datasets. */
export function readData(folder: string = packagedFolder()): Data {
  return {
    airports: records(folder, 'airports.csv', [
      'iata',
      'name',
      'city',
      'state',
      'country',
      'latitude',
      'longitude',
    ]).map((a) => ({
      code: a.iata,
      name: a.name,
      city: known(a.city),
      state: known(a.state),
      country: a.country,
      latitude: Number(a.latitude),
      longitude: Number(a.longitude),
    })),
    routes: records(folder, 'flights-airport.csv', ['origin', 'destination', 'count']).map((r) => ({
      origin: r.origin,
      destination: r.destination,
      flights: Number(r.count),
    })),
    flights: records(folder, 'flights-20k.json', ['date', 'delay', 'distance', 'origin', 'destination']).map((f) => ({
      departs: localTimestampOf(f.date),
      delay: Number(f.delay),
      distance: Number(f.distance),
      origin: f.origin,
      destination: f.destination,
    })),
  }
}

/** The file writes NA where it knows none. */
const known = (word: string): string | null => (word === 'NA' ? null : word)

/** `2001/01/31 23:59` as ISO 8601 has it. */
const localTimestampOf = (date: string): string => `${date.replaceAll('/', '-').replace(' ', 'T')}:00`

/** The records of a file, after a look at the first whether it is what it should be. */
function records<const Field extends string>(
  folder: string,
  file: string,
  fields: readonly Field[],
): Record<Field, string>[] {
  const path = join(folder, file)
  const text = textOf(path)
  let list: unknown
  try {
    list = file.endsWith('.csv') ? parse(text, { columns: true }) : JSON.parse(text)
  } catch (error) {
    throw new Problem(`the data file ${path} cannot be read: ${sentenceOf(error)}; install the dependencies again`)
  }
  const [first] = Array.isArray(list) ? list : []
  const missing = fields.find((field) => !Object.hasOwn(Object(first), field))
  if (missing === undefined) return list as Record<Field, string>[]
  throw new Problem(`the data file ${path} has no field ${missing}; install the dependencies again`)
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new Problem(`the data file ${path} is missing; install the dependencies again`)
    throw new Problem(`the data file ${path} cannot be read (${code}); check its permissions`)
  }
}

/** The package exports only its module, beside whose folder the files lie. */
function packagedFolder(): string {
  try {
    return fileURLToPath(new URL('../data', import.meta.resolve('vega-datasets')))
  } catch {
    throw new Problem('the package vega-datasets is not installed; run npm run demo at the top of the checkout')
  }
}
