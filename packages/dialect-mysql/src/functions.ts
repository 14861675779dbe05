// Functions that MySQL writes in its own way, and MariaDB where it differs.
import {
  type CallNode,
  type Codec,
  type Dialect,
  type ExprNode,
  grouped,
  renamed,
  StatementError,
  type Writer,
  written,
} from '@espalier/core'

export const functions: Dialect['functions'] = {
  octet_length: renamed('length'),
  trunc: ({ args: [number] }, w) => written(w, 'truncate(', number, ', 0)'),
  // In UTF-32 a character's bytes are its code point.
  ascii: ({ args: [text] }, w) => written(w, 'ord(convert(left(', text, ', 1) using utf32))'),
  chr: ({ args: [codePoint] }, w) => written(w, 'convert(char(', codePoint, ' using utf32) using utf8mb4)'),
  // insert(…) leaves the text as it is where the place is behind its end.
  overlay({ args: [text, placing, from, count] }, w) {
    written(w, 'concat(left(', text, ', ')
    w.expr(from as ExprNode, 6)
    written(w, ' - 1), ', placing, ', substring(', text, ', ')
    w.expr(from as ExprNode, 6)
    w.text(' + ')
    w.expr(count as ExprNode, 6)
    w.text('))')
  },
  // Behind the last separator substring_index goes on giving the last part.
  split_part({ args: [text, separator, n] }, w) {
    written(w, 'case when char_length(', text, ') - char_length(replace(', text, ', ', separator, ", '')) < (")
    w.expr(n as ExprNode, 6)
    written(w, ' - 1) * char_length(', separator, ") then '' else substring_index(substring_index(", text, ', ')
    written(w, separator, ', ', n, '), ', separator, ', -1) end')
  },
  sha256: ({ args: [text] }, w) => written(w, 'sha2(', text, ', 256)'),
  regexp_like: ({ args: [text, pattern, flag] }, w) =>
    written(w, 'regexp_like(', text, ', ', pattern, `, '${wordOf(flag)}')`),
  regexp_substr: ({ args: [text, pattern, flag] }, w) =>
    written(w, 'regexp_substr(', text, ', ', pattern, `, 1, 1, '${wordOf(flag)}')`),
  regexp_replace: ({ args: [text, pattern, replacement, flag] }, w) =>
    written(w, 'regexp_replace(', text, ', ', pattern, ', ', replacement, `, 1, 0, '${wordOf(flag)}')`),
  bit_and: bitsOfRows,
  bit_or: bitsOfRows,
  match_against({ args: [text, mode, ...columns] }, w) {
    w.text('match (')
    w.exprs(columns)
    w.text(') against (')
    w.bare(text as ExprNode)
    w.text(`${modes[wordOf(mode)]})`)
  },
  days_between: ({ args: [from, to] }, w) => written(w, 'datediff(', to, ', ', from, ')'),
  seconds_between: ({ args: [from, to] }, w, outer) =>
    grouped(7, outer, w, () => written(w, 'timestampdiff(microsecond, ', from, ', ', to, ') / 1e6')),
  current_time: (_call, w) => w.text('utc_time(6)'),
  at_time_zone: ({ args: [time, zone, way] }, w) =>
    wordOf(way).startsWith('to')
      ? written(w, 'convert_tz(', time, ", '+00:00', ", zone, ')')
      : written(w, 'convert_tz(', time, ', ', zone, ", '+00:00')"),
  format_time: ({ args: [time, format] }, w) => written(w, 'date_format(', time, ', ', format, ')'),
}

/** MariaDB's regular expressions are PCRE's, which take their flags in the pattern. */
export const mariadbFunctions: Dialect['functions'] = {
  regexp_like: ({ args: [text, pattern, flag] }, w, outer) =>
    grouped(4, outer, w, () => {
      w.expr(text as ExprNode, 5)
      w.text(' regexp ')
      flagged(pattern, flag, w)
    }),
  // Where nothing matches it is empty, and null everywhere else.
  regexp_substr({ args: [text, pattern, flag] }, w) {
    w.text('case when ')
    w.expr(text as ExprNode, 5)
    w.text(' regexp ')
    flagged(pattern, flag, w)
    written(w, ' then regexp_substr(', text, ', ')
    flagged(pattern, flag, w)
    w.text(') end')
  },
  regexp_replace({ args: [text, pattern, replacement, flag] }, w) {
    written(w, 'regexp_replace(', text, ', ')
    flagged(pattern, flag, w)
    written(w, ', ', replacement, ')')
  },
}

const flagged = (pattern: ExprNode | undefined, flag: ExprNode | undefined, w: Parameters<typeof written>[0]): void =>
  written(w, `concat('(?${wordOf(flag) === 'i' ? 'i' : '-i'})', `, pattern, ')')

/** How MATCH reads what it is against. */
const modes: Readonly<Record<string, string>> = {
  natural: '',
  boolean: ' in boolean mode',
  expansion: ' with query expansion',
}

/** The result has no sign, and over no rows it is a number. */
function bitsOfRows({ name, args, over }: CallNode, w: Writer): void {
  if (over) throw new StatementError(`${w.dialect.name} has no ${name} over a window; group a subquery instead`)
  w.text('case when count(')
  w.exprs(args)
  w.text(`) > 0 then cast(${name}(`)
  w.exprs(args)
  w.text(') as signed) end')
}

const wordOf = (node: ExprNode | undefined): string => (node?.kind === 'fragment' ? (node.texts[0] ?? '') : '')

type Part = { readonly text: string } | { readonly field: keyof typeof fields }

const fields = { year: '%Y', month: '%m', day: '%d', hour: '%H', minute: '%i', second: '%s' }

/** What stands in other words of these functions than text. */
export const codecs: Readonly<Record<string, Codec>> = {
  timeFormat: {
    encode: (wire) =>
      (JSON.parse(String(wire)) as Part[])
        .map((part) => ('field' in part ? fields[part.field] : part.text.replaceAll('%', '%%')))
        .join(''),
  },
  // A digit behind the number of a group would be a part of it.
  regexpReplacement: {
    encode: (wire) =>
      (JSON.parse(String(wire)) as (string | number)[])
        .map((part) => (typeof part === 'number' ? `$${part}` : part.replace(/[\\$]|^\d/g, '\\$&')))
        .join(''),
  },
}

export const mariadbCodecs: Readonly<Record<string, Codec>> = {
  regexpReplacement: {
    encode: (wire) =>
      (JSON.parse(String(wire)) as (string | number)[])
        .map((part) => (typeof part === 'number' ? `\\${part}` : part.replaceAll('\\', '\\\\')))
        .join(''),
  },
}
