import { insert, select } from '@espalier/core'
import { artists } from '../music.ts'

insert(artists).select(select({ name: artists.country }).from(artists))
