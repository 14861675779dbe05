// A statement as pg takes it: one by the extended protocol, whose rows are made as they arrive.
import type { Cells, DriverResult, NamedRow, RowReader, Wire } from '@espalier/core'
import type pg from 'pg'

/** What pg's connection has and its types do not tell. */
interface Connection {
  readonly stream: { cork(): void; uncork(): void }
  readonly parsedStatements: Record<string, unknown>
  readonly submittedNamedStatements?: Record<string, unknown>
  parse(statement: { readonly text: string; readonly name: string }): void
  bind(portal: { readonly statement: string; readonly values: readonly (string | Buffer | null)[] }): void
  execute(portal: Record<never, never>): void
  sync(): void
  sendCopyFail(reason: string): void
}

/** A statement of Espalier's own that goes with another one: both are answered, or neither has taken effect. */
export interface Beside {
  readonly text: string
  /** False where it goes behind the other. */
  readonly first: boolean
}

/**
 * One statement, sent once. pg's own keeps the texts of all rows until the last one is there, and each collection of
 * garbage copies them. Nor are the columns asked for by name: what they are is known.
 */
export class Query implements pg.Submittable {
  readonly text: string
  readonly name: string
  /** pg calls it where its own limits of time stop a statement. */
  callback: (error: unknown) => void
  readonly answer: Promise<DriverResult>
  readonly #values: readonly Wire[]
  readonly #reader: RowReader | undefined
  readonly #beside: Beside | undefined
  /** True while what is answered is the statement itself. */
  #isOwn: boolean
  readonly #rows: (Cells | NamedRow)[] = []
  #complete = ''
  #failure: { readonly error: unknown } | undefined

  /** Without a name it is parsed anew. */
  constructor(text: string, values: readonly Wire[], name = '', reader?: RowReader, beside?: Beside) {
    this.text = text
    this.name = name
    this.#values = values
    this.#reader = reader
    this.#beside = beside
    this.#isOwn = !beside?.first
    this.callback = () => {}
    this.answer = new Promise((resolve, reject) => {
      this.callback = (error) => (error ? reject(error) : resolve(this.#result()))
    })
  }

  /** Its messages go in one piece, whatever they are. */
  submit(connection: pg.Connection): null {
    const wire = connection as unknown as Connection
    wire.stream.cork()
    try {
      // pg takes the first answer to PARSE for that of the statement with a name
      if (this.name !== '') this.#parse(wire)
      if (this.#beside?.first) alone(wire, this.#beside.text)
      if (this.name === '') this.#parse(wire)
      wire.bind({ statement: this.name, values: this.#values.map(asWritten) })
      wire.execute({})
      if (this.#beside?.first === false) alone(wire, this.#beside.text)
      wire.sync()
    } finally {
      wire.stream.uncork()
    }
    return null
  }

  #parse(wire: Connection): void {
    const { name, text } = this
    if (name !== '' && wire.parsedStatements[name] !== undefined) return
    wire.parse({ text, name })
    if (name !== '' && wire.submittedNamedStatements) wire.submittedNamedStatements[name] = text
  }

  handleRowDescription(): void {}

  /** A value that is not as its type says fails what reads it, and not the statement. */
  handleDataRow({ fields }: { readonly fields: Cells }): void {
    if (this.#failure || !this.#isOwn) return
    try {
      this.#rows.push(this.#reader ? this.#reader.ofCells(fields) : fields)
    } catch (error) {
      this.#failure = { error }
    }
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    if (this.#isOwn) this.#complete = text
    if (this.#beside) this.#isOwn = !this.#isOwn
  }

  handleEmptyQuery(): void {}

  handlePortalSuspended(): void {}

  handleCopyInResponse(connection: unknown): void {
    ;(connection as Connection).sendCopyFail('rows to copy come from nowhere')
  }

  handleCopyData(): void {}

  handleError(error: unknown): void {
    this.callback(error)
  }

  handleReadyForQuery(): void {
    this.callback(undefined)
  }

  /** `SELECT 3`, `INSERT 0 1`, `BEGIN`. */
  #result(): DriverResult {
    const [, command, count] = /^(\w+)(?:.* (\d+)|.*)$/.exec(this.#complete) ?? []
    const rowCount = Number(count ?? 0)
    if (!this.#reader) return { rows: this.#rows as Cells[], rowCount, command }
    return { rows: [], rowCount, command, read: () => this.#read() }
  }

  #read(): NamedRow[] {
    if (this.#failure) throw this.#failure.error
    return this.#rows as NamedRow[]
  }
}

/** A statement without parameters or a name. */
function alone(wire: Connection, text: string): void {
  wire.parse({ text, name: '' })
  wire.bind({ statement: '', values: [] })
  wire.execute({})
}

/** Bytes go as they are, all else as its text. */
function asWritten(value: Wire): string | Buffer | null {
  if (value === null || typeof value === 'string') return value
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : String(value)
}
