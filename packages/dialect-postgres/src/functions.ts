// Functions that PostgreSQL writes in its own way.
import {
  type CallNode,
  type Codec,
  castName,
  type Dialect,
  type ExprNode,
  grouped,
  keywordOf,
  type Writer,
  written,
} from '@espalier/core'

export const functions: Dialect['functions'] = {
  overlay: ({ args: [text, placing, from, count] }, w) =>
    written(w, 'overlay(', text, ' placing ', placing, ' from ', from, ' for ', count, ')'),
  sha256: ({ args: [text] }, w) => written(w, 'encode(sha256(convert_to(', text, ", 'UTF8')), 'hex')"),
  regexp_like: regexp('regexp_like', ', '),
  regexp_substr: regexp('regexp_substr', ', 1, 1, '),
  regexp_replace({ args: [text, pattern, replacement, flag] }, w) {
    written(w, 'regexp_replace(', text, ', ', pattern, ', ')
    w.bare(replacement as ExprNode)
    written(w, `, 'g${wordOf(flag)}')`)
  },
  percentile_cont: withinGroup,
  percentile_disc: withinGroup,
  mode: withinGroup,
  // From PostgreSQL 16.
  try_cast({ args: [text], type }, w) {
    const name = castName(type, w)
    written(w, 'case when pg_input_is_valid(', text, `, '${name}') then cast(`, text, ` as ${name}) end`)
  },
  add_time(call, w, outer) {
    if (call.type.kind !== 'date') return grouped(sum, outer, w, () => later(call, w))
    w.text('cast(')
    later(call, w)
    w.text(' as date)')
  },
  days_between: ({ args: [from, to] }, w, outer) =>
    grouped(sum, outer, w, () => {
      w.expr(to as ExprNode, sum)
      w.text(' - ')
      w.expr(from as ExprNode, sum + 1)
    }),
  seconds_between: ({ args: [from, to] }, w) => {
    w.text('cast(extract(epoch from ')
    w.expr(to as ExprNode, sum)
    w.text(' - ')
    w.expr(from as ExprNode, sum + 1)
    w.text(') as double precision)')
  },
  current_time: (_call, w) => w.text("cast(now() at time zone 'UTC' as time)"),
  at_time_zone({ args: [time, zone, way] }, w, outer) {
    grouped(concat, outer, w, () => {
      w.expr(time as ExprNode, atom)
      w.text(' at time zone ')
      if (!wordOf(way).endsWith('distance')) return w.expr(zone as ExprNode, atom)
      w.text('cast(')
      w.bare(zone as ExprNode)
      w.text(' as interval)')
    })
  },
  format_time({ args: [time, format] }, w) {
    written(w, 'to_char(', time, ', ')
    w.bare(format as ExprNode)
    w.text(')')
  },
}

const concat = 5
const sum = 6
const product = 7
const atom = 9

const wordOf = (node: ExprNode | undefined): string => (node?.kind === 'fragment' ? (node.texts[0] ?? '') : '')

/** An aggregate of ordered values, which stand last among its arguments. */
function withinGroup({ name, args, filter }: CallNode, w: Writer): void {
  w.text(`${name}(`)
  w.exprs(args.slice(0, -1))
  written(w, ') within group (order by ', args.at(-1), ')')
  if (filter) written(w, ' filter (where ', filter, ')')
}

function later(call: CallNode, w: Writer): void {
  w.expr(call.args[0] as ExprNode, sum)
  w.text(' + ')
  w.expr(call.args[1] as ExprNode, product)
  w.text(` * interval '1 ${keywordOf(call, 2)}'`)
}

function regexp(name: string, before: string): Dialect['functions'][string] {
  return ({ args: [text, pattern, flag] }, w) =>
    written(w, `${name}(`, text, ', ', pattern, `${before}'${wordOf(flag)}')`)
}

type Part = { readonly text: string } | { readonly field: keyof typeof fields }

const fields = { year: 'YYYY', month: 'MM', day: 'DD', hour: 'HH24', minute: 'MI', second: 'SS' }

/** What stands in other words of these functions than text. */
export const codecs: Readonly<Record<string, Codec>> = {
  timeFormat: {
    encode: (wire) =>
      (JSON.parse(String(wire)) as Part[])
        .map((part) => ('field' in part ? fields[part.field] : part.text && `"${part.text.replace(/[\\"]/g, '\\$&')}"`))
        .join(''),
  },
  regexpReplacement: {
    encode: (wire) =>
      (JSON.parse(String(wire)) as (string | number)[])
        .map((part) => (typeof part === 'string' ? part.replaceAll('\\', '\\\\') : part === 0 ? '\\&' : `\\${part}`))
        .join(''),
  },
}
