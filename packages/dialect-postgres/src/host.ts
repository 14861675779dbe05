import { AsyncLocalStorage } from 'node:async_hooks'
import type { Host } from '@espalier/core'

/** What Node lends to one database. */
export const nodeHost = (): Host => ({ context: new AsyncLocalStorage<unknown>() })
