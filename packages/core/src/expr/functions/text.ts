// Functions of text, one line each: the type is the signature, the value is the call. A dialect that spells one
// otherwise has an entry in its `functions`. What is null in an argument is null in the result.
import { integerType, textType } from '../../types/standard.ts'
import { call, type Expr, infix, nodesOf } from '../expr.ts'
import type { Need, Reason } from '../scope.ts'
import { type CountOr, counted, given, type TextOr } from './argument.ts'

/** `lower(text)`. SQLite knows the letters of ASCII only. */
export const lower = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
): Expr<string, 'text', R, N, F> => call('lower', [text], textType)
/** `upper(text)`. SQLite knows the letters of ASCII only. */
export const upper = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
): Expr<string, 'text', R, N, F> => call('upper', [text], textType)
/** `trim(text)`: without spaces at both ends. */
export const trim = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
): Expr<string, 'text', R, N, F> => call('trim', [text], textType)
/** `ltrim(text)`: without spaces at the start. */
export const ltrim = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
): Expr<string, 'text', R, N, F> => call('ltrim', [text], textType)
/** `rtrim(text)`: without spaces at the end. */
export const rtrim = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
): Expr<string, 'text', R, N, F> => call('rtrim', [text], textType)
/** `length(text)`: in characters, on MySQL `char_length`. */
export const length = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
): Expr<number, 'integer', R, N, F> => call('length', [text], integerType)
/**
 * `substring(text, from, count)`: from the character `from`, counted from 1, to the end or `count` characters long.
 * An expression for `from` must be 1 or more and one for `count` 0 or more: below, the databases differ.
 */
export const substring = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
  from: CountOr<R, N, F>,
  count?: CountOr<R, N, F>,
): Expr<string, 'text', R, N, F> =>
  call(
    'substring',
    [text, counted('substring', from, 1), ...(count === undefined ? [] : [counted('substring', count, 0)])],
    textType,
  )
/** `left(text, count)`: the first characters. An expression for `count` must be 0 or more. */
export const left = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
  count: CountOr<R, N, F>,
): Expr<string, 'text', R, N, F> => call('left', [text, counted('left', count, 0)], textType)
/** `right(text, count)`: the last characters. An expression for `count` must be 0 or more. */
export const right = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
  count: CountOr<R, N, F>,
): Expr<string, 'text', R, N, F> => call('right', [text, counted('right', count, 0)], textType)
/** `replace(text, from, to)`: every occurrence, and capitals are not small letters; an empty `from` occurs nowhere. */
export const replace = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
  from: TextOr<R, N, F>,
  to: TextOr<R, N, F>,
): Expr<string, 'text', R, N, F> => call('replace', [text, given(from, textType), given(to, textType)], textType)
/** `position(needle IN text)`: where it first stands, counted from 1; 0 where it does not. Capitals are not small letters. */
export const position = <R extends string, N extends Reason, F extends Need>(
  needle: TextOr<R, N, F>,
  text: Expr<any, 'text', R, N, F>,
): Expr<number, 'integer', R, N, F> => call('position', [given(needle, textType), text], integerType)
/** `lpad(text, length, fill)`: filled up at the start, or cut at the end, to this many characters. Not on SQLite. */
export const lpad = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
  length: CountOr<R, N, F>,
  fill: TextOr<R, N, F> = ' ',
): Expr<string, 'text', R, N, F | 'pad'> =>
  call('lpad', [text, counted('lpad', length, 0), given(fill, textType)], textType, { needs: 'pad' })
/** `rpad(text, length, fill)`: filled up, or cut, at the end to this many characters. Not on SQLite. */
export const rpad = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
  length: CountOr<R, N, F>,
  fill: TextOr<R, N, F> = ' ',
): Expr<string, 'text', R, N, F | 'pad'> =>
  call('rpad', [text, counted('rpad', length, 0), given(fill, textType)], textType, { needs: 'pad' })
