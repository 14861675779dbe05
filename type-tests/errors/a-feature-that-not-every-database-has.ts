import { type AnyLack, type Database, insert } from '@espalier/core'
import { artists } from '../music.ts'

declare const anywhere: Database<AnyLack>
anywhere.all(insert(artists).values({ name: 'Queen' }).returning(artists))
