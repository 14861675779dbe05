import { tracks } from '../music.ts'

tracks.title.like(5)
