import type { ExprNode, JoinNode, OrderNode, Output, SelectNode } from '../../ast.ts'
import type { Dialect } from '../../compile/dialect.ts'
import { leavesOf } from '../../compile/shape.ts'
import { outerAliases } from '../../expr/outer.ts'
import { allOf, ascending, columnOf, limits, rowNumber } from '../../tree/make.ts'
import { booleanType, integerType } from '../../types/standard.ts'
import { equal, type Link } from './link.ts'
import { seenAs } from './seen.ts'

/** A relation's query as a subquery that is joined. */
interface Apart {
  readonly join: JoinNode
  readonly outputs: readonly Output[]
  readonly presence: ExprNode
  readonly orderBy: readonly OrderNode[]
}

/**
 * `left join (select … from tracks …) as joined on joined.artist_id = artists.id`. With a limit for each row around it is
 * LATERAL; a database without that numbers the rows of each key.
 */
export function apart(
  query: SelectNode,
  link: Link,
  column: (expr: ExprNode) => ExprNode,
  alias: string,
  dialect: Dialect,
): Apart {
  const { limit, offset, orderBy } = query
  const limited = limit !== undefined || offset !== undefined
  const lateral = limited && !dialect.lacks.lateral
  const leaves = leavesOf(query.outputs).map(({ expr }) => expr)
  const seen = seenAs(alias, [...new Set([...leaves, ...link.inner])])
  const isNumbered = orderBy.length > 0 || (limited && !lateral)
  const number = { key: 'n', expr: rowNumber(lateral ? [] : link.inner, orderBy) }
  const source: SelectNode = {
    ...query,
    outputs: isNumbered ? [...seen.outputs, number] : seen.outputs,
    where: allOf([...(lateral ? equal(link, column) : []), link.rest]),
    groupBy: query.groupBy.length > 0 ? [...query.groupBy, ...link.inner] : [],
    ...(lateral ? {} : { orderBy: [], limit: undefined, offset: undefined }),
  }
  const keyed = equal({ ...link, inner: link.inner.map(seen.column) }, column)
  const n = columnOf(alias, 'n', integerType)
  const on = lateral ? isTrue : allOf([...keyed, ...limits(n, query)])
  return {
    join: {
      how: 'left join',
      lateral,
      source: { kind: 'query', query: { ...source, correlated: lateral ? outerAliases(source) : [] }, alias },
      on,
    },
    outputs: seen.through(query.outputs),
    presence: seen.column(link.inner[0] as ExprNode),
    orderBy: orderBy.length > 0 ? [ascending(n)] : [],
  }
}

const isTrue: ExprNode = { kind: 'constant', value: true, type: booleanType }
