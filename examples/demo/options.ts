// What stands on the command line.
import { parseArgs } from 'node:util'
import { Problem } from './problem.ts'

/** What the user asked for. */
export interface Options {
  /** The database as it was typed; undefined for the demo's own SQLite file. */
  readonly database: string | undefined
  /** The folder that holds the data files; undefined for that of vega-datasets. */
  readonly data: string | undefined
  readonly replace: boolean
  readonly help: boolean
}

/** What `--help` prints. */
export const usage = `usage: npm run demo [-- [options] [database]]

Loads 3,376 airports, 5,366 routes and 20,000 flights through Espalier and runs eight queries on them.

  database         sqlite:<file>, postgres://…, mysql://… or mariadb://…, like
                   postgres://user:password@localhost:5432/test;
                   without one, the SQLite file examples/demo/airports.db
  --replace        drop tables called demo_airports, demo_routes and demo_flights
                   even if the demo did not make them
  --data <folder>  read airports.csv, flights-airport.csv and flights-20k.json from there
  --help           print this`

/** Reads the command line. */
export function optionsOf(args: readonly string[]): Options {
  const { values, positionals } = parsed(args)
  if (positionals.length > 1)
    throw new Problem(`the demo takes one database, not ${positionals.length}; see npm run demo -- --help`)
  return { database: positionals[0], data: values.data, replace: values.replace, help: values.help }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        replace: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    // Node's own message goes on with advice for programmers.
    const [first] = (error as Error).message.split(/\.\s|\n/)
    throw new Problem(`${first}; see npm run demo -- --help`)
  }
}
