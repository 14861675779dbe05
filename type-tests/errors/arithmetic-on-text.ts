import { tracks } from '../music.ts'

tracks.title.plus('x')
