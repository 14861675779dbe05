import { integer, select, tryCast } from '@espalier/core'
import { postgres } from '@espalier/dialect-postgres'
import { tracks } from '../music.ts'

postgres('postgres://localhost/music').all(select({ n: tryCast(tracks.title, integer()) }).from(tracks))
