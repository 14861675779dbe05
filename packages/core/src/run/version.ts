import { ServerTooOld } from '../errors.ts'

/**
 * Makes sure that a server is as new as Espalier needs, and as the program declared: for drivers, when a connection is
 * opened. Versions are compared by their numbers, as many as the one that is asked for has: `8.0.31`, `16`.
 */
export function checkVersion(server: string, version: string, oldest: string, declared: string = oldest): void {
  if (isOlder(version, oldest))
    throw new ServerTooOld(`this is ${server} ${version}; Espalier needs ${oldest} or newer`, {})
  if (isOlder(version, declared))
    throw new ServerTooOld(
      `this is ${server} ${version}; the database is declared as ${declared}, which { version } changes`,
      {},
    )
}

function isOlder(version: string, than: string): boolean {
  const found = numbersIn(version)
  for (const [i, least] of numbersIn(than).entries()) {
    const part = found[i] ?? 0
    if (part !== least) return part < least
  }
  return false
}

const numbersIn = (version: string): readonly number[] => (version.match(/\d+/g) ?? []).map(Number)
