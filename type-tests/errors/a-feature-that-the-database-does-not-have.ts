import { select } from '@espalier/core'
import { sqlite, tracks } from '../music.ts'

sqlite.all(select({ id: tracks.id }).from(tracks).where(tracks.title.ilike('s%')))
