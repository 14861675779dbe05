// JSON in MySQL's words, and in MariaDB's, where every document is text.
import {
  type CallNode,
  type Dialect,
  type ExprNode,
  grouped,
  infix,
  pathOf,
  plainCall,
  renamed,
  StatementError,
  type Writer,
  written,
} from '@espalier/core'

export const json: Dialect['functions'] = {
  json_at: ({ args: [document, path] }, w) => written(w, 'json_extract(', document, ', ', path, ')'),
  // JSON's null as text would be the word.
  json_text: ({ args: [of] }, w) => written(w, 'json_unquote(nullif(', of, ", cast('null' as json)))"),
  json_boolean: is("'true'"),
  json_typeof: ({ args: [of] }, w) =>
    written(
      w,
      'case json_type(',
      of,
      ") when 'INTEGER' then 'number' when 'UNSIGNED INTEGER' then 'number' when 'DOUBLE' then 'number' when 'DECIMAL' then 'number' else lower(json_type(",
      of,
      ')) end',
    ),
  json_array_length: renamed('json_length'),
  json_has_key: ({ args: [document, , path] }, w) =>
    written(w, 'json_contains_path(', document, ", 'one', ", path, ')'),
  json_set: changed,
  json_insert: changed,
  json_replace: changed,
  json_remove: ({ args: [document, path] }, w) => written(w, 'json_remove(', document, ', ', path, ')'),
  json_build_object: renamed('json_object'),
  json_build_array: renamed('json_array'),
  json_agg: aggregate('json_arrayagg'),
  json_object_agg: aggregate('json_objectagg'),
  to_json: ({ args: [of] }, w) =>
    written(w, 'case when ', of, ' is not null then json_extract(json_array(', of, "), '$[0]') end"),
  json_cell: cell(() => mysqlCells),
}

/** Where MariaDB's differ. */
export const mariadbJson: Dialect['functions'] = {
  json_text({ args: [of] }, w) {
    const [document, path] = pathOf(of as ExprNode)
    written(w, 'json_value(', document, ', ', path ?? "'$'", ')')
  },
  json_boolean: is("'1'"),
  json_cell: cell(() => mariadbCells),
}

/** JSON's true and false as SQL's. */
function is(yes: string): Dialect['functions'][string] {
  return ({ args: [text] }, w, outer) => grouped(4, outer, w, () => written(w, text, ` = ${yes}`))
}

/** What JSON would hold otherwise than a row does, or not exactly. */
function cell(own: () => Cells): Dialect['functions'][string] {
  return ({ args: [of] }, w) => {
    const { kind } = (of as ExprNode).type
    const [before, after] = own()[kind] ?? cells[kind] ?? ['', '']
    written(w, before, of, after)
  }
}

type Cells = Readonly<Record<string, readonly [before: string, after: string]>>

const withoutZeros = (format: string): readonly [before: string, after: string] => [
  "trim(trailing '.' from trim(trailing '0' from date_format(",
  `, '${format}')))`,
]

const cells: Cells = {
  bigint: ['cast(', ' as char)'],
  numeric: ['cast(', ' as char)'],
  date: ['cast(', ' as char)'],
  timestamp: ['concat(left(date_format(', ", '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')"],
  localTimestamp: withoutZeros('%Y-%m-%dT%H:%i:%s.%f'),
  time: withoutZeros('%H:%i:%s.%f'),
  bytes: ['lower(hex(', '))'],
}

const mysqlCells: Cells = {
  boolean: ['cast(case ', " when true then 'true' when false then 'false' end as json)"],
}

const mariadbCells: Cells = {
  boolean: ['json_compact(case ', " when true then 'true' when false then 'false' end)"],
  json: ['json_compact(', ')'],
  // json_array has no room for a number of many zeros, and cuts it; a cast cuts one of many digits.
  real: ['json_compact(rpad(', ", 40, ' '))"],
}

function changed({ name, args: [document, value, path] }: CallNode, w: Writer): void {
  written(w, `${name}(`, document, ', ', path, ', ', value, ')')
}

/** FILTER is written as CASE elsewhere, and its nulls would be values of the list. */
function aggregate(name: string): Dialect['functions'][string] {
  return (call, w) => {
    if (call.over && w.dialect.name === 'mariadb')
      throw new StatementError('mariadb has no JSON aggregates over a window; group a subquery instead')
    plainCall({ ...call, name }, w)
  }
}

/** As texts `"a"` and `a` would be equal where one comes out of a document, and two orders of keys would not. */
export const mariadbJsonOperators: Dialect['operators'] = {
  '=': equality(''),
  '<>': equality('not '),
}

function equality(not: string): Dialect['operators'][string] {
  return (node, w, outer) => {
    const [left, right] = node.operands as [ExprNode, ExprNode]
    if (left.type.kind !== 'json' || right.type.kind !== 'json') return infix(node, w, outer)
    grouped(not ? 3 : 9, outer, w, () => written(w, `${not}json_equals(`, left, ', ', right, ')'))
  }
}
