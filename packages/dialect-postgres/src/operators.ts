// Operators that PostgreSQL writes in its own way.
import { between, type Dialect, type ExprNode, grouped, written } from '@espalier/core'

export const operators: Dialect['functions'] = {
  between_symmetric: ({ args: [operand, one, other] }, w, outer) =>
    grouped(comparison, outer, w, () => {
      // Looser than `||` nothing may stand in it.
      w.expr(operand as ExprNode, comparison + 1)
      w.text(' between symmetric ')
      w.expr(one as ExprNode, comparison + 1)
      w.text(' and ')
      w.expr(other as ExprNode, comparison + 1)
    }),
  bit_xor_of: between(' # '),
  // An integer would lose what leaves its 32 bits.
  shift_left: ({ args: [of, by] }, w, outer) =>
    grouped(comparison + 1, outer, w, () => {
      written(w, 'cast(', of, ' as bigint) << ')
      w.expr(by as ExprNode, atom)
    }),
}

const comparison = 4
const atom = 9
