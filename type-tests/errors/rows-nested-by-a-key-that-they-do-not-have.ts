import { nest, select } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

const rows = await db.all(select({ id: artists.id, tracks }).from(artists).crossJoin(tracks))
nest(rows, { by: 'name', lists: { tracks: 'id' } })
