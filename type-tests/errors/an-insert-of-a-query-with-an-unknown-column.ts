import { insert, select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

insert(artists).select(select({ name: tracks.title, colour: tracks.title }).from(tracks))
