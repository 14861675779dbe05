import { fn, integer, text } from '@espalier/core'
import { tracks } from '../music.ts'

const levenshtein = fn('levenshtein', [text(), text()], integer())
levenshtein(tracks.title, tracks.id)
