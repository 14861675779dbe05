// What a database refuses arrives as the same kind of error on every database.
import { inspect } from 'node:util'
import {
  type AnyLack,
  CheckViolation,
  check,
  type Database,
  DatabaseError,
  type DatabaseError as Failure,
  ForeignKeyViolation,
  insert,
  integer,
  NotNullViolation,
  schema,
  select,
  sql,
  table,
  text,
  UniqueViolation,
  unique,
  uniqueIndex,
} from '@espalier/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DatabaseName, eachDriver, type FreshDatabase } from '../databases.ts'
import { open } from '../open.ts'

const teams = table('teams', { id: integer().primaryKey() })
const members = table(
  'members',
  {
    id: integer().identity(),
    email: text('e_mail').unique(),
    first: text().nullable(),
    last: text().nullable(),
    age: integer().nullable(),
    teamId: integer('team_id')
      .nullable()
      .references(() => teams.id),
    nick: text().nullable(),
  },
  (t) => [unique(t.first, t.last), check('members_age', t.age.gte(0)), uniqueIndex('members_nick').on(t.nick)],
)
const secret = "hunter2' for key 'x"

/** What was thrown. */
async function failed(work: Promise<unknown>): Promise<any> {
  return work.then(
    () => expect.unreachable('nothing was thrown'),
    (error: unknown) => error,
  )
}

eachDriver('errors', ({ name, fresh: make }) => {
  let fresh: FreshDatabase
  let db: Database<AnyLack>
  const on = <T>(values: Readonly<Record<DatabaseName, T>>): T => values[name]
  beforeAll(async () => {
    fresh = await make()
    db = open(name, fresh.url)
    await db.createAll(schema({ teams, members }))
    await db.run(insert(teams).values({ id: 1 }))
    await db.run(insert(members).values({ email: secret, first: secret, last: secret, nick: secret }))
  })
  afterAll(async () => {
    await db?.close()
    await fresh?.drop()
  })

  test('a key that is there already is a UniqueViolation of its columns', async () => {
    const error = await failed(db.run(insert(members).values({ email: secret })))
    expect(error).toBeInstanceOf(UniqueViolation)
    expect(error).toBeInstanceOf(DatabaseError)
    expect(error.name).toBe('UniqueViolation')
    expect(error.is(members, 'email')).toBe(true)
    expect(error.is(members)).toBe(true)
    expect([error.is(members, 'id'), error.is(members, 'email', 'id'), error.is(teams), error.is(teams, 'id')]).toEqual(
      [false, false, false, false],
    )
    expect({ code: error.code, constraint: error.constraint, table: error.table, columns: error.columns }).toEqual(
      on({
        postgres: { code: '23505', constraint: 'members_e_mail_key', table: 'members', columns: ['e_mail'] },
        sqlite: { code: 'SQLITE_CONSTRAINT_UNIQUE', constraint: undefined, table: 'members', columns: ['e_mail'] },
        mysql: { code: 'ER_DUP_ENTRY', constraint: 'members_e_mail_key', table: 'members', columns: undefined },
        mariadb: { code: 'ER_DUP_ENTRY', constraint: 'members_e_mail_key', table: undefined, columns: undefined },
      }),
    )
    expect(error.message).toMatch(/; see UniqueViolation in docs\/errors\.md$/)
  })

  test('a key of several columns, a primary key and a unique index are told apart', async () => {
    const several = await failed(db.run(insert(members).values({ email: 'a', first: secret, last: secret })))
    expect([several.is(members, 'last', 'first'), several.is(members, 'first')]).toEqual([true, false])
    const primary = await failed(db.run(insert(teams).values({ id: 1 })))
    expect(primary).toBeInstanceOf(UniqueViolation)
    expect([primary.is(teams, 'id'), primary.is(members, 'email')]).toEqual([true, false])
    const index = await failed(db.run(insert(members).values({ email: 'b', nick: secret })))
    expect([index.is(members, 'nick'), index.is(members, 'email')]).toEqual([true, false])
  })

  test('a row that points nowhere is a ForeignKeyViolation, and so is a row that is pointed to and goes', async () => {
    const nowhere = await failed(db.run(insert(members).values({ email: 'c', teamId: 99 })))
    expect(nowhere).toBeInstanceOf(ForeignKeyViolation)
    // SQLite tells neither the constraint nor the table.
    expect(nowhere.is(members, 'teamId')).toBe(name !== 'sqlite')
    expect(nowhere.constraint).toBe(name === 'sqlite' ? undefined : 'members_team_id_fkey')
    await db.run(insert(teams).values({ id: 2 }))
    await db.run(insert(members).values({ email: 'd', teamId: 2 }))
    const gone = await failed(db.run(sql.statement`delete from teams where id = ${2}`))
    expect(gone).toBeInstanceOf(ForeignKeyViolation)
    expect(gone.is(members, 'teamId')).toBe(name !== 'sqlite')
  })

  test('a value that is missing is a NotNullViolation', async () => {
    const error = await failed(db.run(sql.statement`insert into members (e_mail) values (null)`))
    expect(error).toBeInstanceOf(NotNullViolation)
    expect(error.columns).toEqual(['e_mail'])
    // MySQL and MariaDB tell the column without its table.
    expect(error.is(members, 'email')).toBe(name === 'postgres' || name === 'sqlite')
  })

  test('a row that does not keep to a CHECK is a CheckViolation', async () => {
    const error = await failed(db.run(insert(members).values({ email: 'e', age: -1 })))
    expect(error).toBeInstanceOf(CheckViolation)
    expect(error.constraint).toBe('members_age')
    expect([error.is(members), error.is(members, 'age'), error.is(members, 'email')]).toEqual([true, true, false])
  })

  test('no value of a row or a parameter is printed', async () => {
    const statements = [
      insert(members).values({ email: secret }),
      insert(members).values({ email: 'f', first: secret, last: secret }),
      sql.statement`insert into members (e_mail, age) values (${secret}, ${-1})`,
      sql.statement`insert into members (e_mail, team_id) values (${secret}, ${77})`,
    ]
    for (const statement of statements) {
      const error = await failed(db.run(statement as never))
      expect(error).toBeInstanceOf(DatabaseError)
      expect(`${error.message} ${inspect(error, { depth: 9 })}`).not.toContain('hunter2')
    }
  })

  test('the stack has the line of the caller, and the error has the statement', async () => {
    const missing = table('missing', { id: integer() })
    const calledHere = async (): Promise<void> => {
      await db.all(select(missing))
    }
    const error = (await failed(calledHere())) as Failure
    expect(error.stack).toMatch(/calledHere[^\n]*errors\.test\.ts/)
    expect(error.sql).toMatch(/^select .missing.\..id. from .missing.$/)
    expect(error.cause).toBeInstanceOf(Error)
  })
})
