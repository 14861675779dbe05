// S34: every error that Espalier makes in any test, everything that is written, and every event that a listener gets is
// looked through for passwords and for the values of sensitive columns; a test that made one with a secret in it fails.
import { format } from 'node:util'
import { Database, EspalierError } from '@espalier/core'
import { afterEach, inject } from 'vitest'
import { canary, everythingOf, passwordsOf, Scan } from './scan.ts'

const secrets = [canary, ...passwordsOf(inject('servers'))]
const scan = new Scan(() => secrets)
const errors: unknown[] = []

/** The errors of a test so far, looked through. */
function lookThrough(): void {
  for (const error of errors.splice(0)) scan.whole(everythingOf(error))
}

/** What was found since it was asked last; then it is forgotten, for the tests of this file itself. */
export function leaked(): string[] {
  lookThrough()
  return scan.found.splice(0)
}

/** Stands between EspalierError and Error: `super()` finds it by the prototype. */
class Seen extends Error {
  constructor(message?: string, options?: ErrorOptions) {
    super(message, options)
    errors.push(this)
  }
}
Object.setPrototypeOf(EspalierError, Seen)

for (const level of ['debug', 'error', 'info', 'log', 'warn'] as const) {
  const write = console[level]
  console[level] = (...words: unknown[]) => {
    scan.whole(format(...words))
    write.apply(console, words)
  }
}
for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean
  stream.write = (chunk: unknown, ...rest: unknown[]) => {
    scan.next(String(chunk))
    return write(chunk, ...rest)
  }
}

type On = (name: never, listener: (event: unknown) => void) => () => void
const on = Database.prototype.on as unknown as On
Database.prototype.on = function (this: Database<never>, name: never, listener: (event: unknown) => void) {
  return on.call(this, name, (event) => {
    scan.whole(everythingOf(event))
    listener(event)
  })
} as never

afterEach(() => {
  const found = leaked()
  if (found.length > 0) throw new Error(`a secret was told ${found.length} times, as here: ${found[0]}`)
})
