// A statement on several lines, to be read. Only white space comes in, so that the text stays what is sent.

/** Breaks SQL before its clauses and around its subqueries; where a line is still too long, behind commas and before AND. */
export function sqlLines(sql: string, width: number): string[] {
  return clauses(sql).flatMap((clause) => clauseLines(clause, width))
}

/** A subquery that is no longer than this stays on its line. */
const short = 60

const beforeClause =
  /(?<! (?:left|right|full|cross)) (?=(?:(?:(?:left|right|full|cross) )?join|from|where|group by|having|order by|limit|union|intersect|except) )/y
const behindWith = /(?<=\)) (?=select )/y
const behindUnion = /(?<=(?:union|intersect|except)(?: all)?) (?=select )/y

/** The clauses of a query, without those of the queries in it. */
function clauses(sql: string): string[] {
  const patterns = [beforeClause, behindWith, behindUnion]
  const ends = spaces(sql).filter(({ at, depth }) => depth === 0 && patterns.some((one) => matchesAt(one, sql, at)))
  return pieces(sql, ends)
}

function clauseLines(text: string, width: number): string[] {
  const inner = longQuery(text)
  if (!inner) return wrapped(text, width)
  return [
    ...wrapped(text.slice(0, inner.start), width),
    ...indented(sqlLines(text.slice(inner.start, inner.end), width - 2)),
    ...clauseLines(text.slice(inner.end), width),
  ]
}

/** The first subquery that is not short. */
function longQuery(text: string): { readonly start: number; readonly end: number } | undefined {
  for (const { index } of text.matchAll(/\((?=select )/g)) {
    const end = closing(text, index)
    if (end - index > short) return { start: index + 1, end }
  }
  return undefined
}

/** A line in as many as it needs, broken as far out as possible. */
function wrapped(text: string, width: number): string[] {
  if (text.length <= width) return [text]
  const places =
    [behindComma, beforeName].map((pattern) => placesOf(pattern, text)).find((found) => found.length > 0) ?? []
  const outermost = Math.min(...places.map(({ depth }) => depth))
  const ends = places.filter(({ depth }) => depth === outermost)
  const words = pieces(text, ends)
  if (words.length === 1) return words
  const [first = '', ...rest] = filled(words, width - 2)
  return [...wrapped(first, width), ...indented(rest.flatMap((line) => wrapped(line, width - 2)))]
}

const behindComma = /(?<=,) | (?=(?:and|or|on) )/y
const beforeName = / (?=as )/y

const placesOf = (pattern: RegExp, text: string): Space[] =>
  spaces(text).filter(({ at }) => matchesAt(pattern, text, at))

/** Words on lines, as many on each as it holds. */
function filled(words: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`)

/** A text without the spaces at these places. */
function pieces(text: string, ends: readonly Space[]): string[] {
  const starts = [0, ...ends.map(({ at }) => at + 1)]
  return starts.map((start, i) => text.slice(start, ends[i]?.at))
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(text)
}

interface Space {
  readonly at: number
  /** How many parentheses are open; less than none behind one that closes a query. */
  readonly depth: number
}

/** The spaces outside of quotes. */
function spaces(sql: string): Space[] {
  const found: Space[] = []
  walk(sql, 0, (at, depth) => {
    if (sql[at] === ' ') found.push({ at, depth })
    return false
  })
  return found
}

const closing = (sql: string, opening: number): number =>
  walk(sql, opening, (at, depth) => depth === 0 && sql[at] === ')')

/** Visits every character outside of quotes until the visitor has enough, and says where that was. */
function walk(sql: string, start: number, visit: (at: number, depth: number) => boolean): number {
  let depth = 0
  for (let at = start; at < sql.length; at++) {
    const character = sql[at] as string
    if (`'"\``.includes(character)) at = closingQuote(sql, at)
    if (character === '(') depth++
    if (character === ')') depth--
    if (visit(at, depth)) return at
  }
  return sql.length
}

function closingQuote(sql: string, opening: number): number {
  const end = sql.indexOf(sql[opening] as string, opening + 1)
  return end < 0 ? sql.length : end
}
