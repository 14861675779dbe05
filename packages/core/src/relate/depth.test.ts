import { expect, test } from 'vitest'
import { alias, belongsTo, hasMany, integer, select, table, text } from '../index.ts'

const nodes = table('nodes', {
  id: integer().primaryKey(),
  parentId: integer()
    .nullable()
    .references((): any => nodes.id) as any,
  name: text(),
})
const others = table('others', { id: integer().primaryKey(), nodeId: integer().references(() => nodes.id) })
const inner = alias(nodes as any, 'inner') as any
const children = hasMany(nodes as any, inner) as any

test('depth: a mistake is a sentence', () => {
  expect(() => (hasMany(nodes as any, others) as any).select({ id: others.id }).depth('below', 2)).toThrow(
    'depth is for a relation from a table to itself; this one goes from nodes to others',
  )
  const rows = children.select({ name: inner.name })
  for (const levels of [0, 1.5, '2', -1])
    expect(() => rows.depth('below', levels)).toThrow('depth takes a whole number of levels, one or more')
  expect(() => rows.depth('name', 2)).toThrow('name is selected already; give the levels below a key of their own')
})

test('depth and of: a subquery with one of their names in FROM is refused, since its columns could be of either', () => {
  const rows = children.select({ name: inner.name }).where(inner.id.in(select({ id: inner.id }).from(inner)))
  const sentence =
    'a subquery of the relation has inner in FROM too, so that its columns could be of either; give it an alias of its own there'
  expect(() => rows.depth('below', 2)).toThrow(sentence)
  const again = belongsTo(others.nodeId, nodes as any) as any
  const twice = again.where((nodes as any).id.in(select({ id: others.nodeId }).from(others)))
  expect(() => twice.of(alias(others, 'o'))).toThrow('a subquery of the relation has others in FROM too')
})

test('of: another table is refused', () => {
  expect(() => children.of(others)).toThrow('others is no alias of nodes, to whose rows the relation belongs')
})
