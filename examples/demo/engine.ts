// From what the user typed to a database that answers.
import { join, relative } from 'node:path'
import type { Database, Features } from '@espalier/core'
import { Problem } from './problem.ts'

/** A database of any kind: what runs here needs no feature that one of them lacks. */
export type AnyDatabase = Database<Partial<Features>>

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

/** Each driver is loaded when it is asked for: SQLite needs neither pg nor mysql2. */
function kindOf(database: string): Opening {
  const url = URL.canParse(database) ? new URL(database) : undefined
  const place = url ? withoutPassword(url) : database
  switch (url?.protocol) {
    case 'sqlite:':
      return sqliteFile(database.replace(/^sqlite:(\/\/)?/, ''))
    case 'postgres:':
    case 'postgresql:':
      return {
        product: 'PostgreSQL',
        place,
        open: async () => (await import('@espalier/dialect-postgres')).postgres(database),
      }
    case 'mysql:':
      return { product: 'MySQL', place, open: async () => (await import('@espalier/dialect-mysql')).mysql(database) }
    case 'mariadb:':
      return {
        product: 'MariaDB',
        place,
        open: async () => (await import('@espalier/dialect-mysql')).mariadb(database),
      }
    default:
      throw new Problem(
        url === undefined
          ? `${JSON.stringify(database)} is not a database's URL; give ${examples}`
          : `the demo knows no database of the kind ${url.protocol}; give ${examples}`,
      )
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

function withoutPassword(url: URL): string {
  const shown = new URL(url)
  if (shown.password !== '') shown.password = '***'
  return shown.href
}

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
