// What the places stand on. `core` is watched: reached.ts takes down which functions and methods a string came to.
import * as plain from '@espalier/core'
import { watched } from './reached.ts'

export const core: typeof plain = watched(plain)

export const { and, integer, select, table, text, timestamp } = core

export const things = table('things', {
  id: integer().primaryKey(),
  name: text().nullable(),
  mood: core.enumOf(['calm']).nullable(),
  at: timestamp(),
  data: core.json<unknown>(),
})
export const all = select({ id: things.id }).from(things)
export const document = core.literal([], core.json())
export const items = core.literal(['a'], core.array(text()))
export const exported: ReadonlyMap<string, unknown> = new Map(Object.entries(core))

export const any = (value: unknown): any => value
export const created = (made: any, at = 0): any => core.createStatements(core.schema({ made }), true)[at]
export const column = (type: any): any => created(table('t', { c: type }))
export const where = (condition: any): any => all.where(condition)
export const shown = (expression: any): any => select({ x: expression }).from(things)
export const forged = (direction: unknown, nulls: unknown): any =>
  new core.Order(any({ by: any(things.id).node, direction, nulls }))
export const windowed = (window: unknown): any => shown(core.lag(things.id).over(any(window)))

/** The functions by which a string comes, what it means there, and a statement with it. */
export type Place = [functions: readonly string[], is: 'name' | 'value' | 'word', make: (attack: string) => any]
