import { jsonRemove, update } from '@espalier/core'
import { tracks } from '../music.ts'

update(tracks).set({ extra: jsonRemove(tracks.extra, ['tags']) })
