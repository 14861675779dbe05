import { array, arrayContains, type Database, literal, select, text } from '@espalier/core'
import type { MysqlLacks } from '@espalier/dialect-mysql'

declare const mysql: Database<MysqlLacks>

await mysql.all(select({ is: arrayContains(literal(['a'], array(text())), ['a']) }))
