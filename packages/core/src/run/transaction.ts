import type { TransactionMode } from '../compile/dialect.ts'
import type { AnyLack } from '../compile/features.ts'
import {
  CommitOutcomeUnknown,
  ConnectionLost,
  EspalierError,
  QueryCancelled,
  TransactionRolledBack,
} from '../errors.ts'
import type { Duration, Signal } from './clock.ts'
import type { DriverConnection, DriverResult } from './driver.ts'
import type { Engine } from './engine.ts'
import { Held } from './held.ts'
import { misuse, placed } from './place.ts'
import { type RunOptions, sayOn, throwIfAborted } from './send.ts'
import type { Verbs } from './verbs.ts'

/** How a transaction runs. */
export interface TransactionOptions extends TransactionMode {
  /** Stops what is under way on the server and rolls back. Where it comes during COMMIT, what the server answers holds. */
  readonly signal?: Signal | undefined
  /** How long BEGIN, COMMIT and ROLLBACK may take, each; the database's `statementTimeout` unless told. */
  readonly timeout?: Duration | undefined
}

/** What a transaction has become. Where the connection broke during COMMIT, nobody can say: `unknown`. */
export type TransactionState = 'open' | 'ending' | 'committed' | 'rolled back' | 'unknown'

/** What a transaction and the savepoints in it share. */
interface Shared {
  /** Gives the connection back, once. */
  readonly end: (broken: unknown) => void
  /** What stops BEGIN and COMMIT. */
  readonly limits: RunOptions
  /** Why the database ended the transaction by itself. */
  lost: { readonly error: unknown } | undefined
  savepoints: number
}

/**
 * A transaction that is under way, or a savepoint in one: the verbs, all on its one connection, one behind the other.
 * `db.transaction(…)` ends it with its callback; one that `db.begin()` gave ends with `commit()` or `rollback()`.
 */
export class Transaction<out Lacks extends AnyLack> extends Held<Lacks> {
  readonly #shared: Shared
  readonly #savepoint: string | undefined
  readonly #begun: Error
  #state: TransactionState = 'open'
  #ended: Error | undefined
  /** True where statements that wait for their turn are not to be sent any more. */
  #dead = false
  readonly #hooks: (() => unknown)[] = []

  private constructor(
    engine: Engine,
    connection: DriverConnection,
    outer: Held<Lacks> | undefined,
    shared: Shared,
    savepoint: string | undefined,
    begun: Error,
  ) {
    super(engine, connection, outer)
    this.#shared = shared
    this.#savepoint = savepoint
    this.#begun = begun
  }

  /** Begins a transaction on a connection. */
  static async begin<Lacks extends AnyLack>(
    engine: Engine,
    connection: DriverConnection,
    { signal, timeout = engine.timeout, ...mode }: TransactionOptions,
    outer: Held<Lacks> | undefined,
    begun: Error,
    end: (broken: unknown) => void,
  ): Promise<Transaction<Lacks>> {
    const transaction = new Transaction<Lacks>(
      engine,
      connection,
      outer,
      { end, limits: { signal, timeout }, lost: undefined, savepoints: 0 },
      undefined,
      begun,
    )
    try {
      for (const words of engine.dialect.begin(mode)) await transaction.#say(words, transaction.#shared.limits)
    } catch (error) {
      end(error)
      throw error
    }
    return transaction
  }

  /** Runs a callback in a transaction or savepoint that has begun, and ends it as the callback ends. */
  static async run<Lacks extends AnyLack, Result>(
    transaction: Transaction<Lacks>,
    work: (transaction: Transaction<Lacks>) => Promise<Result>,
    signal: Signal | undefined,
  ): Promise<Result> {
    const context = transaction.engine.driver.host?.context
    const run = async (): Promise<Result> => work(transaction)
    let result: Result
    try {
      result = await stoppable(() => (context ? context.run(transaction, run) : run()), signal)
    } catch (error) {
      await transaction.#undo(error, signal)
      throw error
    }
    if (transaction.isOpen) await transaction.commit()
    return result
  }

  /** What has become of it. */
  get state(): TransactionState {
    return this.#state
  }

  get isOpen(): boolean {
    return this.#state === 'open'
  }

  /** Where it began, for messages. */
  get begun(): Error {
    return this.#begun
  }

