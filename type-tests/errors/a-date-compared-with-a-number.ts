import { tracks } from '../music.ts'

tracks.addedAt.gt(2024)
