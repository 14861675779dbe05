import type { Database } from '@espalier/core'
import { sqlite } from '../music.ts'

const all = (_db: Database<never>): void => {}
all(sqlite)
