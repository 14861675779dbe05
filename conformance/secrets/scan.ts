// What no error, line, event or object that is shown may hold.
import { inspect } from 'node:util'
import type { ServersRecord } from '../servers/record.ts'

/** What the tests give as the value of a sensitive column, and nowhere else. */
export const canary = 'canary-5d1f0c7e93b24a68'

/** The passwords of the servers of the run: they are random, and told to the tests only. */
export function passwordsOf(servers: ServersRecord): readonly string[] {
  const urls = Object.values(servers).flatMap((running) => (running && 'url' in running ? [String(running.url)] : []))
  const passwords = urls.map((url) => /:\/\/[^/@]*:([^/@]*)@/.exec(url)?.[1] ?? '')
  // the password of a server of one's own may be a word
  return [...new Set(passwords.filter((password) => password.length >= 16))]
}

/** Everything that a logger could make of a value. */
export function everythingOf(value: unknown): string {
  const said = [inspect(value, { depth: 12, getters: true, maxStringLength: null }), String(value)]
  for (let error = value; error instanceof Error; error = error.cause) said.push(error.stack ?? '')
  said.push(json(value))
  return said.join('\n')
}

function json(value: unknown): string {
  const seen = new Set<unknown>()
  const once = (_key: string, part: unknown): unknown => {
    if (typeof part === 'bigint') return String(part)
    if (typeof part !== 'object' || part === null) return part
    if (seen.has(part)) return undefined
    seen.add(part)
    return part
  }
  try {
    return JSON.stringify(value, once) ?? ''
  } catch {
    return ''
  }
}

/** Looks for secrets in what is written bit by bit. */
export class Scan {
  readonly #secrets: () => readonly string[]
  #rest = ''
  /** Where secrets were found: the text around them, without them. */
  readonly found: string[] = []

  constructor(secrets: () => readonly string[]) {
    this.#secrets = secrets
  }

  /** Text that goes on where the last one ended. */
  next(text: string): void {
    const all = this.#rest + text
    if (this.whole(all)) this.#rest = ''
    else this.#rest = all.slice(-longest)
  }

  /** True where a text holds a secret. */
  whole(text: string): boolean {
    const secret = this.#secrets().find((one) => text.includes(one))
    if (secret === undefined) return false
    const at = text.indexOf(secret)
    this.found.push(text.slice(Math.max(0, at - 120), at + 60).replaceAll(secret, '<the secret>'))
    return true
  }
}

/** A secret may come in two parts. */
const longest = 200
