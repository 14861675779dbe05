// Operators that SQLite writes in its own way.
import { type CallNode, type Dialect, type ExprNode, grouped } from '@espalier/core'

export const operators: Dialect['functions'] = {
  // It has no operator for either of two bits.
  bit_xor_of: ({ args, type }, w, outer) =>
    grouped(concat, outer, w, () => {
      const call = (name: string): CallNode => ({ kind: 'call', name, args: args as ExprNode[], type })
      w.expr(call('bit_or_of'), atom)
      w.text(' & ~')
      w.expr(call('bit_and_of'), atom)
    }),
}

const concat = 5
const atom = 9
