/**
 * Work on one connection, one behind the other in the order in which it was given. Where nothing is under way it begins
 * at once, and a driver that answers at once is not made to wait for a promise.
 */
export class Line {
  #last: Promise<void> | undefined
  #closing = false
  #failure: { readonly error: unknown } | undefined

  /** True while something is under way. */
  get isBusy(): boolean {
    return this.#last !== undefined
  }

  /** Runs `work` when all work before it has settled. */
  add<Result>(work: () => Result | Promise<Result>): Result | Promise<Result> {
    const result = this.#last ? this.#last.then(work) : work()
    if (!(result instanceof Promise)) return result
    const last: Promise<void> = result.then(
      () => this.#settled(last),
      (error: unknown) => {
        if (this.#closing) this.#failure ??= { error }
        this.#settled(last)
      },
    )
    this.#last = last
    return result
  }

  /** Waits for what is under way. The first of it that fails from now on is told: nobody can have looked at it yet. */
  async settled(): Promise<{ readonly error: unknown } | undefined> {
    this.#closing = true
    while (this.#last) await this.#last
    return this.#failure
  }

  #settled(last: Promise<void>): void {
    if (this.#last === last) this.#last = undefined
  }
}
