import { integer, select, sql } from '@espalier/core'
import { artists, tracks } from '../music.ts'

select({ id: tracks.id }).from(tracks).where(sql(integer())`length(${artists.name})`.gt(3))
