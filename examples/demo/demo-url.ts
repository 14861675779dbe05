// For tests: a test database as the demo's argument.
import type { DatabaseName } from '../../conformance/databases.ts'

/** The URL by whose scheme the demo knows the database; for SQLite, of its file. */
export const demoUrl = (name: DatabaseName, url: string): string =>
  name === 'sqlite' ? `sqlite:${url}` : url.replace(/^\w+:/, `${name}:`)
