import { update } from '@espalier/core'
import { db, tracks } from '../music.ts'

db.run(update(tracks).set({ title: 'x' }))
