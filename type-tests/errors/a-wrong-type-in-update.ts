import { update } from '@espalier/core'
import { tracks } from '../music.ts'

update(tracks).set({ price: 0.99 }).allRows()
