import type { ServerName } from './server.ts'

/** A database that tests run on. */
export type DatabaseName = 'sqlite' | ServerName

/** All of them, in the order of every report. */
export const databaseNames: readonly DatabaseName[] = ['sqlite', 'postgres', 'mysql', 'mariadb']

/** Other ways to a database, by another driver or through a pooler: the tests of what a driver does run on them too. */
export const driverNames = ['node-sqlite', 'pglite', 'pgbouncer'] as const
export type DriverName = (typeof driverNames)[number]

/** The database that a driver opens. */
export const databaseOf: Readonly<Record<DriverName, DatabaseName>> = {
  'node-sqlite': 'sqlite',
  pglite: 'postgres',
  pgbouncer: 'postgres',
}

/** Where a database answers and which version it said it is. */
export interface Running {
  readonly url: string
  readonly version: string
}

/** A database or driver that no test of this run can use, and why. */
export interface Missing {
  readonly name: DatabaseName | DriverName
  readonly reason: string
  readonly cure: string
  /** Not asked for: no fault of the machine, and no reason for a run to fail. */
  readonly leftOut: boolean
}

/** What the run has; it crosses from the main process to the test workers, so that it holds plain data only. */
export interface ServersRecord extends Readonly<Partial<Record<DatabaseName | DriverName, Running>>> {
  /** A second PostgreSQL, of the oldest supported major, where `ESPALIER_POSTGRES_OLD=1` asks for it. */
  readonly oldestPostgres?: Running
  readonly missing: readonly Missing[]
}

declare module 'vitest' {
  interface ProvidedContext {
    servers: ServersRecord
  }
  interface TaskMeta {
    /** The database that a test ran on, by which the reporter counts. */
    database?: string
    /** The dialect whose words a test compared, without any database. */
    dialect?: string
    /** What the tests of several databases have in common, by which the conformance table knows them. */
    title?: string
    /** The database that a test is for is not there. */
    missing?: boolean
    /** What a database says that it lacks, where a test expects that. */
    lacks?: string
  }
}
