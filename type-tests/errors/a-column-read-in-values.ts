import { insert } from '@espalier/core'
import { artists, tracks } from '../music.ts'

insert(artists).values({ name: tracks.title })
