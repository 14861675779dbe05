import { select } from '@espalier/core'
import { db, tracks } from '../music.ts'

export const titles: string[] = []
for await (const row of db.stream(select({ title: tracks.title }).from(tracks))) titles.push(row.title)
