import { StatementError } from '../../errors.ts'
import type { Kind } from '../../types/kinds.ts'
import type { Typed } from '../../types/sql-type.ts'
import { call, type Expr } from '../expr.ts'
import type { In } from '../operand.ts'
import type { Need, Reason } from '../scope.ts'
import { given } from './argument.ts'

/** An operator that the program declared. It is null when a side is, or where its type says so. */
export type DeclaredOperator<V1, V2, V, K extends Kind, Null extends null> = <
  A extends V1 | Expr<V1, any, any, any, any>,
  B extends V2 | Expr<V2, any, any, any, any>,
>(
  left: A,
  right: B,
) => Expr<
  V,
  K,
  In<A | B, 'refs'> & string,
  Null | (In<A | B, 'nulls'> & Reason),
  (In<A | B, 'needs'> & Need) | 'operators'
>

/**
 * Any other operator of PostgreSQL, by its sign, the types of its sides and that of its result: `const similar =
 * operator('%', [text(), text()], boolean())`, then `similar(artists.name, 'Abba')`. So the operators of extensions are
 * said: `<->` of pg_trgm and pgvector. The sign goes out as it is written here.
 */
export function operator<V1, V2, V, K extends Kind, Null extends null>(
  sign: string,
  [left, right]: readonly [Typed<V1, Kind, any>, Typed<V2, Kind, any>],
  result: Typed<V, K, Null>,
): DeclaredOperator<V1, V2, V, K, Null> {
  if (typeof sign !== 'string' || !signs.test(sign) || /--|\/\*/.test(sign))
    throw new StatementError('an operator is made of the signs + - * / < > = ~ ! @ # % ^ & | ` ?, without -- and /*')
  return (a, b) =>
    call(`operator ${sign}`, [given(a, left.type), given(b, right.type)], result.type, { needs: 'operators' })
}

/** What PostgreSQL makes operators of. */
const signs = /^[-+*/<>=~!@#%^&|`?]{1,63}$/
