import { tracks } from '../music.ts'

tracks.lengthMs.between('1', 5)
