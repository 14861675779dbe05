// From what the user typed to a database that answers.
import { join, relative } from 'node:path'
import type { AnyLack, Database } from '@espalier/core'
import { Problem } from './problem.ts'

/** A database of any kind: what runs here needs no feature that one of them lacks. */
export type AnyDatabase = Database<AnyLack>

/** A database that has answered. */
export interface Engine {
  readonly db: AnyDatabase
  /** Where it is, without its password. */
  readonly place: string
  readonly product: string
  readonly version: string
}

const ownFile = relative('', join(import.meta.dirname, 'airports.db'))

/** How long a server may take to answer, in milliseconds. */
const patience = 10_000

const examples = 'sqlite:<file>, postgres://…, mysql://… or mariadb://…'

/** Opens the database and asks for its version, so that one that does not answer is known before anything else. */
export async function openEngine(database: string | undefined): Promise<Engine> {
  const { open, place, product } = kindOf(database ?? `sqlite:${ownFile}`)
  const db = await open()
  return { db, place, product, version: await versionOf(db, place) }
}

type Opening = Omit<Engine, 'db' | 'version'> & { open(): Promise<AnyDatabase> }

/** Each driver is loaded when it is asked for: SQLite needs neither pg nor mysql2. What a URL holds is the driver's to read. */
function kindOf(database: string): Opening {
  const kind = /^[a-z][a-z\d+.-]*:/i.exec(database)?.[0].toLowerCase()
  const place = withoutPassword(database)
  switch (kind) {
    case 'sqlite:':
      return sqliteFile(database.replace(/^sqlite:(\/\/)?/i, ''))
    case 'postgres:':
    case 'postgresql:':
      return {
        product: 'PostgreSQL',
        place,
        open: async () => (await import('@espalier/dialect-postgres')).postgres(database),
      }
    case 'mysql:':
      return {
        product: 'MySQL',
        place,
        open: async () => (await import('@espalier/dialect-mysql')).mysql(database),
      }
    case 'mariadb:':
      return {
        product: 'MariaDB',
        place,
        open: async () => (await import('@espalier/dialect-mysql')).mariadb(database),
      }
    case undefined:
      throw new Problem(`${JSON.stringify(database)} is not a database's URL; give ${examples}`)
    default:
      throw new Problem(`the demo knows no database of the kind ${kind}; give ${examples}`)
  }
}

function sqliteFile(path: string): Opening {
  if (path === '') throw new Problem('sqlite: is not followed by a file; give sqlite:<file>')
  return {
    product: 'SQLite',
    place: path,
    open: async () => (await import('@espalier/dialect-sqlite')).sqlite(path),
  }
}

/** A password may hold anything, an @ too; the last one ends it. */
const withoutPassword = (url: string): string => url.replace(/^(\w+:\/\/[^:@/]*):.*@/, '$1:***@')

async function versionOf(db: AnyDatabase, place: string): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const sentence = `${place} did not answer within ${patience / 1000} seconds; check the address and that the server runs`
    timer = setTimeout(() => reject(new Problem(sentence)), patience)
  })
  try {
    return await Promise.race([db.version(), late])
  } finally {
    clearTimeout(timer)
  }
}
