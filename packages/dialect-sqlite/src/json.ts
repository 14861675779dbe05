// JSON in SQLite's words: every document is text.
import {
  type CallNode,
  type Dialect,
  type ExprNode,
  grouped,
  pathOf,
  plainCall,
  renamed,
  type Writer,
  written,
} from '@espalier/core'

// `->` and `->>` bind as `||` does; what stands beside one of them is an atom.
const operator = 5
const atom = 9

export const json: Dialect['functions'] = {
  json_at: ({ args: [document, path] }, w, outer) => infixed(document, ' -> ', path, w, outer),
  json_text({ args: [of] }, w, outer) {
    const [document, path] = pathOf(of as ExprNode)
    infixed(document, ' ->> ', path, w, outer)
  },
  json_boolean: ({ args: [text] }, w) => written(w, 'cast(', text, ' as integer)'),
  json_typeof: ({ args: [of] }, w) =>
    written(
      w,
      'case json_type(',
      of,
      ") when 'integer' then 'number' when 'real' then 'number' when 'text' then 'string' when 'true' then 'boolean' when 'false' then 'boolean' else json_type(",
      of,
      ') end',
    ),
  // The test is a comparison.
  json_has_key: ({ args: [document, , path] }, w, outer) =>
    grouped(4, outer, w, () => written(w, 'json_type(', document, ', ', path, ') is not null')),
  json_set: changed,
  json_insert: changed,
  json_replace: ({ args: [document, value, path] }, w) =>
    written(w, 'json_replace(', document, ', ', path, ', ', value, ')'),
  json_remove: ({ args: [document, path] }, w) => written(w, 'json_remove(', document, ', ', path, ')'),
  json_build_object: renamed('json_object'),
  json_build_array: renamed('json_array'),
  json_agg: aggregate('json_group_array', '[]'),
  json_object_agg: aggregate('json_group_object', '{}'),
  // json_quote(null) is JSON's null.
  to_json: ({ args: [of] }, w) => written(w, 'case when ', of, ' is not null then json_quote(', of, ') end'),
  json_cell({ args: [of] }, w) {
    const node = of as ExprNode
    const { kind, args } = node.type
    if (kind === 'numeric' && Number(args[1]) > 0 && Number(args[0]) <= 15)
      return unlessNull(node, `printf('%.${Number(args[1])}f', `, ')', w)
    if (kind === 'bytes') return unlessNull(node, 'lower(hex(', '))', w)
    const [before, after] = cells[kind] ?? ['', '']
    written(w, before, node, after)
  },
}

/** What JSON would hold otherwise than a row does, or not exactly. */
const cells: Readonly<Record<string, readonly [before: string, after: string]>> = {
  json: ['json(', ')'],
  boolean: ['json(case ', " when 1 then 'true' when 0 then 'false' end)"],
  bigint: ['cast(', ' as text)'],
  numeric: ['cast(', ' as text)'],
}

/** printf and hex make a text of null too. */
function unlessNull(node: ExprNode, before: string, after: string, w: Writer): void {
  if (node.kind === 'param') written(w, before, node, after)
  else written(w, 'case when ', node, ' is not null then ', before, node, after, ' end')
}

function infixed(
  document: ExprNode | undefined,
  sign: string,
  path: ExprNode | undefined,
  w: Writer,
  outer: number,
): void {
  grouped(operator, outer, w, () => {
    w.expr(document as ExprNode, atom)
    w.text(path ? sign : `${sign}'$'`)
    if (path) w.expr(path)
  })
}

/** By themselves json_set and json_insert make the objects around the path too. */
function changed({ name, args: [document, value, path, around] }: CallNode, w: Writer): void {
  if (around) written(w, 'case when json_type(', document, ', ', around, ') is null then ', document, ' else ')
  written(w, `${name}(`, document, ', ', path, ', ', value, ')')
  if (around) w.text(' end')
}

/** Over no rows SQLite's own is an empty list or object; everywhere else it is null. */
function aggregate(name: string, empty: string): Dialect['functions'][string] {
  return (call, w) => {
    if (call.over) return plainCall({ ...call, name }, w)
    w.text('nullif(')
    plainCall({ ...call, name }, w)
    w.text(`, '${empty}')`)
  }
}
