// INSERT, UPDATE and DELETE in standard SQL, and statements in the user's own words.
import type {
  Assignment,
  DeleteNode,
  InsertNode,
  MergeNode,
  MergeWhen,
  QueryNode,
  RawNode,
  SourceNode,
  TableSource,
  UpdateNode,
} from '../../ast.ts'
import { StatementError } from '../../errors.ts'
import type { Clauses, Writer } from '../dialect.ts'
import { comment } from './comment.ts'
import { columns, source, tableName } from './select.ts'

export const insert: Clauses<InsertNode> = {
  how(q, w) {
    if (q.how === 'insert ignore') w.needs('insertIgnore')
    if (q.how === 'replace') w.needs('replace')
    w.text(`${q.how} into `)
  },
  into: (q, w) => tableName(q.into, w),
  columns(q, w) {
    if (q.columns.length === 0) return
    w.text(' (')
    w.list(q.columns, (column) => w.name(column.name))
    w.text(')')
  },
  expressions: () => {},
  key: () => {},
  rows(q, w) {
    if (q.query) return
    if (q.columns.length === 0) return defaultValues(q, w)
    w.text(' values ')
    w.list(q.rows, (row) => {
      w.text('(')
      for (let i = 0; i < q.columns.length; i++) {
        if (i > 0) w.text(', ')
        cell(q, row, i, w)
      }
      w.text(')')
    })
  },
  query(q, w) {
    if (!q.query) return
    w.text(' ')
    w.apart(() => w.statement(q.query as QueryNode))
  },
  conflict(q, w) {
    if (!q.conflict) return
    const { target, set, where } = q.conflict
    w.text(' on conflict')
    if (target.length > 0) {
      w.text(' (')
      w.list(target, (column) => w.name(column.name))
      w.text(')')
    }
    if (!set) return w.text(' do nothing')
    w.text(' do update set ')
    assignments(set, w)
    if (!where) return
    w.text(' where ')
    w.expr(where)
  },
  returning(q, w) {
    if (!q.returning) return
    w.needs('insertReturning')
    w.text(' returning ')
    columns(q.returning, w)
  },
  comment,
}

function cell(q: InsertNode, row: readonly unknown[], i: number, w: Writer): void {
  const expression = q.expressions?.get(row)?.get(i)
  const column = q.columns[i] as InsertNode['columns'][number]
  if (expression) return w.bare(w.dialect.stored(expression, column))
  if (row[i] !== undefined) return w.value(row[i], column.type, column.label)
  w.needs('defaultValue')
  w.text('default')
}

function defaultValues(q: InsertNode, w: Writer): void {
  if (q.rows.length !== 1) throw new StatementError('several rows of nothing but defaults; insert them one by one')
  w.text(' default values')
}

/** `a = …, b = …`, each column behind its table where one is given. */
export function assignments(set: readonly Assignment[], w: Writer, table?: TableSource): void {
  w.list(set, ({ column, to }) => {
    if (table) {
      tableName(table, w)
      w.text('.')
    }
    w.name(column.name)
    w.text(' = ')
    w.bare(w.dialect.stored(to, column))
  })
}

export const update: Clauses<UpdateNode> = {
  table(q, w) {
    w.text('update ')
    tableName(q.table, w)
  },
  set(q, w) {
    if (q.set.length === 0)
      throw new StatementError(`update of ${q.table.name} sets nothing; give .set(…) at least one column`)
    w.text(' set ')
    assignments(q.set, w)
  },
  from: (q, w) => sources(' from ', q.from, w),
  where(q, w) {
    if (!q.where) return
    w.text(' where ')
    w.expr(q.where)
  },
  returning(q, w) {
    if (!q.returning) return
    w.needs('updateReturning')
    w.text(' returning ')
    columns(q.returning, w)
  },
  comment,
}

const deleteFrom: Clauses<DeleteNode> = {
  from(q, w) {
    w.text('delete from ')
    tableName(q.from, w)
  },
  using(q, w) {
    if (q.using.length > 0) w.needs('deleteUsing')
    sources(' using ', q.using, w)
  },
  where(q, w) {
    if (!q.where) return
    w.text(' where ')
    w.expr(q.where)
  },
  returning(q, w) {
    if (!q.returning) return
    w.needs('deleteReturning')
    w.text(' returning ')
    columns(q.returning, w)
  },
  comment,
}

export { deleteFrom as delete }

/** Sources with commas between them, behind a word. */
export function sources(word: string, nodes: readonly SourceNode[], w: Writer): void {
  if (nodes.length === 0) return
  w.text(word)
  w.list(nodes, (node) => source(node, w))
}

export const merge: Clauses<MergeNode> = {
  into(q, w) {
    w.needs('merge')
    w.text('merge into ')
    tableName(q.into, w)
  },
  using(q, w) {
    w.text(' using ')
    source(q.using, w)
  },
  on(q, w) {
    w.text(' on ')
    w.expr(q.on)
  },
  whens(q, w) {
    for (const when of q.whens) {
      w.text(` when ${when.matched}`)
      if (when.condition) {
        w.text(' and ')
        w.expr(when.condition, 2)
      }
      w.text(' then ')
      action(when, w)
    }
  },
  comment,
}

function action({ action, set, columns, cells }: MergeWhen, w: Writer): void {
  if (action === 'delete' || action === 'do nothing') return w.text(action)
  if (action === 'update') {
    w.text('update set ')
    return assignments(set, w)
  }
  if (columns.length === 0) return w.text('insert default values')
  w.text('insert (')
  w.list(columns, ({ name }) => w.name(name))
  w.text(') values (')
  w.list(cells, (cell) => w.bare(cell))
  w.text(')')
}

export const raw: Clauses<RawNode> = {
  outputs: () => {},
  sql: (q, w) => w.expr(q.sql),
  comment,
}
