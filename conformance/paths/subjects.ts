// The types of columns whose values go along every path, with their values.
import {
  array,
  bigint,
  boolean,
  bytes,
  type ColumnDef,
  customType,
  date,
  enumOf,
  integer,
  interval,
  json,
  type Kind,
  localTimestamp,
  numeric,
  range,
  real,
  text,
  time,
  timestamp,
  tsvector,
  uuid,
  varchar,
} from '@espalier/core'
import fc from 'fast-check'
import * as of from './values.ts'

/** A type of columns, and its values. */
export interface Subject<V = any, K extends Kind = any> {
  readonly type: () => ColumnDef<V, K>
  /** Compared with the others by the paths that need one; no other value is equal to it. */
  readonly given: V
  readonly edges: readonly V[]
  readonly values: fc.Arbitrary<V>
  /** As it stands in JSON that the database builds, where that is another form. */
  readonly inJson?: (value: V) => unknown
  /** False where only PostgreSQL has it. */
  readonly everywhere: boolean
}

type Own<V> = Omit<Subject<V>, 'type' | 'everywhere'>

const subject = <V, K extends Kind>(type: () => ColumnDef<V, K>, own: Own<NoInfer<V>>): Subject<V, K> => ({
  type,
  everywhere: true,
  ...own,
})

const postgresOnly = <V, K extends Kind>(type: () => ColumnDef<V, K>, own: Own<NoInfer<V>>): Subject<V, K> => ({
  type,
  everywhere: false,
  ...own,
})

interface Point {
  readonly x: number
  readonly y: number
}

const point = customType({
  of: text(),
  toDriver: ({ x, y }: Point) => `${x},${y}`,
  fromDriver: (value): Point => {
    const [x = 0, y = 0] = value.split(',').map(Number)
    return { x, y }
  },
})

type UserId = string & { readonly brand: 'UserId' }

/** A document whose type says what is in it. */
interface Profile {
  name: string
  size: number | null
  kind: 'calm' | 'loud'
  tags: string[]
  more?: { seen: boolean }
}

const bytesInJson = (value: Uint8Array): string =>
  Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')

const wholeEdges = [0n, 1n, -1n, 2n ** 53n, 2n ** 53n - 1n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 10n ** 18n + 1n]
const bigintEdges = [...wholeEdges, 2n ** 63n - 1n, -(2n ** 63n)]
const bigints = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
const moods = ['calm', 'loud', "it's", '😀 é', ''] as const

const decimal = (precision: number, scale: number) => (): ColumnDef<string, 'numeric'> => numeric(precision, scale)

