import { insert, select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

insert(tracks).select(select({ title: artists.name }).from(artists))
