import { artists } from '../music.ts'

artists.country.eq(null)
