// Arrays, ranges, full-text search and declared operators in PostgreSQL's words.
import {
  type Codec,
  type Dialect,
  type ExprNode,
  grouped,
  type ItemsType,
  type Raw,
  renamed,
  type SqlType,
  ValueError,
  written,
} from '@espalier/core'

const concat = 5
const sum = 6
const atom = 9

function between(sign: string): Dialect['functions'][string] {
  return ({ args: [left, right] }, w, outer) =>
    grouped(concat, outer, w, () => {
      w.expr(left as ExprNode, atom)
      w.text(` ${sign} `)
      w.expr(right as ExprNode, atom)
    })
}

function language(name: string): Dialect['functions'][string] {
  return ({ args: [config, ...rest] }, w) => {
    w.text(`${name}(cast(`)
    w.bare(config as ExprNode)
    w.text(' as regconfig), ')
    w.exprs(rest)
    w.text(')')
  }
}

export const arrays: Dialect['functions'] = {
  array_item({ args: [array, n] }, w) {
    w.text('(')
    w.expr(array as ExprNode)
    written(w, ')[', n, ']')
  },
  array_slice({ args: [array, from, to] }, w) {
    w.text('(')
    w.expr(array as ExprNode)
    written(w, ')[', from, ':', to, ']')
  },
  array_contains: between('@>'),
  array_contained: between('<@'),
  array_overlaps: between('&&'),
  range_contains: between('@>'),
  range_overlaps: between('&&'),
  range_adjacent: between('-|-'),
  range_intersection: between('*'),
  range_union: between('+'),
  range_lower: renamed('lower'),
  range_upper: renamed('upper'),
  add_interval: ({ args: [time, interval] }, w, outer) =>
    grouped(sum, outer, w, () => {
      w.expr(time as ExprNode, sum)
      w.text(' + ')
      w.expr(interval as ExprNode, sum + 1)
    }),
  elapsed: ({ args: [time, earlier] }, w, outer) =>
    grouped(sum, outer, w, () => {
      w.expr(time as ExprNode, sum)
      w.text(' - ')
      w.expr(earlier as ExprNode, sum + 1)
    }),
  to_tsvector: language('to_tsvector'),
  websearch_to_tsquery: language('websearch_to_tsquery'),
  plainto_tsquery: language('plainto_tsquery'),
  phraseto_tsquery: language('phraseto_tsquery'),
  to_tsquery: language('to_tsquery'),
  ts_headline: language('ts_headline'),
  ts_match: between('@@'),
}

const rangeNames: Readonly<Record<string, string>> = {
  integer: 'int4range',
  bigint: 'int8range',
  numeric: 'numrange',
  timestamp: 'tstzrange',
  localTimestamp: 'tsrange',
  date: 'daterange',
}

/** What an array or a range is called, of a name of its items. */
export function nameOf(type: SqlType, of: (items: SqlType) => string): string {
  const { items } = type as ItemsType
  if (type.kind === 'array') return `${of(items)}[]`
  const name = rangeNames[items.kind]
  if (name === undefined) throw new ValueError(`postgres has no range of ${items.kind}`)
  return name
}

type Tree = string | null | readonly Tree[]

/** An array as PostgreSQL writes it, from JSON. */
const literal = (tree: Tree): string => {
  if (tree === null) return 'null'
  return typeof tree === 'string' ? quoted(tree) : `{${tree.map(literal).join()}}`
}

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`

/** How arrays and ranges cross the driver; `decoding` is how their items do. */
export const itemCodecs = (decoding: (items: SqlType) => (raw: Raw) => unknown): Readonly<Record<string, Codec>> => ({
  array: {
    encode: (wire) => literal(JSON.parse(String(wire))),
    decode: (raw, type) => decoded(parsed(String(raw)), type as ItemsType, decoding),
  },
  range: {
    encode(wire) {
      const { lower, upper, signs, empty } = JSON.parse(String(wire)) as Record<'lower' | 'upper' | 'signs', string> & {
        readonly empty?: boolean
      }
      if (empty) return 'empty'
      const end = (of: string | null): string => (of === null ? '' : quoted(of))
      return `${signs[0]}${end(lower)},${end(upper)}${signs[1]}`
    },
    decode: (raw, type) => rangeOf(String(raw), decoding((type as ItemsType).items)),
  },
})

function decoded(tree: Tree, type: ItemsType, decoding: (items: SqlType) => (raw: Raw) => unknown): unknown {
  const { items, holes } = type
  if (!Array.isArray(tree)) throw new ValueError('an array came back that is not one')
  const item = items.kind === 'array' ? undefined : decoding(items)
  return (tree as readonly Tree[]).map((one) => {
    if (one === null && holes) return null
    if (one === null) throw new ValueError('an array came back with null in it; declare its items nullable()')
    return item ? item(one as string) : decoded(one, items as ItemsType, decoding)
  })
}

/** The items of an array's text: nested lists of texts and nulls. Bounds before it, as in [0:1]={a,b}, are left out. */
function parsed(text: string): Tree {
  let at = text.startsWith('[') ? text.indexOf('=') + 1 : 0
  const list = (): Tree => {
    const items: Tree[] = []
    at++
    while (text[at] !== '}') {
      if (text[at] === ',') at++
      if (text[at] === '{') items.push(list())
      else if (text[at] === '"') items.push(quotedItem())
      else items.push(plainItem())
      if (at >= text.length) throw new ValueError('an array came back that is not whole')
    }
    at++
    return items
  }
  const quotedItem = (): string => {
    let item = ''
    for (at++; text[at] !== '"'; at++) {
      if (text[at] === '\\') at++
      if (at >= text.length) throw new ValueError('an array came back that is not whole')
      item += text[at]
    }
    at++
    return item
  }
  const plainItem = (): string | null => {
    const start = at
    while (at < text.length && text[at] !== ',' && text[at] !== '}') at++
    const item = text.slice(start, at)
    return item === 'NULL' ? null : item
  }
  if (text[at] !== '{') throw new ValueError('an array came back that is not one')
  return list()
}

/** A range of a range's text; of an empty one both ends are null, and neither belongs to it. */
function rangeOf(text: string, item: (raw: Raw) => unknown): unknown {
  if (text === 'empty') return { lower: null, upper: null, lowerInclusive: false, upperInclusive: false, empty: true }
  const found = /^([[(])(?:"((?:[^"\\]|\\.|"")*)"|([^",]*)),(?:"((?:[^"\\]|\\.|"")*)"|([^",]*))([\])])$/.exec(text)
  if (!found) throw new ValueError('a range came back that is not one')
  const [, open, quotedLower, lower, quotedUpper, upper, close] = found
  const end = (inQuotes: string | undefined, plain: string | undefined): unknown => {
    if (inQuotes !== undefined) return item(inQuotes.replace(/\\(.)|""/g, (_all, one) => one ?? '"'))
    return plain === '' || plain === undefined ? null : item(plain)
  }
  return {
    lower: end(quotedLower, lower),
    upper: end(quotedUpper, upper),
    lowerInclusive: open === '[',
    upperInclusive: close === ']',
  }
}
