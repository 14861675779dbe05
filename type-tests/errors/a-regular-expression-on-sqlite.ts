import { regexpLike, select } from '@espalier/core'
import { sqlite, tracks } from '../music.ts'

await sqlite.all(select({ id: tracks.id }).from(tracks).where(regexpLike(tracks.title, '^S')))
