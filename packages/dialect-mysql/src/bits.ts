// Operators on bits in MySQL's words: their results have no sign there.
import type { Dialect, ExprNode, Writer } from '@espalier/core'

export const bits: Dialect['functions'] = {
  bit_and_of: signed(' & '),
  bit_or_of: signed(' | '),
  bit_xor_of: signed(' ^ '),
  shift_left: signed(' << '),
  bit_not_of({ args: [of] }, w) {
    w.text('cast(~')
    w.expr(of as ExprNode, atom)
    w.text(' as signed)')
  },
  // A number below zero is shifted as one above: zeros would come in from the left.
  shift_right({ args: [of, by] }, w) {
    w.text('cast(case when ')
    w.expr(of as ExprNode, 5)
    w.text(' < 0 then ~(~')
    operands(of, ' >> ', by, w)
    w.text(') else ')
    operands(of, ' >> ', by, w)
    w.text(' end as signed)')
  },
}

const atom = 9

function signed(sign: string): Dialect['functions'][string] {
  return ({ args: [left, right] }, w) => {
    w.text('cast(')
    operands(left, sign, right, w)
    w.text(' as signed)')
  }
}

function operands(left: ExprNode | undefined, sign: string, right: ExprNode | undefined, w: Writer): void {
  w.expr(left as ExprNode, atom)
  w.text(sign)
  w.expr(right as ExprNode, atom)
}
