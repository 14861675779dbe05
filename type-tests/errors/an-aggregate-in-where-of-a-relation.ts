import { count, hasMany } from '@espalier/core'
import { artists, tracks } from '../music.ts'

hasMany(artists, tracks).select({ title: tracks.title }).where(count().gt(1))
