import type { SelectNode } from '../ast.ts'

/** A SELECT of nothing: what every other one is made from. */
export const emptySelect: SelectNode = {
  kind: 'select',
  hint: undefined,
  distinct: false,
  distinctOn: [],
  outputs: [],
  from: undefined,
  joins: [],
  where: undefined,
  groupBy: [],
  grouping: [],
  having: undefined,
  windows: undefined,
  orderBy: [],
  limit: undefined,
  withTies: false,
  offset: undefined,
  lock: undefined,
  correlated: [],
}