/** `repeat(text, count)`. An expression for `count` must be 0 or more. */
export const repeat = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
  count: CountOr<R, N, F>,
): Expr<string, 'text', R, N, F> => call('repeat', [text, counted('repeat', count, 0)], textType)
/** `reverse(text)`. Not on SQLite. */
export const reverse = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
): Expr<string, 'text', R, N, F | 'reverse'> => call('reverse', [text], textType, { needs: 'reverse' })
/** `a || b || c`: one behind the other; null when one of them is null, on every database. `concatWs` leaves nulls out. */
export const concat = <R extends string, N extends Reason, F extends Need>(
  ...texts: [TextOr<R, N, F>, TextOr<R, N, F>, ...TextOr<R, N, F>[]]
): Expr<string, 'text', R, N, F> => infix('||', nodesOf(texts.map((text) => given(text, textType))), textType)
/** `concat_ws(separator, a, b, c)`: with the separator between; nulls are left out. SQLite has it from 3.44. */
export const concatWs = <R extends string, F extends Need, N extends Reason = never>(
  separator: TextOr<R, N, F>,
  ...texts: [TextOr<R, any, F>, ...TextOr<R, any, F>[]]
): Expr<string, 'text', R, N, F | 'concatWs'> =>
  call(
    'concat_ws',
    [separator, ...texts].map((text) => given(text, textType)),
    textType,
    { needs: 'concatWs' },
  )
/** `octet_length(text)`: in bytes of UTF-8. */
export const octetLength = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
): Expr<number, 'integer', R, N, F> => call('octet_length', [text], integerType)
/** `ascii(text)`: the code point of the first character; 0 for an empty text. */
export const ascii = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
): Expr<number, 'integer', R, N, F> => call('ascii', [text], integerType)
/** `chr(number)`: the character of a code point. */
export const chr = <R extends string, N extends Reason, F extends Need>(
  codePoint: Expr<any, 'integer', R, N, F>,
): Expr<string, 'text', R, N, F> => call('chr', [codePoint], textType)
/** `overlay(text PLACING other FROM from FOR count)`: with another text in place of so many characters, counted from 1. */
export const overlay = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
  placing: TextOr<R, N, F>,
  from: CountOr<R, N, F>,
  count: CountOr<R, N, F>,
): Expr<string, 'text', R, N, F> =>
  call('overlay', [text, given(placing, textType), counted('overlay', from, 1), counted('overlay', count, 0)], textType)
/** `split_part(text, separator, n)`: the n-th part between separators, from 1; empty where there is none. Not on SQLite. */
export const splitPart = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
  separator: TextOr<R, N, F>,
  n: CountOr<R, N, F>,
): Expr<string, 'text', R, N, F | 'splitPart'> =>
  call('split_part', [text, given(separator, textType), counted('splitPart', n, 1)], textType, { needs: 'splitPart' })
/** `initcap(text)`: each word with a capital first and small letters behind it. PostgreSQL only. */
export const initcap = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
): Expr<string, 'text', R, N, F | 'initcap'> => call('initcap', [text], textType, { needs: 'initcap' })
/** `translate(text, from, to)`: each character of `from` becomes that in its place in `to`, or nothing. PostgreSQL only. */
export const translate = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
  from: TextOr<R, N, F>,
  to: TextOr<R, N, F>,
): Expr<string, 'text', R, N, F | 'translate'> =>
  call('translate', [text, given(from, textType), given(to, textType)], textType, { needs: 'translate' })
/** SHA-256 of the text's bytes in UTF-8, as hexadecimal text. Not on SQLite. */
export const sha256 = <R extends string, N extends Reason, F extends Need>(
  text: Expr<any, 'text', R, N, F>,
): Expr<string, 'text', R, N, F | 'sha256'> => call('sha256', [text], textType, { needs: 'sha256' })
/** `format(template, …)`: the template with a text in place of each `%s`; `%%` is a percent sign. PostgreSQL and SQLite. */
export const format = <R extends string, N extends Reason, F extends Need>(
  template: string,
  ...texts: TextOr<R, N, F>[]
): Expr<string, 'text', R, never, F | 'format'> =>
  call(
    'format',
    [template, ...texts].map((text) => given(text, textType)),
    textType,
    { needs: 'format' },
  )
