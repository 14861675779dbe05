import { reverse, select } from '@espalier/core'
import { sqlite, tracks } from '../music.ts'

sqlite.all(select({ back: reverse(tracks.title) }).from(tracks))
