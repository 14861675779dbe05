// A statement on several lines, to be read. Only spaces become line ends, so that the text stays what is sent.

/** Breaks SQL before its clauses, and where a line is still too long, behind commas and before AND and ON. */
export function sqlLines(sql: string, width: number): string[] {
  return clauses(sql).flatMap(({ text, indent }) => wrapped(text, indent, width))
}

interface Line {
  readonly text: string
  readonly indent: number
}

/** A subquery that is no longer than this stays on its line. */
const short = 60

const clause =
  / (?=(?:(?:left |right |full |cross )?join|from|where|group by|having|order by|limit|union|intersect|except) )/y
const afterWith = /(?<=\)) (?=select )/y
const afterUnion = /(?<=(?:union|union all|intersect|except)) (?=select )/y

/** A line for each clause; those of a subquery stand further in. */
function clauses(sql: string): Line[] {
  const lines: Line[] = []
  let start = 0
  let indent = 0
  for (const { at, queries, inQuery } of spaces(sql)) {
    const breaks = [clause, afterWith, afterUnion].some((pattern) => matchesAt(pattern, sql, at))
    if (!inQuery || !breaks) continue
    lines.push({ text: sql.slice(start, at), indent })
    start = at + 1
    indent = queries * 2
  }
  return [...lines, { text: sql.slice(start), indent }]
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(text)
}

/** A line in as many as it needs: broken as far out as possible, the rest further in. */
function wrapped(text: string, indent: number, width: number): string[] {
  const lead = ' '.repeat(indent)
  if (lead.length + text.length <= width) return [lead + text]
  const places = [...spaces(text)].filter(
    ({ at }) => text[at - 1] === ',' || /^ (?:and|or|on|as) /.test(text.slice(at)),
  )
  if (places.length === 0) return [lead + text]
  const outermost = Math.min(...places.map(({ depth }) => depth))
  const ends = [...places.filter(({ depth }) => depth === outermost).map(({ at }) => at), text.length]
  const lines: string[] = []
  let start = 0
  ends.forEach((end, i) => {
    const next = ends[i + 1]
    const inner = lines.length > 0 ? indent + 2 : indent
    if (next !== undefined && inner + next - start <= width) return
    lines.push(...wrapped(text.slice(start, end), inner, width))
    start = end + 1
  })
  return lines
}

interface Space {
  readonly at: number
  /** How many parentheses are open. */
  readonly depth: number
  /** How many of them hold a query. */
  readonly queries: number
  /** True outside of parentheses, and directly inside of those of a query that is not short. */
  readonly inQuery: boolean
}

/** The spaces outside of quotes. */
function* spaces(sql: string): Generator<Space> {
  const open: boolean[] = []
  for (let at = 0; at < sql.length; at++) {
    const character = sql[at] as string
    if (character === "'" || character === '"' || character === '`') at = sql.indexOf(character, at + 1)
    else if (character === '(') open.push(sql.startsWith('select ', at + 1) && closing(sql, at) - at > short)
    else if (character === ')') open.pop()
    else if (character === ' ')
      yield { at, depth: open.length, queries: open.filter(Boolean).length, inQuery: open.at(-1) ?? true }
  }
}

function closing(sql: string, opening: number): number {
  let depth = 0
  for (let at = opening; at < sql.length; at++) {
    if (sql[at] === '(') depth++
    if (sql[at] === ')' && --depth === 0) return at
  }
  return sql.length
}
