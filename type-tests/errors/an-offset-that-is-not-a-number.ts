import { select } from '@espalier/core'
import { tracks } from '../music.ts'

select({ id: tracks.id }).from(tracks).limit(10).offset('20')
