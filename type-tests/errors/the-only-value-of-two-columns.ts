import { select } from '@espalier/core'
import { artists, db } from '../music.ts'

await db.scalars(select({ id: artists.id, name: artists.name }).from(artists))
