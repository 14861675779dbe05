// What came with a version of a database compiles where that is declared.
import { concatWs, integer, select, tryCast } from '@espalier/core'
import { postgres } from '@espalier/dialect-postgres'
import { sqlite } from '@espalier/dialect-sqlite'
import { expectType } from 'tsd'
import { tracks } from '../music.ts'

const casts = select({ n: tryCast(tracks.title, integer()) }).from(tracks)
expectType<Promise<{ n: number | null }[]>>(postgres('postgres://localhost/music', { version: 16 }).all(casts))
expectType<Promise<{ n: number | null }[]>>(postgres({ host: 'localhost', version: 18 }).all(casts))

const texts = select({ n: concatWs(' ', tracks.title, 'x') }).from(tracks)
expectType<Promise<{ n: string }[]>>(sqlite('music.db').all(texts))
expectType<Promise<{ n: string }[]>>(sqlite({ path: 'music.db', version: '3.44' }).all(texts))
