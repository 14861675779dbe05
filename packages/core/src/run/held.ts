import type { Compiled } from '../compile/compile.ts'
import type { AnyLack } from '../compile/features.ts'
import type { Wire } from '../types/sql-type.ts'
import type { DriverConnection, DriverResult, RowSource } from './driver.ts'
import type { Engine } from './engine.ts'
import { Line } from './line.ts'
import { misuse } from './place.ts'
import { type Sent, sendOn } from './send.ts'
import { readOn, type StreamOptions } from './stream.ts'
import { Verbs } from './verbs.ts'
import type { Watch } from './watch.ts'

/** The verbs on a connection that is held: what is sent at the same time is sent one behind the other. */
export abstract class Held<out Lacks extends AnyLack> extends Verbs<Lacks> {
  protected readonly engine: Engine
  protected readonly connection: DriverConnection
  protected readonly line: Line = new Line()
  /** The handle inside of which this one was made. */
  readonly outer: Held<Lacks> | undefined
  readonly #streams: Set<RowSource> = new Set()

  protected constructor(engine: Engine, connection: DriverConnection, outer: Held<Lacks> | undefined) {
    super(engine.dialect as Verbs<Lacks>['dialect'])
    this.engine = engine
    this.connection = connection
    this.outer = outer
  }

  protected get watch(): Watch {
    return this.engine.watch
  }

  /** True as long as statements can be sent through this handle. */
  abstract readonly isOpen: boolean

  /** Throws where this handle has ended. */
  protected abstract checkOpen(): void

  /** What is to be known when a statement has been answered or refused. */
  protected abstract answered(failure: unknown): void

  protected send(sent: Sent): DriverResult | Promise<DriverResult> {
    return this.inTurn(() => sendOn(this.engine, this.connection, sent))
  }

  /** Waits for its turn, and is refused where its handle has ended until then. */
  protected inTurn<Result>(work: () => Result | Promise<Result>): Result | Promise<Result> {
    this.#checkPlace()
    this.checkOpen()
    return this.line.add(() => {
      this.checkAlive()
      let result: Result | Promise<Result>
      try {
        result = work()
      } catch (error) {
        this.answered(error)
        throw error
      }
      if (!(result instanceof Promise)) {
        this.answered(undefined)
        return result
      }
      return result.then(
        (value) => {
          this.answered(undefined)
          return value
        },
        (error: unknown) => {
          this.answered(error)
          throw error
        },
      )
    })
  }

  /** Throws where what was given in time comes too late all the same. */
  protected abstract checkAlive(): void

  protected async read(
    compiled: Compiled,
    params: readonly Wire[],
    { batch = 100 }: StreamOptions,
  ): Promise<RowSource> {
    const source = await this.inTurn(() => readOn(this.engine, this.connection, compiled, params, batch))
    this.#streams.add(source)
    return {
      next: async () => this.inTurn(() => source.next()),
      close: async () => {
        if (this.#streams.delete(source)) await source.close()
      },
    }
  }

  /** Ends the reading of streams that are still open: nobody can read on behind the end. */
  protected async closeStreams(): Promise<void> {
    for (const source of this.#streams) {
      this.#streams.delete(source)
      await source.close()
    }
  }

  /** Inside of a savepoint, the transaction around it waits for the savepoint's end, and would wait for ever. */
  #checkPlace(): void {
    const inner = this.engine.driver.host?.context?.getStore() as Held<any> | undefined
    if (inner === undefined || inner === this || !inner.isOpen) return
    for (let around = inner.outer; around; around = around.outer) {
      if (around !== this) continue
      throw misuse(
        'a statement was sent through a handle that waits for the transaction or savepoint inside of it; send it through the innermost handle',
      )
    }
  }
}
