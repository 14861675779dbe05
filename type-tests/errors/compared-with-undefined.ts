import { artists } from '../music.ts'

artists.country.eq(undefined)
