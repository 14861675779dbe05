// Regular expressions, one line each, in the database's own words: POSIX with Perl's additions on PostgreSQL, ICU on
// MySQL, PCRE on MariaDB. Capitals are not small letters unless `ignoreCase` says so, whatever the collation. Not on SQLite.

import { StatementError } from '../../errors.ts'
import { booleanType, regexpReplacementType, textType } from '../../types/standard.ts'
import { type AnyExpr, call, Expr } from '../expr.ts'
import type { Need, Reason } from '../scope.ts'
import { given, keyword, type TextOr } from './argument.ts'

/** How a regular expression is matched. */
export interface RegexpOptions {
  /** Do not tell capitals from small letters. */
  readonly ignoreCase?: boolean
}

/** True where the pattern matches anywhere in the text. */
export const regexpLike = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
  pattern: TextOr<R, N, F>,
  options?: RegexpOptions,
): Expr<boolean, 'boolean', R, N, F | 'regexp'> =>
  call('regexp_like', [text, given(pattern, textType), flag(options)], booleanType, { needs: 'regexp' })
/** The first part of the text that the pattern matches; null where it matches none. */
export const regexpSubstr = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
  pattern: TextOr<R, N, F>,
  options?: RegexpOptions,
): Expr<string, 'text', R, null, F | 'regexp'> =>
  call('regexp_substr', [text, given(pattern, textType), flag(options)], textType, { needs: 'regexp' })
/**
 * The text with another in place of every part that the pattern matches. Nothing in it is special; a number in a list
 * stands for what a group matched, 0 for the whole: `regexpReplace(artists.name, '(\\w+) (\\w+)', [2, ', ', 1])`.
 */
export const regexpReplace = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
  pattern: TextOr<R, N, F>,
  replacement: string | readonly (string | number)[],
  options?: RegexpOptions,
): Expr<string, 'text', R, N, F | 'regexp'> =>
  call('regexp_replace', [text, given(pattern, textType), replacing(replacement), flag(options)], textType, {
    needs: 'regexp',
  })

const flag = (options: RegexpOptions | undefined): AnyExpr =>
  keyword('ignoreCase', options?.ignoreCase === true ? 'i' : 'c', ['i', 'c'], textType)

function replacing(replacement: unknown): AnyExpr {
  const value = Array.isArray(replacement) ? replacement : [replacement]
  for (const part of value)
    if (typeof part !== 'string' && !(Number.isInteger(part) && part >= 0 && part <= 9))
      throw new StatementError('regexpReplace takes a text, or a list of texts and of numbers of groups from 0 to 9')
  return new Expr({ kind: 'param', value, type: regexpReplacementType, label: undefined })
}
