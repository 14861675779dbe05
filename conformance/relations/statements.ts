import { vi } from 'vitest'

/** What a statement is sent as. */
interface Sent {
  readonly sql: string
  /** True where the session may be another one behind it. */
  readonly foreign: boolean
}

/** The texts of the statements that a database sends from here on, until the next call. */
export function statementsOf(db: object): string[] {
  const sent: string[] = []
  watched(db, ({ sql }) => sent.push(sql))
  return sent
}

/** The statements that a database sends from here on, until the next call. */
export function compiledOf(db: object): Sent[] {
  const sent: Sent[] = []
  watched(db, (compiled) => sent.push(compiled))
  return sent
}

function watched(db: object, tell: (compiled: Sent) => void): void {
  vi.restoreAllMocks()
  const sender = db as { send(sent: { readonly compiled: Sent }): unknown }
  const send = sender.send.bind(db)
  vi.spyOn(sender, 'send').mockImplementation((sent) => {
    tell(sent.compiled)
    return send(sent)
  })
}
