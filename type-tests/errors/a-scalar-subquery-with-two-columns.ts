import { scalar, select } from '@espalier/core'
import { artists } from '../music.ts'

scalar(select({ id: artists.id, name: artists.name }).from(artists))
