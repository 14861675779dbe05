import { expect, test } from 'vitest'
import { integer, table, text } from '../../index.ts'
import * as aggregates from './aggregate.ts'
import * as arrays from './array.ts'
import * as json from './json.ts'
import * as statistics from './statistics.ts'

const t = table('t', { n: integer(), text: text() })
const ofText = new Set(['stringAgg', 'stringAggDistinct', 'jsonObjectAgg'])
const rowByRow = new Set(['grouping'])

const every: Readonly<Record<string, unknown>> = {
  ...aggregates,
  ...statistics,
  arrayAgg: arrays.arrayAgg,
  jsonArrayAgg: json.jsonArrayAgg,
  jsonObjectAgg: json.jsonObjectAgg,
}

test.each(Object.keys(every))('the tree tells that %s is computed over several rows', (name) => {
  const of = ofText.has(name) ? t.text : name.startsWith('bool') ? t.n.eq(1) : t.n
  const second = name.startsWith('stringAgg') ? ', ' : name.startsWith('percentile') ? 0.5 : t.n
  const rest = /^(arrayAgg|jsonArrayAgg)$/.test(name) ? [] : [second]
  const { node } = (every[name] as (...args: unknown[]) => any)(of, ...rest)
  expect(node.aggregate).toBe(rowByRow.has(name) ? undefined : true)
})
