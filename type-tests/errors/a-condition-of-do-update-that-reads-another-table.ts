import { insert } from '@espalier/core'
import { artists, tracks } from '../music.ts'

insert(artists).values({ name: 'Abba' }).onConflict(artists.name).doUpdate({ country: 'SE' }, tracks.id.eq(1))
