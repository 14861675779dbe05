import { select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

artists.id.in(select({ title: tracks.title }).from(tracks))
