// Functions that standard SQL does not write as a name and arguments in parentheses.
import type { CallNode, ExprNode } from '../../ast.ts'
import type { Writer } from '../dialect.ts'
import { grouped } from './json.ts'

/** The word that a call has among its arguments: the field of `extract`. */
export function keywordOf({ args }: CallNode, at = 0): string {
  const word = args[at]
  return word?.kind === 'fragment' ? (word.texts[0] ?? '') : ''
}

export const functions: Readonly<Record<string, (call: CallNode, w: Writer, outer: number) => void>> = {
  // A query has its own parentheses; with more it would be one value.
  any: quantified,
  all: quantified,
  between_symmetric({ args, type }, w, outer) {
    const [operand, one, other] = args as [ExprNode, ExprNode, ExprNode]
    const end = (name: string): CallNode => ({ kind: 'call', name, args: [one, other], type: operand.type })
    w.expr({ kind: 'between', operand, low: end('least'), high: end('greatest'), negated: false, type }, outer)
  },
  collate: ({ args: [text, name] }, w, outer) =>
    grouped(tight, outer, w, () => {
      w.expr(text as ExprNode, tight + 1)
      w.text(' collate ')
      w.expr(name as ExprNode)
    }),
  bit_and_of: between(' & '),
  bit_or_of: between(' | '),
  bit_not_of: ({ args: [of] }, w, outer) =>
    grouped(tight, outer, w, () => {
      w.text('~')
      w.expr(of as ExprNode, tight + 1)
    }),
  shift_right: between(' >> '),
  shift_left: between(' << '),
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
/** COLLATE and a sign before a value: they bind tighter than any operator between two. */
const tight = 8

/** An operator that the databases rank differently: both sides stand in parentheses, and so does all of it. */
export function between(sign: string) {
  return ({ args: [left, right] }: CallNode, w: Writer, outer: number): void =>
    grouped(inPosition, outer, w, () => {
      w.expr(left as ExprNode, tight + 1)
      w.text(sign)
      w.expr(right as ExprNode, tight + 1)
    })
}

/** An operator that the program declared, by its checked sign. */
export function declared({ name, args: [left, right] }: CallNode, w: Writer, outer: number): void {
  grouped(inPosition, outer, w, () => {
    w.expr(left as ExprNode, tight + 1)
    w.text(` ${name.slice('operator '.length)} `)
    w.expr(right as ExprNode, tight + 1)
  })
}

function quantified({ name, args: [of] }: CallNode, w: Writer): void {
  // A parameter in parentheses: PostgreSQL takes an array in them.
  const isQuery = of?.kind === 'subquery'
  w.text(isQuery ? `${name} ` : `${name}(`)
  w.expr(of as ExprNode)
  if (!isQuery) w.text(')')
}
