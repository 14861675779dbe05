import { inspect } from 'node:util'
import { ConnectionFailed } from '@espalier/core'
import { describe, expect, test } from 'vitest'
import { type Address, addressOf } from './address.ts'

const read: readonly (readonly [url: string, address: Address])[] = [
  ['postgres://', {}],
  ['postgresql://localhost', { host: 'localhost' }],
  ['POSTGRES://localhost', { host: 'localhost' }],
  ['postgres://h:5433/db', { host: 'h', port: 5433, database: 'db' }],
  ['postgres://u:p@h:5432/db', { user: 'u', password: 'p', host: 'h', port: 5432, database: 'db' }],
  ['postgres://u@h/', { user: 'u', host: 'h' }],
  ['postgres:///db', { database: 'db' }],
  ['postgres://h/..', { host: 'h', database: '..' }],
  ['postgres://h/a%2Fb', { host: 'h', database: 'a/b' }],
  ['postgres://[::1]:5432/db', { host: '::1', port: 5432, database: 'db' }],
  ['postgres://[2001:db8::1]/db', { host: '2001:db8::1', database: 'db' }],
  ['postgres://u:p%40%2F%3A%23%3F@h/db', { user: 'u', password: 'p@/:#?', host: 'h', database: 'db' }],
  ['postgres://u:p@ss@h/db', { user: 'u', password: 'p@ss', host: 'h', database: 'db' }],
  ['postgres://u:p:q@h', { user: 'u', password: 'p:q', host: 'h' }],
  ['postgres://u:%2540@h', { user: 'u', password: '%40', host: 'h' }],
  ['postgres://u:a+b@h/c+d', { user: 'u', password: 'a+b', host: 'h', database: 'c+d' }],
  ['postgres://us%C3%A9r:p%E2%82%AC@h', { user: 'usér', password: 'p€', host: 'h' }],
  ['postgres:///db?host=/var/run/postgresql', { host: '/var/run/postgresql', database: 'db' }],
  ['postgres://u@:5433/db?host=%2Ftmp', { host: '/tmp', port: 5433, user: 'u', database: 'db' }],
  ['postgres://h?sslmode=disable', { host: 'h', ssl: false }],
  ['postgres://h?sslmode=require', { host: 'h', ssl: { rejectUnauthorized: false } }],
  ['postgres://h?sslmode=verify-full', { host: 'h', ssl: true }],
  [
    'postgres://h/db?application_name=a%20b&sslmode=disable',
    { host: 'h', database: 'db', applicationName: 'a b', ssl: false },
  ],
]

const refused: readonly (readonly [url: string, sentence: RegExp])[] = [
  ['mysql://u:secret@h/db', /begins with mysql:\/\/; write it like postgres:\/\//],
  ['http://u:secret@h/db', /begins with http:\/\//],
  ['host=h password=secret', /cannot be read; write it like/],
  ['', /cannot be read/],
  ['postgres:/h/secret', /cannot be read/],
  ['postgres://u:sec/ret@h/db', /cannot be read; .* %2F/],
  ['postgres://u:sec#ret@h/db', /cannot be read; .* %23/],
  ['postgres://u:sec?ret@h/db', /cannot be read|unknown key/],
  ['postgres://u:secret@h/db#part', /cannot be read/],
  ['postgres://u:secret%@h', /has a % in its password/],
  ['postgres://u:secret%zz@h', /has a % in its password/],
  ['postgres://u:secret%00@h', /NUL in its password/],
  ['postgres://h/secret%00', /NUL in its database/],
  ['postgres://h/db/secret', /cannot be read/],
  ['postgres://u:secret@h:0', /port that is not a number from 1 to 65535/],
  ['postgres://u:secret@h:65536', /port that is not/],
  ['postgres://u:secret@h:x', /port that is not/],
  ['postgres://u:secret@h:', /port that is not/],
  ['postgres://u:secret@a,b/db', /several hosts/],
  ['postgres://u:secret@a:1,b:2/db', /port that is not/],
  ['postgres://u:secret@[::1/db', /cannot be read/],
  ['postgres://u:secret@::1/db', /port that is not/],
  ['postgres://u:secret@h?host=evil', /\?host= that is no path/],
  ['postgres://u:secret@h?host=/tmp', /names a host twice/],
  ['postgres://u:secret@h?user=evil', /unknown key "user"; it takes host, sslmode, application_name/],
  ['postgres://u:secret@h?password=evil', /unknown key "password"/],
  ['postgres://u:secret@h?port=1', /unknown key "port"/],
  ['postgres://u:secret@h?__proto__=x', /unknown key "__proto__"/],
  ['postgres://u:secret@h?constructor=x', /unknown key "constructor"/],
  ['postgres://u:secret@h?SSLMODE=disable', /unknown key "SSLMODE"/],
  ['postgres://u:secret@h?sslmode=disable&sslmode=disable', /sslmode twice/],
  ['postgres://u:secret@h?sslmode=disable&ssl%6Dode=require', /sslmode twice/],
  ['postgres://u:secret@h?sslmode=prefer', /unknown sslmode; it is one of disable, require, verify-ca, verify-full/],
  ['postgres://u:secret@h?sslmode=toString', /unknown sslmode/],
  ['postgres://u:secret@h?sslmode', /unknown sslmode/],
]

describe('a URL', () => {
  for (const [url, address] of read) test(`is read: ${url}`, () => expect(addressOf(url)).toEqual(address))

  for (const [url, sentence] of refused) {
    test(`is refused: ${url}`, () => {
      const error = thrownBy(() => addressOf(url))
      expect(error).toBeInstanceOf(ConnectionFailed)
      expect((error as Error).message).toMatch(sentence)
      expect(inspect(error)).not.toMatch(/sec.?ret(?!@h)/)
    })
  }

  test('that is missing names the likely reason', () => {
    expect(() => addressOf(undefined as unknown as string)).toThrow(
      'the postgres URL is undefined; is the variable set?',
    )
  })

  test('of sslmode verify-ca checks the authority, not the name', () => {
    const { ssl } = addressOf('postgres://h?sslmode=verify-ca')
    const check = (ssl as { checkServerIdentity: (host: string, certificate: object) => unknown }).checkServerIdentity
    expect(check('other', {})).toBeUndefined()
  })
})

function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
