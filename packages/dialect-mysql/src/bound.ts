// Parameters as mysql2 sends them.
import type { SqlType, Wire } from '@espalier/core'
import mysql2 from 'mysql2'

/**
 * A parameter with the type that the server is to see. By itself mysql2 sends a number as floating point and a
 * bigint as text: 2^53 + 1 would be 2^53. MariaDB compares a decimal with a text in floating point, and MySQL
 * reads the text 12:00:00 in `cast(? as time)` as a date.
 */
export function bound(value: Wire, type: SqlType | undefined): mysql2.ExecuteValues {
  switch (typeof value) {
    case 'bigint':
      return BigInt.asIntN(64, value) === value ? types.LONGLONG(value) : types.NEWDECIMAL(String(value))
    case 'number':
      return type?.kind !== 'real' && Number.isSafeInteger(value) ? types.LONGLONG(value) : value
    case 'string':
      if (type?.kind === 'numeric') return types.NEWDECIMAL(value)
      return type?.kind === 'time' && clock.test(value) ? types.TIME(value) : value
    case 'object':
      return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : null
    default:
      return value
  }
}

const types: mysql2.TypedParameter = mysql2.TypedParameter
const clock = /^\d+:[0-5]\d:[0-5]\d(\.\d{1,6})?$/
