import { artists } from '../music.ts'

artists.name.in(['Abba', 5])
