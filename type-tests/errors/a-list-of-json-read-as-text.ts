import { tracks } from '../music.ts'

tracks.extra.at('tags').asText()
