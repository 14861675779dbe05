import { tracks } from '../music.ts'

tracks.lengthMs.plus(tracks.title)
