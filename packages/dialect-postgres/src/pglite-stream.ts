// The wire between pg and PGlite: bytes of PostgreSQL's protocol, inside of the process.
import { Duplex } from 'node:stream'

/** What Espalier uses of a `PGlite`. */
export interface PgliteHandle {
  runExclusive<Result>(work: () => Promise<Result>): Promise<Result>
  execProtocolRaw(message: Uint8Array): Promise<Uint8Array>
  close(): Promise<void>
}

/** The first byte of the message by which a client says goodbye. */
const terminate = 'X'.charCodeAt(0)

/** As pg sees a socket: what is written goes to PGlite, and what that answers can be read. */
export class PgliteStream extends Duplex {
  readonly #open: () => Promise<PgliteHandle>
  #pglite: PgliteHandle | undefined
  #last: Promise<void> = Promise.resolve()

  constructor(open: () => Promise<PgliteHandle>) {
    super()
    this.#open = open
  }

  connect(): this {
    this.#open().then(
      (pglite) => {
        this.#pglite = pglite
        this.emit('connect')
      },
      (error: Error) => this.destroy(error),
    )
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#last = this.#send(chunk).then(() => done(), done)
  }

  override _writev(chunks: { readonly chunk: Buffer }[], done: (error?: Error) => void): void {
    this.#last = this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk))).then(() => done(), done)
  }

  override _final(done: () => void): void {
    this.push(null)
    done()
  }

  /** A session that ends takes its transaction and its settings with it; PGlite has one for as long as it is open. */
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const left = async (): Promise<void> => {
      await this.#last
      await this.#send(query('rollback'), false)
      await this.#send(query('discard all'), false)
    }
    // A program may have closed it already.
    void left()
      .catch(() => {})
      .then(() => done(error))
  }

  async #send(message: Uint8Array, answers = true): Promise<void> {
    const pglite = this.#pglite
    if (!pglite || message[0] === terminate) return
    const answer = await pglite.runExclusive(() => pglite.execProtocolRaw(message))
    if (answers && answer.length > 0) this.push(answer)
  }
}

/** A message of the simple protocol. */
function query(sql: string): Buffer {
  const message = Buffer.alloc(6 + sql.length)
  message.write('Q')
  message.writeInt32BE(5 + sql.length, 1)
  message.write(sql, 5, 'ascii')
  return message
}
