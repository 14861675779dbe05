import { insert, select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

insert(artists).select(select({ name: tracks.id }).from(tracks))
