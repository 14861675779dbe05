import { update } from '@espalier/core'
import { artists } from '../music.ts'

update(artists).set({ nmae: 'Abba' })
