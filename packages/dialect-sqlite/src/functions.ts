// Functions that SQLite writes in its own way.
import { type Codec, type Dialect, type ExprNode, grouped, keywordOf, renamed, written } from '@espalier/core'

export const functions: Dialect['functions'] = {
  octet_length: ({ args: [text] }, w) => written(w, 'length(cast(', text, ' as blob))'),
  // Of an empty text unicode() is null.
  ascii: ({ args: [text] }, w) => written(w, 'case ', text, " when '' then 0 else unicode(", text, ') end'),
  chr: renamed('char'),
  overlay({ args: [text, placing, from, count] }, w, outer) {
    grouped(concat, outer, w, () => {
      written(w, 'substr(', text, ', 1, ')
      w.expr(from as ExprNode, sum)
      w.text(' - 1) || ')
      w.expr(placing as ExprNode, atom)
      written(w, ' || substr(', text, ', ')
      w.expr(from as ExprNode, sum)
      w.text(' + ')
      w.expr(count as ExprNode, sum)
      w.text(')')
    })
  },
  add_time(call, w) {
    const [time, count] = call.args as [ExprNode, ExprNode]
    const unit = keywordOf(call, 2)
    const [before, after] = times[call.type.kind as keyof typeof times]
    written(w, before, time, ', ')
    w.expr(count, atom)
    // Without it the month after the 31st of January is in March.
    w.text(` || ' ${unit}s'${unit === 'year' || unit === 'month' ? ", 'floor'" : ''}${after}`)
  },
  fts_match: ({ args: [table, text] }, w, outer) =>
    grouped(4, outer, w, () => {
      w.expr(table as ExprNode, concat)
      w.text(' match ')
      w.expr(text as ExprNode, concat)
    }),
  days_between: ({ args: [from, to] }, w) => written(w, 'cast(julianday(', to, ') - julianday(', from, ') as integer)'),
  seconds_between: ({ args: [from, to] }, w, outer) =>
    grouped(sum, outer, w, () => written(w, 'unixepoch(', to, ", 'subsec') - unixepoch(", from, ", 'subsec')")),
  current_time: (_call, w) => w.text("strftime('%H:%M:%f', 'now')"),
  format_time: ({ args: [time, format] }, w) => written(w, 'strftime(', format, ', ', time, ')'),
}

const concat = 5
const sum = 6
const atom = 9

// A local time is stored without zeros behind its last digit: they are compared as texts.
const times = {
  timestamp: ["strftime('%Y-%m-%dT%H:%M:%fZ', ", ')'],
  localTimestamp: ["rtrim(rtrim(strftime('%Y-%m-%dT%H:%M:%f', ", "), '0'), '.')"],
  date: ["strftime('%Y-%m-%d', ", ')'],
} as const

type Part = { readonly text: string } | { readonly field: keyof typeof fields }

const fields = { year: '%Y', month: '%m', day: '%d', hour: '%H', minute: '%M', second: '%S' }

/** What stands in other words of these functions than text. */
export const codecs: Readonly<Record<string, Codec>> = {
  timeFormat: {
    encode: (wire) =>
      (JSON.parse(String(wire)) as Part[])
        .map((part) => ('field' in part ? fields[part.field] : part.text.replaceAll('%', '%%')))
        .join(''),
  },
}
