import { tracks } from '../music.ts'

tracks.lengthMs.like('2%')
