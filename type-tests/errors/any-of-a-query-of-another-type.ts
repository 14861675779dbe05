import { any, select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

tracks.id.eq(any(select({ name: artists.name }).from(artists)))
