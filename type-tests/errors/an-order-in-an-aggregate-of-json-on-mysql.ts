import { type Database, jsonArrayAgg, select } from '@espalier/core'
import type { MysqlLacks } from '@espalier/dialect-mysql'
import { tracks } from '../music.ts'

declare const mysql: Database<MysqlLacks>

await mysql.all(select({ all: jsonArrayAgg(tracks.title, { orderBy: tracks.id }) }).from(tracks))
