import type { SqlType } from '../../types/sql-type.ts'

/** The name that a type of the program's own has on a database. */
export const wordsOf = ({ words }: SqlType, dialect: string): string | undefined =>
  typeof words === 'object' ? (Object.hasOwn(words, dialect) ? words[dialect] : undefined) : words
