// Rows of MySQL and MariaDB are read here as mysql2 itself reads them: of every type of column, to the last digit.
import { mysql2Options } from '@espalier/dialect-mysql'
import mysql2 from 'mysql2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRows } from '../../packages/dialect-mysql/src/rows.ts'
import { eachDatabase, type FreshDatabase } from '../databases.ts'

/** Types of columns, with values of each: nulls, the lowest and the highest, and what is zero at its end. */
const columns: readonly (readonly [type: string, ...values: string[]])[] = [
  ['tinyint', '-128', '127', '0'],
  ['tinyint unsigned', '0', '255', '128'],
  ['boolean', 'true', 'false', 'null'],
  ['smallint', '-32768', '32767', '0'],
  ['smallint unsigned', '0', '65535', '32768'],
  ['mediumint', '-8388608', '8388607', '0'],
  ['mediumint unsigned', '0', '16777215', '1'],
  ['int', '-2147483648', '2147483647', '0'],
  ['int unsigned', '0', '4294967295', '2147483648'],
  ['bigint', '-9223372036854775808', '9223372036854775807', '9007199254740993'],
  ['bigint unsigned', '0', '18446744073709551615', '9223372036854775808'],
  ['year', '1901', '2155', 'null'],
  ['float', '-1.5', '3.25', '0'],
  ['double', '-1.7976931348623157e308', '0.1', '5e-324'],
  ['decimal(30, 10)', '-12345678901234567890.0123456789', '0.1', '0'],
  ['date', "'1000-01-01'", "'9999-12-31'", "'2024-02-29'"],
  ['datetime', "'1000-01-01 00:00:00'", "'9999-12-31 23:59:59'", "'2024-02-29 10:11:00'"],
  ['datetime(3)', "'2024-02-29 10:11:12.345'", "'2024-02-29 10:11:12'", "'2024-02-29 00:00:00'"],
  ['datetime(6)', "'2024-02-29 10:11:12.000001'", "'2024-02-29 00:00:00.1'", "'0001-01-01 00:00:00'"],
  ['timestamp(6) null', "'2024-02-29 10:11:12.5'", "'1970-01-01 00:00:01'", 'null'],
  ['time', "'-838:59:59'", "'838:59:59'", "'00:00:00'"],
  ['time(6)', "'10:11:12.000001'", "'-00:00:01.5'", "'00:00:00'"],
  ['char(5)', "'a'", "''", "'äöü€𝄞'"],
  ['varchar(300)', "'a'", "repeat('€', 300)", "''"],
  ['longtext', "repeat('x', 70000)", "'𝄞'", 'null'],
  ['binary(3)', "x'000102'", "x'ff'", 'null'],
  ['varbinary(300)', "x'00ff'", "''", 'null'],
  ['longblob', "repeat(x'ff', 70000)", "x''", 'null'],
  ['bit(20)', "b'1'", "b'11111111111111111111'", 'null'],
  ["enum('one', 'two')", "'one'", "'two'", 'null'],
  ["set('one', 'two')", "'one'", "'one,two'", "''"],
  ['json', `'{"a": [1, 12345678901234567890, null]}'`, `'[]'`, 'null'],
]

eachDatabase('rows of mysql2', ({ name, fresh: make }) => {
  if (name === 'sqlite' || name === 'postgres') {
    test('are not those of this database', () => expect(['mysql', 'mariadb']).not.toContain(name))
    return
  }
  let fresh: FreshDatabase
  let connection: mysql2.Connection
  beforeAll(async () => {
    fresh = await make()
    connection = mysql2.createConnection({ uri: fresh.url, ...mysql2Options, flags: [...mysql2Options.flags] })
    await asked('select 1', false)
    const list = columns.map(([type], i) => `c${i} ${type}`).join(', ')
    await asked(`create table every (id int primary key, ${list})`, false)
    for (const row of [1, 2, 3])
      await asked(`insert into every values (${row}, ${columns.map((column) => column[row]).join(', ')})`, false)
    await asked(`insert into every (id) values (4)`, false)
  })
  afterAll(async () => {
    await new Promise<void>((resolve) => connection.end(() => resolve()))
    await fresh.drop()
  })

  const asked = (sql: string, isOwn: boolean): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const executed = connection.execute(sql, [], (error, rows) => (error ? reject(error) : resolve(rows)))
      if (isOwn) readRows(executed)
    })

  /** Read here and nowhere else. */
  const askedHere = (sql: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const executed: any = connection.execute(sql, [], (error, rows) => (error ? reject(error) : resolve(rows)))
      executed.buildParserFromFields = () => expect.unreachable
      readRows(executed)
    })

  test('are the same as its own', async () => {
    const sql = 'select * from every order by id'
    const [own, wanted] = [await askedHere(sql), (await asked(sql, false)) as unknown[]]
    expect(wanted).toHaveLength(4)
    expect(own).toEqual(wanted)
  })

  test.each(columns.map(([type], i) => [type, i] as const))('of %s are the same', async (_type, i) => {
    const sql = `select c${i}, id, c${i} as again from every order by id`
    expect(await askedHere(sql)).toEqual(await asked(sql, false))
  })

  test('of computed values, of no rows and of any number of columns are the same', async () => {
    const some = [
      'select now() - now(), 1 + 1, 1 / 3, null, cast(1 as unsigned), sum(1), avg(id), concat(id, id) from every group by id',
      "select timestamp('2024-02-29'), date('2024-02-29'), cast('10:11:12' as time), '0000-00-00'",
      'select * from every where false',
      ...[1, 5, 6, 7, 13, 14, 15, 40].map(
        (n) => `select ${Array.from({ length: n }, (_c, i) => (i % 3 ? i : 'null'))}`,
      ),
    ]
    for (const sql of some) expect(await asked(sql, true)).toEqual(await asked(sql, false))
  })

  test('of a type that is not known here are left to mysql2', async () => {
    const sql = "select st_geomfromtext('point(1 2)') as at, id from every order by id"
    expect(await asked(sql, true)).toEqual(await asked(sql, false))
  })

  test('of a message that is not as it is known are left to mysql2', () => {
    const command = { buildParserFromFields: () => Own }
    class Own {
      next(): string {
        return 'by mysql2'
      }
    }
    readRows(command)
    const field = { columnType: 3, flags: 0, decimals: 0, characterSet: 63, encoding: 'binary' }
    const Parser = (command as any).buildParserFromFields([field], connection)
    expect(new Parser().next({ readInt8: () => 0 })).toBe('by mysql2')
    expect(() => readRows({})).not.toThrow()
  })
})
