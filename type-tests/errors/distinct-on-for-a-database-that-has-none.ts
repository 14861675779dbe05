import { select } from '@espalier/core'
import { sqlite, tracks } from '../music.ts'

sqlite.all(select({ id: tracks.id }).from(tracks).distinctOn(tracks.title).orderBy(tracks.title))
