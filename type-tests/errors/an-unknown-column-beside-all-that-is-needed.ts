import { insert } from '@espalier/core'
import { artists } from '../music.ts'

insert(artists).values({ name: 'Abba', length: 3 })
