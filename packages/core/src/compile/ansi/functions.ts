// Functions that standard SQL does not write as a name and arguments in parentheses.
import type { CallNode, ExprNode } from '../../ast.ts'
import type { Writer } from '../dialect.ts'

/** The word that a call has among its arguments: the field of `extract`. */
export function keywordOf({ args }: CallNode, at = 0): string {
  const word = args[at]
  return word?.kind === 'fragment' ? (word.texts[0] ?? '') : ''
}

export const functions: Readonly<Record<string, (call: CallNode, w: Writer) => void>> = {
  current_date: (_call, w) => w.text('current_date'),
  position({ args: [needle, text] }, w) {
    w.text('position(')
    // Looser than a comparison nothing may stand before IN.
    w.expr(needle as ExprNode, inPosition)
    w.text(' in ')
    w.expr(text as ExprNode, inPosition)
    w.text(')')
  },
  // EXTRACT gives a decimal with fractions of the second, and a cast would round them.
  extract(call, w) {
    const field = keywordOf(call)
    w.text(field === 'second' ? 'cast(floor(' : 'cast(')
    w.text(`extract(${field} from `)
    w.expr(call.args[1] as ExprNode)
    w.text(field === 'second' ? ')) as integer)' : `) as ${field === 'epoch' ? 'double precision' : 'integer'})`)
  },
}

const inPosition = 5