  /**
   * Runs the callback in a savepoint: released when it is done, rolled back to when it throws, so that the transaction
   * can go on either way.
   */
  async savepoint<Result>(work: (savepoint: Transaction<Lacks>) => Promise<Result>): Promise<Result> {
    const begun = beginning('savepoint')
    return this.inTurn(async () => {
      const name = `s${++this.#shared.savepoints}`
      await this.#say(`savepoint ${name}`)
      const inner = new Transaction<Lacks>(this.engine, this.connection, this, this.#shared, name, begun)
      const result = await Transaction.run(inner, work, undefined)
      if (inner.#state === 'committed') this.#hooks.push(...inner.#hooks)
      return result
    })
  }

  /** A transaction inside of a transaction is a savepoint. */
  transaction<Result>(work: (savepoint: Transaction<Lacks>) => Promise<Result>): Promise<Result> {
    return this.savepoint(work)
  }

  /** Runs behind COMMIT, when the connection was given back; never, where the transaction or its savepoint is rolled back. */
  afterCommit(hook: () => unknown): void {
    this.checkOpen()
    this.#hooks.push(hook)
  }

  /**
   * `COMMIT`, or the release of a savepoint. What was sent before is waited for; if some of it fails now, the transaction
   * is rolled back, since nobody can have looked at it yet.
   */
  async commit(): Promise<void> {
    this.#close('commit')
    const loose = await this.line.settled()
    await this.closeStreams()
    if (loose) {
      await this.#takeBack(loose.error)
      throw loose.error
    }
    this.#checkLost()
    if (this.connection.transaction === 'lost') {
      this.#finish('rolled back', 'lost')
      throw new ConnectionLost(
        'the connection was lost before COMMIT was sent; nothing of the transaction is stored',
        {},
      )
    }
    if (this.#savepoint !== undefined) return this.#release()
    let answer: DriverResult
    try {
      answer = await this.#say('commit', this.#shared.limits)
    } catch (error) {
      throw await this.#notCommitted(error)
    }
    if (answer.command === 'ROLLBACK') {
      this.#finish('rolled back')
      throw rolledBack(
        'the database rolled the transaction back, since a statement in it had failed; nothing was stored',
      )
    }
    this.#finish('committed')
    await this.#runHooks()
  }

  /** `ROLLBACK`, or the way back to a savepoint. Statements that still wait for their turn are not sent. */
  async rollback(): Promise<void> {
    this.#close('rollback')
    this.#dead = true
    await this.line.settled()
    const failure: { suppressed?: unknown } = {}
    await this.#takeBack(failure)
    if (failure.suppressed) throw (failure.suppressed as unknown[])[0]
  }

  /** Rolls back where it has not ended yet. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.isOpen) await this.rollback()
  }

  /** Rolls back because of an error, which stays the one that is told: if the way back fails as well, that is in its `suppressed`. */
  async #undo(error: unknown, signal: Signal | undefined): Promise<void> {
    if (!this.isOpen) return
    this.#close('rollback')
    this.#dead = true
    if (signal?.aborted && this.line.isBusy) await this.connection.cancel?.()
    await this.line.settled()
    await this.#takeBack(error)
  }

  protected together<Result>(work: (verbs: Verbs<Lacks>) => Promise<Result>): Promise<Result> {
    return work(this)
  }

  protected override checkBuild(): void {
    throw misuse(`${this.dialect.name} commits at each statement that builds a table; send it outside of a transaction`)
  }

  protected checkOpen(): void {
    if (this.isOpen) return this.#checkLost()
    throw misuse(
      `this ${this.#what} has ended; a statement behind its end belongs to none, so await all of them before`,
      this.#ended,
    )
  }

  protected checkAlive(): void {
    if (this.#dead || (this.outer instanceof Transaction && this.outer.#dead))
      throw misuse(
        `the ${this.#what} was rolled back before this statement was sent; await all statements of it`,
        this.#ended,
      )
    this.#checkLost()
  }

  protected answered(failure: unknown): void {
    const { transaction } = this.connection
    if (transaction === 'none' || transaction === 'lost') this.#shared.lost ??= { error: failure }
  }

  get #what(): string {
    return this.#savepoint === undefined ? 'transaction' : 'savepoint'
  }

  #close(how: string): void {
    this.checkEnds(how)
    this.#state = 'ending'
    this.#ended = placed(() => new Error(`the ${this.#what} ended here`))
  }

  /** An end comes once. */
  private checkEnds(how: string): void {
    if (this.isOpen) return
    throw misuse(`this ${this.#what} has ended already; it cannot ${how} again`, this.#ended)
  }

  /** The database ended the transaction: it rolled it back with an error, or a statement was such that it commits. */
  #checkLost(): void {
    const { lost } = this.#shared
    if (!lost) return
    if (this.#state === 'ending') this.#finish('rolled back')
    if (lost.error !== undefined)
      throw rolledBack(
        'the database rolled the whole transaction back with this error; nothing of it is stored',
        lost.error,
      )
    throw misuse(
      'a statement ended the transaction by itself: one that builds tables does on this database, and so does COMMIT; send it outside of a transaction',
    )
  }

  /** Words of the transaction itself. On the way back nothing but the time stops them: a signal is why it goes back. */
  async #say(words: string, limits: RunOptions = { timeout: this.#shared.limits.timeout }): Promise<DriverResult> {
    return sayOn(this.engine, this.connection, words, limits)
  }

  async #release(): Promise<void> {
    if (this.connection.transaction === 'failed') {
      const error = rolledBack('the database rolled the savepoint back, since a statement in it had failed')
      await this.#takeBack(error)
      throw error
    }
    try {
      await this.#say(`release savepoint ${this.#savepoint}`)
    } catch (error) {
      await this.#takeBack(error)
      throw error
    }
    this.#finish('committed')
  }

