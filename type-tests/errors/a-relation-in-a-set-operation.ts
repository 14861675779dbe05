import { hasMany, select, union } from '@espalier/core'
import { artists, tracks } from '../music.ts'

const rows = select({ tracks: hasMany(artists, tracks).select({ title: tracks.title }) }).from(artists)

union(rows, rows)
