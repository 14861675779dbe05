import { type Database, select } from '@espalier/core'
import type { MysqlLacks } from '@espalier/dialect-mysql'
import type { SqliteLacks } from '@espalier/dialect-sqlite'
import { artists, tracks } from '../music.ts'

declare const either: Database<SqliteLacks | MysqlLacks>
either.all(select({ id: tracks.id }).from(tracks).fullJoin(artists, artists.id.eq(tracks.artistId)))
