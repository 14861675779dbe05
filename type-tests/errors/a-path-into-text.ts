import { tracks } from '../music.ts'

tracks.title.at('first')