  /** What is told of a COMMIT that was not answered, or refused. */
  async #notCommitted(error: unknown): Promise<unknown> {
    // A signal that came before COMMIT was sent is no loss, and one that cut the connection is.
    if (!(error instanceof ConnectionLost) && this.connection.transaction !== 'lost') {
      await this.#takeBack(error)
      return error
    }
    this.#finish('unknown', error)
    return new CommitOutcomeUnknown(
      'the connection broke while COMMIT was under way; the transaction is stored as a whole or not at all, so look before it is repeated',
      { code: (error as ConnectionLost).code, sql: 'commit', cause: error },
    )
  }

  /** Rolls back on the server, where there is still something to roll back. */
  async #takeBack(error: unknown): Promise<void> {
    let broken: unknown
    try {
      await this.closeStreams()
      const { transaction } = this.connection
      const isThere = (transaction === 'open' || transaction === 'failed') && !this.#shared.lost
      if (isThere && this.#savepoint === undefined) await this.#say('rollback')
      if (isThere && this.#savepoint !== undefined) {
        await this.#say(`rollback to savepoint ${this.#savepoint}`)
        await this.#say(`release savepoint ${this.#savepoint}`)
      }
    } catch (second) {
      broken = second
      suppress(error, second)
    }
    this.#finish('rolled back', broken)
  }

  #finish(state: TransactionState, broken?: unknown): void {
    this.#state = state
    if (this.#savepoint === undefined) this.#shared.end(broken)
    else if (broken !== undefined) this.#shared.lost ??= { error: broken }
  }

  async #runHooks(): Promise<void> {
    let failure: { readonly error: unknown } | undefined
    for (const hook of this.#hooks) {
      try {
        await hook()
      } catch (error) {
        failure ??= { error }
      }
    }
    if (failure)
      throw new EspalierError('the transaction is committed, but work behind it (afterCommit) failed', {
        cause: failure.error,
      })
  }
}

/** The place in the program where something began. */
export const beginning = (what: string): Error => placed(() => new Error(`the ${what} began here`))

const rolledBack = (message: string, cause?: unknown): TransactionRolledBack =>
  new TransactionRolledBack(message, { cause })

/** Keeps a later error with the one that is told. */
function suppress(error: unknown, second: unknown): void {
  if (typeof error !== 'object' || error === null || !Object.isExtensible(error)) return
  const { suppressed = [] } = error as { suppressed?: unknown[] }
  Object.assign(error, { suppressed: [...suppressed, second] })
}

/** A callback that is not waited for any longer when the signal is aborted. */
async function stoppable<Result>(work: () => Promise<Result>, signal: Signal | undefined): Promise<Result> {
  if (!signal) return work()
  throwIfAborted(signal)
  return new Promise<Result>((resolve, reject) => {
    const onAbort = (): void =>
      reject(new QueryCancelled('the signal stopped the transaction; it was rolled back', { cause: signal.reason }))
    signal.addEventListener('abort', onAbort)
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort))
  })
}
