import { AsyncLocalStorage } from 'node:async_hooks'
import { channel } from 'node:diagnostics_channel'
import type { Host } from '@espalier/core'

/** What Node lends to one database. */
export const nodeHost = (): Host => ({
  context: new AsyncLocalStorage<unknown>(),
  channel: channel('espalier:query'),
})
