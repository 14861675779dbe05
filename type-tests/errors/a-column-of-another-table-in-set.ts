import { update } from '@espalier/core'
import { artists, tracks } from '../music.ts'

update(tracks).set({ title: artists.name }).allRows()
