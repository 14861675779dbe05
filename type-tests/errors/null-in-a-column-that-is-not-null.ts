import { update } from '@espalier/core'
import { tracks } from '../music.ts'

update(tracks).set({ title: null }).allRows()
