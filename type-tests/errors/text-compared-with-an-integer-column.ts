import { artists, tracks } from '../music.ts'

artists.name.eq(tracks.id)
