import { concatWs, select } from '@espalier/core'
import { sqlite } from '@espalier/dialect-sqlite'
import { tracks } from '../music.ts'

sqlite('music.db', { version: '3.42' }).all(select({ n: concatWs(' ', tracks.title, 'x') }).from(tracks))
