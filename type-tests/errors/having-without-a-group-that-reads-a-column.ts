import { count, select } from '@espalier/core'
import { tracks } from '../music.ts'

select({ n: count() }).from(tracks).having(tracks.title.eq('SOS'))
