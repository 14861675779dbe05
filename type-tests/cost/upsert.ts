import { excluded, insert } from '@espalier/core'
import { artists, db } from '../music.ts'

await db.run(
  insert(artists)
    .values({ name: 'Abba', country: 'SE' })
    .onConflict(artists.name)
    .doUpdate({ country: excluded(artists.country) }),
)
