// Values for reading.

const longest = 60

/** A value as a reader knows it; a long one is cut. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `'${cut(value.replaceAll("'", "''"), longest)}'`
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid Date' : `'${value.toISOString()}'`
  if (value instanceof Uint8Array) return bytes(value)
  if (typeof value === 'object' && value !== null) return `'${cut(document(value), longest)}'`
  return typeof value === 'symbol' || typeof value === 'function' ? `a ${typeof value}` : String(value)
}

/** The beginning of a text that is longer than this. */
export const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length)}…` : text)

const bytes = (value: Uint8Array): string =>
  `x'${Array.from(value.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')}${value.length > 16 ? '…' : ''}'`

function document(value: object): string {
  try {
    return JSON.stringify(value) ?? 'an object'
  } catch {
    return 'an object'
  }
}
