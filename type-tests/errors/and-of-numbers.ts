import { tracks } from '../music.ts'

tracks.id.and(tracks.live)
