// Casts that a database without a type of its own for the value writes in its own way.
import type { CastNode } from '../../ast.ts'
import type { Writer } from '../dialect.ts'
import { written } from './json.ts'

/** What stands around the operand of a cast, by both kinds: `text→boolean`. */
export type CastWords = Readonly<Record<string, readonly [before: string, after: string]>>

/** The casts of a boolean that is a number: they read and write PostgreSQL's words. Other text is null. */
export const booleanCasts: CastWords = {
  'boolean→text': ['case ', " when 1 then 'true' when 0 then 'false' end"],
  'text→boolean': [
    'case lower(',
    ") when 'true' then true when 't' then true when 'false' then false when 'f' then false end",
  ],
  'integer→boolean': ['(', ' <> 0)'],
  'bigint→boolean': ['(', ' <> 0)'],
}

/** Writes a cast that has words of its own; false where it has none. */
export function castInWords({ operand, type }: CastNode, words: CastWords, w: Writer): boolean {
  const own = `${operand.type.kind}→${type.kind}`
  if (!Object.hasOwn(words, own)) return false
  const [before, after] = words[own] as readonly [string, string]
  written(w, before, operand, after)
  return true
}
