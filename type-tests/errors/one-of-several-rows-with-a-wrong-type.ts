import { insert } from '@espalier/core'
import { artists } from '../music.ts'

insert(artists).values([{ name: 'Abba' }, { name: 5 }, { country: 'SE' }])
