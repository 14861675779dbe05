import { alias, hasMany, select } from '@espalier/core'
import { artists, db, tracks } from '../music.ts'

const others = alias(artists, 'others')

await db.all(
  select({ name: artists.name })
    .from(artists)
    .where(hasMany(artists, tracks).some(others.name.eq('x'))),
)
