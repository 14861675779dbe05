import { tracks } from '../music.ts'

tracks.price.intDiv('2')
