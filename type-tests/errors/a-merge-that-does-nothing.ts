import { alias, merge } from '@espalier/core'
import { artists, db } from '../music.ts'

const other = alias(artists, 'other')
db.run(merge(artists).using(other, other.id.eq(artists.id)))
