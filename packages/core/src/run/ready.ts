import type { Compiled } from '../compile/compile.ts'
import type { Dialect } from '../compile/dialect.ts'
import { encode } from '../compile/writer.ts'
import { StatementError } from '../errors.ts'
import type { SqlType, Wire } from '../types/sql-type.ts'
import { rowReader } from './decode.ts'
import type { RowReader, SendOptions } from './driver.ts'
import { type RunOptions, type Sent, toldOf } from './send.ts'

/** Where a value goes that each run gives. */
interface Place {
  readonly index: number
  readonly name: string
  readonly type: SqlType
  readonly label: string
}

/** A statement that was compiled once, with all that follows from it: only its values are left for each run. */
export class Ready {
  readonly #compiled: Compiled
  readonly #dialect: Dialect
  readonly #slots: readonly Place[]
  readonly #names: ReadonlySet<string>
  readonly #reader: RowReader | undefined
  readonly #all: SendOptions
  readonly #first: SendOptions

  /** The rows of a change that is asked for its key only are not made into objects: they stay as the driver has them. */
  constructor(compiled: Compiled, dialect: Dialect, isChange = false) {
    this.#compiled = compiled
    this.#dialect = dialect
    this.#slots = [...compiled.slots].map(([index, slot]) => ({ index, label: `parameter ${slot.name}`, ...slot }))
    this.#names = new Set(this.#slots.map(({ name }) => name))
    this.#reader = compiled.shape && !isChange ? rowReader(compiled.shape, dialect) : undefined
    this.#all = toldOf(compiled, this.#reader)
    this.#first = toldOf(compiled, this.#reader, true)
  }

  get givesRows(): boolean {
    return this.#reader !== undefined
  }

  /** How its rows are made. */
  get reader(): RowReader {
    if (this.#reader) return this.#reader
    throw new StatementError('this statement gives no rows; run it with run(…)')
  }

  /** The statement as it is sent with these values. */
  sent(values: unknown, options: RunOptions | undefined, first = false): Sent {
    const told = first ? this.#first : this.#all
    return { compiled: this.#compiled, params: this.#filled(values), options, told, cache: 'prepared' }
  }

  /** The parameters with the values of this run in their places. */
  #filled(values: unknown): readonly Wire[] {
    const given = (values ?? {}) as Readonly<Record<string, unknown>>
    for (const name in given) if (!this.#names.has(name) && Object.hasOwn(given, name)) this.#refuse(name)
    const all = this.#compiled.params.slice()
    for (const { index, name, type, label } of this.#slots) {
      const value = Object.hasOwn(given, name) ? given[name] : undefined
      if (value === undefined) throw new StatementError(`${label} has no value; give it one, or null`)
      all[index] = value === null ? null : encode(this.#dialect, value, type, label)
    }
    return all as readonly Wire[]
  }

  #refuse(name: string): never {
    const names = [...this.#names].join(', ') || 'none'
    throw new StatementError(`the statement has no parameter ${name}; it has ${names}`)
  }
}
