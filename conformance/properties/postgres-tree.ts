// An expression in one form, from Espalier's tree and from the one that PostgreSQL's own parser makes of the text.
import type { ExprNode, InfixNode, QueryNode } from '@espalier/core'

const chains: ReadonlySet<string> = new Set(['and', 'or', '||'])

const form = (head: string, parts: readonly string[]): string => `(${[head, ...parts].join(' ')})`

/** A parameter is cast where nothing tells its type, so a cast of one tells nothing. */
const castOf = (type: string | undefined, of: string): string => (of === '?' ? of : form(`cast ${type}`, [of]))

/** A chain with the operands of the chains inside of it. */
const chain = (operator: string, parts: readonly string[]): string =>
  form(
    operator,
    parts.flatMap((part) => (part.startsWith(`(${operator} `) ? inside(part) : [part])),
  )

/** The parts of a form. */
function inside(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = text.indexOf(' ') + 1
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++
    else if (text[at] === ')' && depth-- === 0) parts.push(text.slice(from, at))
    else if (text[at] === ' ' && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return parts
}

/** The form of a tree that was built. */
export function ofTree(node: ExprNode): string {
  switch (node.kind) {
    case 'column':
      return `${node.source}.${node.name}`
    case 'param':
      return '?'
    case 'constant':
      return String(node.value)
    case 'infix':
      return ofInfix(node)
    case 'prefix':
      if (node.operator === 'not exists') return form('not', [form('exists', [ofTree(node.operand)])])
      return form(node.operator, [ofTree(node.operand)])
    case 'postfix':
      return form(node.operator, [ofTree(node.operand)])
    case 'between':
      return form(node.negated ? 'not between' : 'between', [node.operand, node.low, node.high].map(ofTree))
    case 'cast':
      return castOf(node.type.name, ofTree(node.operand))
    case 'case': {
      const branches = node.branches.flatMap(({ when, then }) => [ofTree(when), ofTree(then)])
      return form('case', [
        node.operand ? ofTree(node.operand) : '-',
        ...branches,
        node.otherwise ? ofTree(node.otherwise) : '-',
      ])
    }
    case 'list':
      return form('list', node.items.map(ofTree))
    case 'subquery':
      return ofQuery(node.query)
    case 'call':
      return form(node.name, node.args.map(ofTree))
    case 'fragment':
      return node.texts.join('')
    default:
      throw new Error(`no form of ${node.kind}`)
  }
}

function ofInfix({ operator, operands }: InfixNode): string {
  const parts = operands.map(ofTree)
  const [left = '', right = ''] = parts
  if (chains.has(operator)) return chain(operator, parts)
  if (operator === 'not in' && right.startsWith('(query ')) return form('not', [form('in', parts)])
  // A list of one subquery is a value to compare with.
  if (right.startsWith('(list (query ') && inside(right).length === 1)
    return form(operator === 'in' ? '=' : '<>', [left, ...inside(right)])
  if (operator === 'starts with' || operator === 'ends with' || operator === 'contains')
    return form('like', [left, form('like_escape', [right, '!'])])
  return form(operator === 'div' ? '/' : operator, parts)
}

function ofQuery(query: QueryNode): string {
  if (query.kind === 'set') throw new Error('no form of a set operation')
  const outputs = query.outputs.map((output) => ('expr' in output ? ofTree(output.expr) : ''))
  return form('query', [...outputs, query.where ? ofTree(query.where) : '-'])
}

type Parsed = any

const types: Readonly<Record<string, string>> = { int4: 'integer', float8: 'real', text: 'text', bool: 'boolean' }
const nameIn = (names: readonly Parsed[]): string => names.at(-1)?.String.sval

/** The form of an expression that PostgreSQL has parsed. */
export function ofPostgres(node: Parsed): string {
  const [kind, of] = Object.entries(node)[0] as [string, Parsed]
  const read = parsed[kind]
  if (!read) throw new Error(`no form of ${kind}`)
  return read(of)
}

const each = (nodes: readonly Parsed[] = []): string[] => nodes.map(ofPostgres)
const perhaps = (node: Parsed): string => (node ? ofPostgres(node) : '-')

const parsed: Readonly<Record<string, (of: Parsed) => string>> = {
  ColumnRef: ({ fields }) => fields.map((field: Parsed) => field.String.sval).join('.'),
  ParamRef: () => '?',
  A_Const: ({ isnull, boolval, ival, sval }) =>
    isnull ? 'null' : boolval ? String(boolval.boolval === true) : sval ? sval.sval : String(ival?.ival ?? 0),
  BoolExpr({ boolop, args }) {
    if (boolop === 'NOT_EXPR') return form('not', each(args))
    return chain(boolop === 'AND_EXPR' ? 'and' : 'or', each(args))
  },
  NullTest: ({ arg, nulltesttype }) => form(nulltesttype === 'IS_NULL' ? 'is null' : 'is not null', [ofPostgres(arg)]),
  A_Expr: ofOperator,
  List: ({ items }) => form('list', each(items)),
  TypeCast({ arg, typeName }) {
    return castOf(types[nameIn(typeName.names)], ofPostgres(arg))
  },
  CaseExpr: ({ arg, args, defresult }) =>
    form('case', [
      perhaps(arg),
      ...args.flatMap(({ CaseWhen }: Parsed) => [ofPostgres(CaseWhen.expr), ofPostgres(CaseWhen.result)]),
      perhaps(defresult),
    ]),
  CoalesceExpr: ({ args }) => form('coalesce', each(args)),
  FuncCall: ({ funcname, args }) => form(nameIn(funcname), each(args)),
  SubLink({ subLinkType, testexpr, subselect }) {
    const query = ofPostgres(subselect)
    if (subLinkType === 'EXISTS_SUBLINK') return form('exists', [query])
    return subLinkType === 'EXPR_SUBLINK' ? query : form('in', [ofPostgres(testexpr), query])
  },
  SelectStmt: ({ targetList, whereClause }) =>
    form('query', [...targetList.map(({ ResTarget }: Parsed) => ofPostgres(ResTarget.val)), perhaps(whereClause)]),
}

const words: Readonly<Record<string, string>> = {
  AEXPR_DISTINCT: 'is distinct from',
  AEXPR_NOT_DISTINCT: 'is not distinct from',
  AEXPR_NULLIF: 'nullif',
}

function ofOperator({ kind, name, lexpr, rexpr }: Parsed): string {
  const operator = nameIn(name)
  const right = ofPostgres(rexpr)
  if (!lexpr) return form(operator, [right])
  const left = ofPostgres(lexpr)
  if (kind === 'AEXPR_BETWEEN' || kind === 'AEXPR_NOT_BETWEEN')
    return form(kind === 'AEXPR_BETWEEN' ? 'between' : 'not between', [left, ...inside(right)])
  if (kind === 'AEXPR_IN') return form(operator === '=' ? 'in' : 'not in', [left, right])
  if (kind === 'AEXPR_LIKE') return form(operator === '~~' ? 'like' : 'not like', [left, right])
  return operator === '||' ? chain('||', [left, right]) : form(words[kind] ?? operator, [left, right])
}
