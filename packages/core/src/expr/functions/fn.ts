import { StatementError } from '../../errors.ts'
import { checkedName } from '../../types/function-name.ts'
import type { Comparable, Kind } from '../../types/kinds.ts'
import type { Typed } from '../../types/sql-type.ts'
import { type AnyExpr, call, type Expr } from '../expr.ts'
import type { In } from '../operand.ts'
import type { Need, Reason } from '../scope.ts'
import { given } from './argument.ts'

type AnyType = Typed<any, any, any>

type Argument<T> =
  T extends Typed<infer V, infer K extends Kind, any> ? V | Expr<any, Comparable[K], any, any, any> : never

/** A function that the program declared. It is null when an argument is, or where its type says so. */
export type DeclaredFunction<Types extends readonly AnyType[], V, K extends Kind, Null extends null> = <
  Args extends { readonly [At in keyof Types]: Argument<Types[At]> },
>(
  ...args: Args
) => Expr<
  V,
  K,
  In<Args[number], 'refs'> & string,
  Null | (In<Args[number], 'nulls'> & Reason),
  In<Args[number], 'needs'> & Need
>

/**
 * Any other function of the database, by its name, the types of its arguments and that of its result:
 * `const levenshtein = fn('levenshtein', [text(), text()], integer())`, then `levenshtein(artists.name, 'Abba')`.
 * The name goes out as it is written here, on every database. A result that is null where no argument is: say
 * `integer().nullable()`.
 */
export function fn<const Types extends readonly AnyType[], V, K extends Kind, Null extends null>(
  name: string,
  types: Types,
  result: Typed<V, K, Null>,
): DeclaredFunction<Types, V, K, Null> {
  const checked = checkedName(name)
  return (...args: readonly unknown[]) => {
    if (args.length !== types.length)
      throw new StatementError(`${name} takes ${types.length} arguments, not ${args.length}`)
    const nodes: AnyExpr[] = args.map((arg, i) => given(arg, (types[i] as AnyType).type))
    return call(checked, nodes, result.type, { declared: true })
  }
}
