import { select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

select({ id: tracks.id }).from(tracks).forUpdate({ of: artists })
