import { vi } from 'vitest'

/** The statements that a database sends from here on, until the next call. */
export function statementsOf(db: object): string[] {
  vi.restoreAllMocks()
  const sent: string[] = []
  const sender = db as { send(compiled: { readonly sql: string }, params: unknown): unknown }
  const send = sender.send.bind(db)
  vi.spyOn(sender, 'send').mockImplementation((compiled, params) => {
    sent.push(compiled.sql)
    return send(compiled, params)
  })
  return sent
}
