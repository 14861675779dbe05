// Values in another form than a type's own, and types of a database's own.
import { StatementError, ValueError } from '../errors.ts'
import type { SqlType, Wire } from './sql-type.ts'
import { refuse } from './standard.ts'

/** How a value of the program becomes one of the type underneath, and back. */
export interface Mapping {
  to(value: unknown): unknown
  from(value: any): unknown
}

/** What CAST and CREATE TABLE call a type: on every database, or on some. */
export type TypeWords = string | Readonly<Record<string, string>>

/** A type whose values the program holds in another form. */
export function mapped(of: SqlType, { to, from }: Mapping, words?: TypeWords): SqlType {
  for (const word of typeof words === 'string' ? [words] : Object.values(words ?? {})) checkedWords(word)
  const { map: inner } = of
  return {
    ...of,
    encode: (value): Wire => of.encode(to(value)),
    map: inner ? (value) => from(inner(value)) : from,
    ...(words === undefined ? {} : { words }),
  }
}

/** The name of a type is the program's own text, and goes out as it is; so it is held to what such names are made of. */
function checkedWords(words: string): void {
  if (typeof words === 'string' && typeWords.test(words)) return
  throw new StatementError('the name of a type is words, and numbers in parentheses behind them, like vector(3)')
}

const typeWords =
  /^[a-z_]\w*(\.[a-z_]\w*)?( (precision|varying|unsigned))?( ?\(\d+(, ?\d+)*\))?( with(out)? time zone)?(\[\])*$/i

/** The forms that a kind of value has besides its own. */
export const modes: Readonly<Record<string, Readonly<Record<string, Mapping>>>> = {
  bigint: {
    number: {
      to: (value) => (Number.isSafeInteger(value) ? BigInt(value as number) : refuse('a whole number', value)),
      from: (value: bigint) => {
        const number = Number(value)
        if (Number.isSafeInteger(number)) return number
        throw new ValueError('a bigint came back that a number cannot hold exactly; read it as a bigint')
      },
    },
    string: {
      to: (value) =>
        typeof value === 'string' && /^-?\d+$/.test(value)
          ? BigInt(value)
          : refuse('a whole number as a string', value),
      from: String,
    },
  },
  numeric: {
    number: {
      to: (value) => (Number.isFinite(value) ? decimalText(value as number) : refuse('a finite number', value)),
      from: Number,
    },
  },
  timestamp: {
    string: {
      to: (value) => new Date(typeof value === 'string' ? value : Number.NaN),
      from: (value: Date) => value.toISOString(),
    },
    temporal: {
      to: (value) => new Date(temporal(value, 'Instant').epochMilliseconds as number),
      from: (value: Date) => fromTemporal('Instant', value.toISOString()),
    },
  },
  date: plain('PlainDate'),
  time: plain('PlainTime'),
  localTimestamp: plain('PlainDateTime'),
}

/** A number in decimals, without an exponent. */
function decimalText(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}

function plain(name: string): Readonly<Record<string, Mapping>> {
  return { temporal: { to: (value) => String(temporal(value, name)), from: (value) => fromTemporal(name, value) } }
}

type TemporalClass = (new (...args: any[]) => Readonly<Record<string, unknown>>) & { from(text: string): unknown }

function temporalClass(name: string): TemporalClass {
  const { Temporal } = globalThis as unknown as { readonly Temporal?: Readonly<Record<string, TemporalClass>> }
  const found = Temporal?.[name]
  if (found) return found
  throw new ValueError('this runtime has no Temporal; leave .mode(…) out')
}

function temporal(value: unknown, name: string): Readonly<Record<string, unknown>> {
  return value instanceof temporalClass(name) ? value : refuse(`a Temporal.${name}`, value)
}

const fromTemporal = (name: string, text: string): unknown => temporalClass(name).from(text)
