// Full-text search: PostgreSQL's tsvector and tsquery, MySQL's MATCH … AGAINST and SQLite's FTS5. What is searched for
// travels as a parameter.
import { StatementError } from '../../errors.ts'
import { booleanType, realType, textType, tsqueryType, tsvectorType } from '../../types/standard.ts'
import { type AnyExpr, call, Expr } from '../expr.ts'
import type { In } from '../operand.ts'
import type { Need, Reason } from '../scope.ts'
import { type AnySource, meta } from '../source.ts'
import { given, keyword, type TextOr, whole } from './argument.ts'

type Vector<R extends string, N extends Reason, F extends Need> = Expr<string, 'tsvector', R, N, F>
type Query<R extends string, N extends Reason, F extends Need> = Expr<string, 'tsquery', R, N, F>

/** A function that reads text as a query for full-text search. */
export type ToQuery = <R extends string, N extends Reason, F extends Need>(
  language: string,
  text: TextOr<R, N, F>,
) => Query<R, N, F | 'textSearch'>

/** `to_tsvector('english', text)`: the words of a text, as a language has them. PostgreSQL. */
export const toTsvector = <R extends string, N extends Reason, F extends Need>(
  language: string,
  text: Expr<any, 'text', R, N, F>,
): Vector<R, N, F | 'textSearch'> => call('to_tsvector', [given(language, textType), text], tsvectorType, textSearch)
/** `websearch_to_tsquery('english', text)`: as search engines read it: quotes, `or` and a minus. Never an error. */
export const websearchToTsquery: ToQuery = (language, text) => toQuery('websearch_to_tsquery', language, text)
/** `plainto_tsquery('english', text)`: all words of the text. */
export const plaintoTsquery: ToQuery = (language, text) => toQuery('plainto_tsquery', language, text)
/** `phraseto_tsquery('english', text)`: the words one behind the other. */
export const phrasetoTsquery: ToQuery = (language, text) => toQuery('phraseto_tsquery', language, text)
/** `to_tsquery('english', text)`: the text is a query in PostgreSQL's own words, and an error where it is none. */
export const toTsquery: ToQuery = (language, text) => toQuery('to_tsquery', language, text)
/** `vector @@ query`: the words match the query. */
export const tsMatch = <
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string,
  N2 extends Reason,
  F2 extends Need,
>(
  vector: Vector<R, N, F>,
  query: Query<R2, N2, F2>,
): Expr<boolean, 'boolean', R | R2, N | N2, F | F2 | 'textSearch'> =>
  call('ts_match', [vector, query], booleanType, textSearch)
/** `ts_rank(vector, query)`: how well they match, as `real`; more is better. */
export const tsRank = <
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string,
  N2 extends Reason,
  F2 extends Need,
>(
  vector: Vector<R, N, F>,
  query: Query<R2, N2, F2>,
): Expr<number, 'real', R | R2, N | N2, F | F2 | 'textSearch'> => call('ts_rank', [vector, query], realType, textSearch)
/** `ts_headline('english', text, query)`: parts of a text with the words that match between `<b>` and `</b>`; the text is not escaped. */
export const tsHeadline = <
  R extends string,
  N extends Reason,
  F extends Need,
  R2 extends string,
  N2 extends Reason,
  F2 extends Need,
>(
  language: string,
  text: Expr<any, 'text', R, N, F>,
  query: Query<R2, N2, F2>,
): Expr<string, 'text', R | R2, N | N2, F | F2 | 'textSearch'> =>
  call('ts_headline', [given(language, textType), text, query], textType, textSearch)

/** How MATCH … AGAINST reads what is searched for. */
export type MatchMode = 'natural' | 'boolean' | 'expansion'

/**
 * `MATCH (columns) AGAINST (text)`: how well they match, as `real`; 0 where they do not. MySQL and MariaDB, over a
 * FULLTEXT index of these very columns. `boolean` reads the signs + - * " in the text, `expansion` also finds what the
 * best matches are about.
 */
export const matchAgainst = <const Columns extends readonly [AnyExpr, ...AnyExpr[]]>(
  columns: Columns,
  text: string,
  mode: MatchMode = 'natural',
): Expr<
  number,
  'real',
  In<Columns[number], 'refs'> & string,
  never,
  (In<Columns[number], 'needs'> & Need) | 'fulltext'
> =>
  call(
    'match_against',
    [given(text, textType), keyword('matchAgainst', mode, ['natural', 'boolean', 'expansion'], textType), ...columns],
    realType,
    { needs: 'fulltext' },
  )

type OfTable<T> = T extends { readonly '~types': { readonly alias: infer Alias extends string } } ? `${Alias}.*` : never
type KeyOf<T> = T extends { readonly '~types': { readonly columns: infer Columns } } ? keyof Columns & string : never

/** `table MATCH text`: the rows of a table of FTS5 that match a query in FTS5's words. SQLite. */
export const ftsMatch = <T extends AnySource>(
  table: T,
  text: string,
): Expr<boolean, 'boolean', OfTable<T>, never, 'fts5'> =>
  call('fts_match', [aliasOf(table), given(text, textType)], booleanType, fts5)
/** `bm25(table)`: how well a row of FTS5 matches, as `real`; less is better. */
export const bm25 = <T extends AnySource>(table: T): Expr<number, 'real', OfTable<T>, never, 'fts5'> =>
  call('bm25', [aliasOf(table)], realType, fts5)
/** `highlight(table, column, before, after)`: a column of FTS5 with what matches between two texts. */
export const highlight = <T extends AnySource>(
  table: T,
  column: KeyOf<T>,
  before: string,
  after: string,
): Expr<string, 'text', OfTable<T>, never, 'fts5'> =>
  call(
    'highlight',
    [aliasOf(table), placeOf(table, column), given(before, textType), given(after, textType)],
    textType,
    fts5,
  )
/** `snippet(table, column, before, after, ellipsis, words)`: the part of a column with most matches, of at most 64 words. */
export const snippet = <T extends AnySource>(
  table: T,
  column: KeyOf<T>,
  before: string,
  after: string,
  ellipsis: string,
  words: number,
): Expr<string, 'text', OfTable<T>, never, 'fts5'> => {
  const marks = [before, after, ellipsis].map((mark) => given(mark, textType))
  const count = keyword('snippet', String(whole('snippet', words, 1)), [String(words)], textType)
  return call('snippet', [aliasOf(table), placeOf(table, column), ...marks, count], textType, fts5)
}

const textSearch = { needs: 'textSearch' } as const
const fts5 = { needs: 'fts5' } as const

const toQuery = (name: string, language: string, text: unknown): any =>
  call(name, [given(language, textType), given(text, textType)], tsqueryType, textSearch)

/** The column of a table of FTS5 that has the name of the table: what is asked of it is asked of the whole row. */
function aliasOf(table: AnySource): AnyExpr {
  const { node } = table[meta]
  if (node.kind !== 'table') throw new StatementError('full-text search of FTS5 is of a table')
  return new Expr({ kind: 'column', source: node.alias, name: node.name, type: textType, label: node.alias })
}

/** The place of a column in its table, from 0. */
function placeOf(table: AnySource, column: string): AnyExpr {
  const place = Object.keys(table[meta].columns).indexOf(column)
  if (place < 0) throw new StatementError(`the table has no column ${column}`)
  return keyword('highlight', String(place), [String(place)], textType)
}