export const subjects = {
  integer: subject(() => integer(), {
    given: 77,
    edges: [0, 1, -1, 2 ** 31 - 1, -(2 ** 31)],
    values: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  }),
  bigint: subject(() => bigint(), { given: 77n, edges: bigintEdges, values: bigints, inJson: String }),
  'bigint as number': subject(() => bigint().mode('number'), {
    given: 77,
    edges: [0, 1, -1, 2 ** 53 - 1, -(2 ** 53) + 1],
    values: fc.maxSafeInteger(),
    inJson: String,
  }),
  'bigint as string': subject(() => bigint().mode('string'), {
    given: '77',
    edges: bigintEdges.map(String),
    values: bigints.map(String),
  }),
  real: subject(() => real(), {
    given: 77.5,
    edges: [
      0,
      -0,
      0.1,
      1 / 3,
      1e21,
      123_456_789.123_456_78,
      2 ** 53 + 2,
      5e-324,
      2.2250738585072014e-308,
      1.7976931348623157e308,
    ],
    values: fc.double({ noNaN: true, noDefaultInfinity: true }),
  }),
  'numeric(12, 4)': subject(decimal(12, 4), {
    given: '77.7700',
    edges: of.decimalEdges(8, 4),
    values: of.decimals(8, 4),
  }),
  'numeric(10, 0)': subject(decimal(10, 0), { given: '77', edges: of.decimalEdges(10, 0), values: of.decimals(10, 0) }),
  'numeric(35, 0)': subject(decimal(35, 0), { given: '77', edges: of.decimalEdges(35, 0), values: of.decimals(35, 0) }),
  'numeric(38, 10)': subject(decimal(38, 10), {
    given: '77.7700000000',
    edges: of.decimalEdges(28, 10),
    values: of.decimals(28, 10),
  }),
  'numeric as number': subject(() => numeric(12, 4).mode('number'), {
    given: 77.77,
    edges: [0, 0.0001, -0.0001, 0.1, 99_999_999.9999, -99_999_999.9999],
    values: fc.integer({ min: -(10 ** 12) + 1, max: 10 ** 12 - 1 }).map((n) => n / 10_000),
    inJson: (value) => value.toFixed(4),
  }),
  text: subject(() => text(), {
    given: 'the given one',
    edges: [...of.textEdges, 'x'.repeat(70_000)],
    values: of.texts,
  }),
  'branded text': subject(() => text().$type<UserId>(), {
    given: 'u77' as UserId,
    edges: ['u0', 'u1'] as UserId[],
    values: of.texts as fc.Arbitrary<UserId>,
  }),
  varchar: subject(() => varchar(80), {
    given: 'the given one',
    edges: [...of.textEdges, '😀'.repeat(80)],
    values: of.texts.filter((value) => value.length <= 80),
  }),
  enum: subject(() => enumOf(moods), {
    given: 'calm',
    edges: moods.slice(1),
    values: fc.constantFrom(...moods.slice(1)),
  }),
  boolean: subject(() => boolean(), { given: true, edges: [false], values: fc.constant(false) }),
  timestamp: subject(() => timestamp(), {
    given: new Date('2031-05-06T07:08:09.123Z'),
    edges: of.instantEdges,
    values: of.instants,
    inJson: (value) => value.toISOString(),
  }),
  'timestamp as string': subject(() => timestamp().mode('string'), {
    given: '2031-05-06T07:08:09.123Z',
    edges: of.instantEdges.map((at) => at.toISOString()),
    values: of.instants.map((at) => at.toISOString()),
  }),
  localTimestamp: subject(() => localTimestamp(), {
    given: '2031-05-06T07:08:09.12',
    edges: of.localEdges,
    values: of.locals,
  }),
  date: subject(() => date(), { given: '2031-05-06', edges: of.dayEdges, values: of.days }),
  time: subject(() => time(), { given: '07:08:09.12', edges: of.clockEdges, values: of.clocks }),
  uuid: subject(() => uuid(), {
    given: '11111111-2222-4333-8444-555555555555',
    edges: ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    values: fc.uuid(),
  }),
  bytes: subject(() => bytes(), {
    given: new Uint8Array([7, 77, 0]),
    edges: [
      new Uint8Array(),
      new Uint8Array([0]),
      new Uint8Array([92, 120, 39, 92]),
      Uint8Array.from({ length: 256 }, (_, i) => i),
      new Uint8Array(70_000).fill(255),
    ],
    values: fc.uint8Array(),
    inJson: bytesInJson,
  }),
  json: subject(() => json<unknown>(), {
    given: { given: 77 },
    edges: of.documentEdges,
    values: of.documents,
  }),
  'typed json': subject(() => json<Profile>(), {
    given: { name: 'the given one', size: null, kind: 'calm', tags: [] },
    edges: [
      { name: '', size: 1.5, kind: 'loud', tags: ['x', ''], more: { seen: true } },
      { name: '😀', size: 0, kind: 'calm', tags: [], more: { seen: false } },
    ],
    values: fc.record({
      name: of.texts,
      size: fc.option(fc.integer()),
      kind: fc.constantFrom('calm', 'loud'),
      tags: fc.array(of.texts, { maxLength: 3 }),
    }),
  }),
  'a type of its own': subject(() => point(), {
    given: { x: 77, y: 7 },
    edges: [
      { x: 0, y: 0 },
      { x: -1.5, y: 1e-7 },
    ],
    values: fc.record({ x: fc.integer(), y: fc.integer() }),
    inJson: ({ x, y }) => `${x},${y}`,
  }),
  'array of integer': postgresOnly(() => array(integer()), {
    given: [7, 7],
    edges: [[], [0], [2 ** 31 - 1, -(2 ** 31)]],
    values: fc.array(fc.integer(), { maxLength: 5 }),
  }),
  'array of text or null': postgresOnly(() => array(text().nullable()), {
    given: ['the given one', null],
    edges: [[], [null], ['', 'NULL', null, '{', '}', ',', '"', '\\', "it's", '😀', ' ']],
    values: fc.array(fc.option(of.texts), { maxLength: 5 }),
  }),
  'array of numeric': postgresOnly(() => array(numeric(38, 10)), {
    given: ['77.7700000000'],
    edges: [[], of.decimalEdges(28, 10)],
    values: fc.array(of.decimals(28, 10), { maxLength: 4 }),
  }),
  'array of timestamp': postgresOnly(() => array(timestamp()), {
    given: [new Date('2031-05-06T07:08:09.123Z')],
    edges: [[], of.instantEdges.slice()],
    values: fc.array(of.instants, { maxLength: 4 }),
    inJson: (list) => list.map((at) => of.inPostgres(at).replace(' ', 'T').concat(':00')),
  }),
  'range of integer': postgresOnly(() => range(integer()), {
    given: { lower: null, upper: 77, lowerInclusive: false, upperInclusive: false },
    edges: [of.emptyRange, { lower: null, upper: null, lowerInclusive: false, upperInclusive: false }],
    values: of.ranges(fc.integer(), (a, b) => a < b),
    inJson: of.rangeText(String),
  }),
  'range of timestamp': postgresOnly(() => range(timestamp()), {
    given: { lower: new Date(7), upper: null, lowerInclusive: true, upperInclusive: false },
    edges: [of.emptyRange, { lower: new Date(1), upper: new Date(1), lowerInclusive: true, upperInclusive: true }],
    values: of.ranges(of.instants, (a, b) => a < b),
    inJson: of.rangeText((at) => `"${of.inPostgres(at)}"`),
  }),
  'range of numeric': postgresOnly(() => range(numeric(12, 4)), {
    given: { lower: null, upper: '77.0000', lowerInclusive: false, upperInclusive: false },
    edges: [of.emptyRange, { lower: '0.0000', upper: null, lowerInclusive: false, upperInclusive: false }],
    values: of.ranges(of.decimals(8, 4), (a, b) => Number(a) < Number(b)),
    inJson: of.rangeText(String),
  }),
  interval: postgresOnly(() => interval(), {
    given: 'P7DT7M',
    edges: ['PT0S', 'P1Y2M3DT4H5M6.5S', 'P-1Y-2M3DT-4H-5M-6.000001S', 'PT9999H', 'PT-0.5S'],
    values: of.spans,
  }),
  tsvector: postgresOnly(() => tsvector(), {
    given: "'given':77",
    edges: ["'a'", "'cat':1A,3 'it''s':2", "'a' 'b' 'c'"],
    values: fc.uniqueArray(fc.constantFrom('ab', 'cd', 'ef', 'gh', 'ij'), { minLength: 1 }).map((words) =>
      words
        .toSorted()
        .map((word, i) => `'${word}':${i + 1}`)
        .join(' '),
    ),
  }),
} as const

export type SubjectName = keyof typeof subjects
