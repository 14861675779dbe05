// JSON in PostgreSQL's words: every document is jsonb.
import {
  type CallNode,
  type Codec,
  type Dialect,
  type ExprNode,
  grouped,
  type ItemsType,
  pathOf,
  renamed,
  text,
  type Writer,
  written,
} from '@espalier/core'

const textType = text().type

// `->` and its kin bind as `||` does; what stands beside it in an operator is an atom.
const operator = 5
const atom = 9

export const json: Dialect['functions'] = {
  json_at: ({ args: [document, path] }, w, outer) => infixed(document, ' #> ', path, w, outer),
  json_text({ args: [of] }, w, outer) {
    const [document, path] = pathOf(of as ExprNode)
    infixed(document, ' #>> ', path ?? root, w, outer)
  },
  json_boolean: ({ args: [text] }, w) => written(w, 'cast(', text, ' as boolean)'),
  json_typeof: renamed('jsonb_typeof'),
  json_array_length: renamed('jsonb_array_length'),
  json_has_key: ({ args: [document, key] }, w, outer) => infixed(document, ' ? ', key, w, outer),
  json_contains: ({ args: [document, part] }, w, outer) => infixed(document, ' @> ', part, w, outer),
  json_set: (call, w) => set(call, w),
  json_replace: (call, w) => set(call, w, ', false'),
  // jsonb_insert refuses what is there already.
  json_insert(call, w) {
    const [document, , path] = call.args
    w.text('case when ')
    infixed(document, ' #> ', path, w, 0)
    w.text(' is null then ')
    set(call, w)
    written(w, ' else ', document, ' end')
  },
  json_remove: ({ args: [document, path] }, w, outer) => infixed(document, ' #- ', path, w, outer),
  json_build_object: renamed('jsonb_build_object'),
  json_build_array: renamed('jsonb_build_array'),
  json_agg: renamed('jsonb_agg'),
  json_object_agg: renamed('jsonb_object_agg'),
  to_json: renamed('to_jsonb'),
  json_cell({ args: [of] }, w) {
    const { type } = of as ExprNode
    const [before, after] = cells[type.kind === 'array' && areWide(type as ItemsType) ? 'wide array' : type.kind] ?? [
      '',
      '',
    ]
    written(w, before, of, after)
  },
}

/** What JSON would hold otherwise than a row does, or not exactly. */
const cells: Readonly<Record<string, readonly [before: string, after: string]>> = {
  bigint: ['cast(', ' as text)'],
  numeric: ['cast(', ' as text)'],
  timestamp: ['to_char(', ` at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`],
  bytes: ['encode(', ", 'hex')"],
  'wide array': ['cast(', ' as text[])'],
}

/** True of an array whose items JSON's numbers would round. */
function areWide({ items }: ItemsType): boolean {
  return items.kind === 'array' ? areWide(items as ItemsType) : items.kind === 'bigint' || items.kind === 'numeric'
}

const root: ExprNode = { kind: 'fragment', texts: ["'{}'"], nodes: [], type: textType }

/** Both operands have the type that the operator asks for: a parameter needs no cast but as a document. */
function infixed(
  left: ExprNode | undefined,
  sign: string,
  right: ExprNode | undefined,
  w: Writer,
  outer: number,
): void {
  grouped(operator, outer, w, () => {
    w.expr(left as ExprNode, atom)
    w.text(sign)
    if (right?.type.kind === 'text') w.bare(right)
    else w.expr(right as ExprNode, atom)
  })
}

function set({ args: [document, value, path] }: CallNode, w: Writer, more = ''): void {
  written(w, 'jsonb_set(', document, ', ')
  w.bare(path as ExprNode)
  written(w, ', ', value, `${more})`)
}

/** Keys and places as PostgreSQL's text of an array. */
export const jsonPath: Codec = {
  encode: (wire) =>
    `{${(JSON.parse(String(wire)) as unknown[]).map((step) => `"${String(step).replace(/[\\"]/g, '\\$&')}"`).join()}}`,
}
