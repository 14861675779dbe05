// MariaDB's words, where they are not MySQL's.
import { ansi, type Dialect, type LacksOf, StatementError } from '@espalier/core'
import { hex, mysqlDialect } from './mysql.ts'

/** What MariaDB does not have. */
export const mariadbLacks = {
  conflictWhere:
    'mariadb has no WHERE behind ON DUPLICATE KEY UPDATE; put the condition into caseWhen(…) for each column',
  fullJoin: 'mariadb has no FULL JOIN; unite a LEFT JOIN with the rows that only the other side has',
  ilike: 'mariadb has no ILIKE; compare lower(…) of both sides, or rely on the collation of the column',
  updateReturning: 'mariadb has no UPDATE … RETURNING; read the rows back with a select',
  groupsFrame: 'mariadb has no GROUPS in a frame; use rows or range',
  frameExclude: 'mariadb has no EXCLUDE in a frame; leave exclude out',
  lagDefault: 'mariadb has no default in lag and lead; wrap it with coalesce(…)',
  nullsOrder: 'mariadb has no NULLS FIRST and NULLS LAST; order by x.isNull() first',
} as const

export type MariadbLacks = LacksOf<typeof mariadbLacks>

/** MariaDB 10.6 and newer. */
export const mariadbDialect: Dialect<MariadbLacks> = {
  ...(mysqlDialect as Dialect<never>),
  name: 'mariadb',
  lacks: mariadbLacks,
  // Of _utf8mb4 x'5c' in a default or check MariaDB stores another text.
  literal: (value) => (typeof value === 'string' && value.includes('\\') ? hex(value) : mysqlDialect.literal(value)),
  // JSON is text here, and there is no cast to it.
  castParam: (type) => (type.kind === 'json' ? undefined : mysqlDialect.castParam(type)),
  castTypes: { ...mysqlDialect.castTypes, json: 'char' },
  select: {
    ...mysqlDialect.select,
    lock(q, w) {
      if (q.lock?.strength !== 'share') return ansi.select.lock(q, w)
      w.text(' lock in share mode')
      if (q.lock.wait) w.text(q.lock.wait === 'noWait' ? ' nowait' : ' skip locked')
    },
  },
  // A session of Mysql2Driver has SIMULTANEOUS_ASSIGNMENT.
  update: ansi.update,
  createIndex: {
    ...mysqlDialect.createIndex,
    columns(q, w) {
      if (q.columns.some(({ by }) => by.kind !== 'column'))
        throw new StatementError('mariadb has no index on expressions; index a column that holds the value')
      ansi.createIndex.columns(q, w)
    },
  },
}
