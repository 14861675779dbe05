import type { AnyLack } from '../compile/features.ts'
import type { DriverConnection } from './driver.ts'
import type { Engine } from './engine.ts'
import { Held } from './held.ts'
import { misuse } from './place.ts'
import { type RetryOptions, retried } from './retry.ts'
import { beginning, Transaction, type TransactionOptions } from './transaction.ts'
import type { Verbs } from './verbs.ts'

/** One connection, for statements that belong to one session: the verbs, one behind the other. */
export class Connection<out Lacks extends AnyLack> extends Held<Lacks> {
  #isOpen = true

  constructor(engine: Engine, connection: DriverConnection) {
    super(engine, connection, undefined)
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Runs the callback in a transaction on this connection: like `db.transaction`. */
  async transaction<Result>(
    work: (transaction: Transaction<Lacks>) => Promise<Result>,
    options: TransactionOptions & RetryOptions = {},
  ): Promise<Result> {
    const begun = beginning('transaction')
    return this.inTurn(() =>
      retried(options, async () => {
        const transaction = await Transaction.begin<Lacks>(this.engine, this.connection, options, this, begun, () => {})
        return Transaction.run(transaction, work, options.signal)
      }),
    )
  }

  /** Gives the connection back, when what was sent has been answered. */
  async close(): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    await this.line.settled()
    await this.closeStreams()
    this.connection.release()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  protected together<Result>(work: (verbs: Verbs<Lacks>) => Promise<Result>): Promise<Result> {
    return this.transaction(work)
  }

  protected checkOpen(): void {
    if (!this.#isOpen) throw misuse('this connection was given back; send through the one that is open')
  }

  protected checkAlive(): void {}

  protected answered(): void {}
}
