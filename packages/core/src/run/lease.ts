import { ConnectionFailed } from '../errors.ts'
import { inTime } from './clock.ts'
import type { DriverConnection } from './driver.ts'

/** A server's session, as far as one user of it is concerned. */
export interface LeasedSession extends Omit<DriverConnection, 'release' | 'cancel'> {
  cancel(): Promise<void>
  /** True where nobody else may have it: something is open on it, or it has broken. */
  readonly isSpent: boolean
  /** True where its user may have changed what it is set to. */
  readonly isTouched: boolean
  /** How long it may take for that, or to obey when it is stopped, in milliseconds; then it is cut. */
  readonly patience: number
  /** Sets it back to what it was when it was opened. */
  reset(): Promise<void>
}

/** A connection for one user, once: what was given back sends nothing more, and is not given back again. */
export class Lease implements DriverConnection {
  readonly #session: LeasedSession
  readonly #end: (isSpent: boolean) => void
  #isOver = false

  constructor(session: LeasedSession, end: (isSpent: boolean) => void) {
    this.#session = session
    this.#end = end
  }

  get transaction(): DriverConnection['transaction'] {
    return this.#session.transaction
  }

  send(...[sql, params, options]: Parameters<DriverConnection['send']>): ReturnType<DriverConnection['send']> {
    return this.#open().send(sql, params, options)
  }

  read(...[sql, params, options, batch]: Parameters<DriverConnection['read']>): ReturnType<DriverConnection['read']> {
    return this.#open().read(sql, params, options, batch)
  }

  cancel(): Promise<void> {
    return this.#open().cancel()
  }

  release(): void {
    if (this.#isOver) return
    this.#isOver = true
    const session = this.#session
    if (session.isSpent) return this.#end(true)
    if (!session.isTouched) return this.#end(false)
    void inTime(session.reset(), session.patience, () => new Error('no answer in time')).then(
      () => this.#end(false),
      () => this.#end(true),
    )
  }

  #open(): LeasedSession {
    if (!this.#isOver) return this.#session
    throw new ConnectionFailed('this connection was given back; send through the one that is open', {})
  }
}
