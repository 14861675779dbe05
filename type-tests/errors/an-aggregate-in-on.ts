import { max, select } from '@espalier/core'
import { artists, tracks } from '../music.ts'

select({ id: tracks.id })
  .from(tracks)
  .join(artists, artists.id.eq(max(tracks.artistId)))
