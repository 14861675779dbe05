import { compile } from '@espalier/core'
import { sqliteDialect } from '@espalier/dialect-sqlite'
import { expect, test } from 'vitest'
import { queries } from './queries.ts'
import { sqlLines } from './sql-lines.ts'

test('only white space comes in, and no line is too long', () => {
  for (const { statement } of queries) {
    const { sql } = compile(statement, sqliteDialect)
    const lines = sqlLines(sql, 94)
    expect(lines.join('').replaceAll(' ', '')).toBe(sql.replaceAll(' ', ''))
    expect(lines.filter((line) => line.length > 94)).toEqual([])
  }
})

test('each clause stands on its line, and a subquery further in', () => {
  const sql =
    'select a.b from a left join c on c.d = a.b where exists (select c.d from c where c.d = a.b and c.long_name between 100 and 200) and a.b = (select 1) limit 3'
  expect(sqlLines(sql, 60)).toEqual([
    'select a.b',
    'from a',
    'left join c on c.d = a.b',
    'where exists (',
    '  select c.d',
    '  from c',
    '  where c.d = a.b and c.long_name between 100 and 200',
    ') and a.b = (select 1)',
    'limit 3',
  ])
})

test('words in quotes are no clauses, and their parentheses do not count', () => {
  const sql = `select "from a (" as " where ", ' group by ('' ' from \`b from c\` where d`
  expect(sqlLines(sql, 80)).toEqual([`select "from a (" as " where ", ' group by ('' '`, 'from `b from c`', 'where d'])
})
