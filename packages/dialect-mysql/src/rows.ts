// Rows as a server sends them for a prepared statement. mysql2's own reader that makes no code of strings makes functions
// for each cell, and takes twice as long.

/** A column of a result, as mysql2 knows it. */
interface Field {
  readonly columnType: number
  readonly flags: number
  readonly decimals: number | string
  readonly characterSet: number
  readonly encoding: string
  readonly extendedFormat?: string
}

/** A message of mysql2 with a row, which is read from its beginning to its end. */
interface Packet {
  readInt8(): number
  readSInt8(): number
  readInt16(): number
  readSInt16(): number
  readInt32(): number
  readSInt32(): number
  readInt64String(): string
  readSInt64String(): string
  readFloat(): number
  readDouble(): number
  readTimeString(): string
  readLengthCodedString(encoding: string): string | null
  readLengthCodedBuffer(): Uint8Array | null
}

type Cell = string | number | Uint8Array | null
type Read = (packet: Packet) => Cell

/** What makes a row of a message. */
interface RowParser {
  next(packet: Packet, fields: unknown, options: unknown): unknown
}

/** A statement of mysql2 under way: how it makes what reads its rows. */
interface Command {
  buildParserFromFields?: (fields: readonly Field[], connection: unknown) => new () => RowParser
}

/** Lets a statement's rows be read here, where mysql2 is as it is known, and each of the columns too. */
export function readRows(executed: unknown): void {
  const command = executed as Command
  const original = command.buildParserFromFields
  if (!original) return
  command.buildParserFromFields = (fields, connection) => {
    const Original = original.call(command, fields, connection)
    const reads = fields.map(readOf)
    if (!reads.every((read) => read !== undefined)) return Original
    return class {
      #rest: RowParser | undefined
      #isKnown: boolean | undefined

      next(packet: Packet, ...rest: [fields: unknown, options: unknown]): unknown {
        this.#isKnown ??= methods.every((name) => typeof packet[name] === 'function')
        if (this.#isKnown) return cellsOf(packet, reads)
        this.#rest ??= new Original()
        return this.#rest.next(packet, ...rest)
      }
    }
  }
}

const methods: readonly (keyof Packet)[] = [
  ...(['readInt8', 'readSInt8', 'readInt16', 'readSInt16', 'readInt32', 'readSInt32'] as const),
  ...(['readInt64String', 'readSInt64String', 'readFloat', 'readDouble', 'readTimeString'] as const),
  ...(['readLengthCodedString', 'readLengthCodedBuffer'] as const),
]

/** A byte that says nothing, a bit for each column that is null, from the third bit on, and the other columns. */
function cellsOf(packet: Packet, reads: readonly Read[]): Cell[] {
  packet.readInt8()
  const nulls: number[] = []
  for (let bits = reads.length + 2; bits > 0; bits -= 8) nulls.push(packet.readInt8())
  const cells: Cell[] = []
  for (let i = 0; i < reads.length; i++) {
    const isNull = ((nulls[(i + 2) >> 3] as number) >> ((i + 2) & 7)) & 1
    cells.push(isNull ? null : (reads[i] as Read)(packet))
  }
  return cells
}

/** UNSIGNED among the flags of a column. */
const unsigned = 32
/** The character set of what is bytes. */
const binary = 63

const asText =
  (encoding: string): Read =>
  (packet) =>
    packet.readLengthCodedString(encoding)
const asBytes: Read = (packet) => packet.readLengthCodedBuffer()

/** How a column is read, to what `mysql2Options` say; undefined for a type that is left to mysql2. */
function readOf({ columnType, flags, decimals, characterSet, encoding, extendedFormat }: Field): Read | undefined {
  if (extendedFormat === 'json') return asText(encoding)
  const isUnsigned = (flags & unsigned) !== 0
  switch (columnType) {
    case types.tiny:
      return isUnsigned ? (packet) => packet.readInt8() : (packet) => packet.readSInt8()
    case types.short:
      return isUnsigned ? (packet) => packet.readInt16() : (packet) => packet.readSInt16()
    case types.year:
      return (packet) => packet.readInt16()
    case types.long:
    case types.int24:
      return isUnsigned ? (packet) => packet.readInt32() : (packet) => packet.readSInt32()
    case types.longlong:
      return isUnsigned ? (packet) => packet.readInt64String() : (packet) => packet.readSInt64String()
    case types.float:
      return (packet) => packet.readFloat()
    case types.double:
      return (packet) => packet.readDouble()
    case types.decimal:
    case types.newdecimal:
      return asText('ascii')
    case types.date:
      return (packet) => dateTime(packet, false, 0)
    case types.datetime:
    case types.timestamp:
      return (packet) => dateTime(packet, true, Number(decimals))
    case types.time:
      return (packet) => packet.readTimeString()
    case types.json:
      return asText('utf8')
    default:
      if (!texts.has(columnType)) return undefined
      return characterSet === binary ? asBytes : asText(encoding)
  }
}

/** `2024-03-31`, `2024-03-31 23:59:59.123`: what is zero at the end is not sent. */
function dateTime(packet: Packet, hasTime: boolean, decimals: number): string {
  const length = packet.readInt8()
  const date =
    length > 3
      ? `${String(packet.readInt16()).padStart(4, '0')}-${digits[packet.readInt8()]}-${digits[packet.readInt8()]}`
      : '0000-00-00'
  const time =
    length > 6 ? ` ${digits[packet.readInt8()]}:${digits[packet.readInt8()]}:${digits[packet.readInt8()]}` : undefined
  if (length <= 10) return time === undefined && hasTime ? `${date} 00:00:00` : date + (time ?? '')
  const micros = String(packet.readInt32()).padStart(6, '0')
  return `${date}${time}.${decimals > 0 ? micros.slice(0, decimals) : micros}`
}

const digits: readonly string[] = Array.from({ length: 100 }, (_two, i) => String(i).padStart(2, '0'))

/** The types of the protocol by their numbers. */
const types = {
  decimal: 0,
  tiny: 1,
  short: 2,
  long: 3,
  float: 4,
  double: 5,
  timestamp: 7,
  longlong: 8,
  int24: 9,
  date: 10,
  time: 11,
  datetime: 12,
  year: 13,
  json: 245,
  newdecimal: 246,
} as const

/** VARCHAR, BIT, ENUM, SET, the BLOBs, VAR_STRING and STRING: by their character set text or bytes. */
const texts: ReadonlySet<number> = new Set([15, 16, 247, 248, 249, 250, 251, 252, 253, 254])
