import { artists } from '../music.ts'

artists.name.eq(5)
