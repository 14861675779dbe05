import { expect, test } from 'vitest'
import { type Address, addressOf } from './address.ts'

const read: readonly (readonly [url: string, address: Address])[] = [
  ['mysql://localhost', { host: 'localhost' }],
  ['mysql://db.example.com:3307/music', { host: 'db.example.com', port: 3307, database: 'music' }],
  ['MySQL://u:p@h/d', { host: 'h', user: 'u', password: 'p', database: 'd' }],
  ['mysql://u%40x:p%3A%2F%3F%23%25@h/d%20e', { host: 'h', user: 'u@x', password: 'p:/?#%', database: 'd e' }],
  ['mysql://u:p%2540@h', { host: 'h', user: 'u', password: 'p%40' }],
  ['mysql://u:a:b@h', { host: 'h', user: 'u', password: 'a:b' }],
  ['mysql://u:a+b@h/', { host: 'h', user: 'u', password: 'a+b' }],
  ['mysql://[::1]:3306/d', { host: '::1', port: 3306, database: 'd' }],
  ['mysql://u@/d?socketPath=/run/my+sql/x.sock', { socketPath: '/run/my+sql/x.sock', user: 'u', database: 'd' }],
  ['mysql://localhost/d?socketPath=%2Frun%2Fx.sock', { socketPath: '/run/x.sock', database: 'd' }],
  ['mysql://h/d?ssl-mode=VERIFY_IDENTITY', { host: 'h', database: 'd', ssl: true }],
  ['mysql://h/d?ssl-mode=required', { host: 'h', database: 'd', ssl: { rejectUnauthorized: false } }],
]

test.each(read)('%s is read', (url, address) => {
  expect(addressOf('mysql', url)).toEqual(address)
})

const refused: readonly (readonly [url: string, sentence: string])[] = [
  ['postgres://u:secret@h/d', 'begins with postgres://; write it like mysql://user:password@host:3306/database'],
  ['mariadb://u:secret@h/d', 'begins with mariadb://; write it like mysql://user:password@host:3306/database'],
  ['u:secret@h/d', 'cannot be read; '],
  ['mysql:u:secret@h/d', 'cannot be read; '],
  ['mysql://u:sec#ret@h/d', 'cannot be read; '],
  ['mysql://u:sec/ret@h/d', 'cannot be read; '],
  ['mysql://u:secret@h/d/e', 'cannot be read; '],
  ['mysql://u:secret%@h', 'has a % in its password'],
  ['mysql://u:secret@h/%00', 'has the character NUL in its database'],
  ['mysql://u:secret@h:0', 'has a port that is not a number from 1 to 65535'],
  ['mysql://u:secret@h:99999', 'has a port that is not a number from 1 to 65535'],
  ['mysql://u:secret@h:33o6', 'has a port that is not a number from 1 to 65535'],
  ['mysql://u:secret@/d', 'has no host; '],
  ['mysql://u:secret@a,b/d', 'names several hosts'],
  ['mysql://h/d?multipleStatements=true', 'has the unknown key "multipleStatements"; it takes socketPath, ssl-mode'],
  ['mysql://h/d?host=evil', 'has the unknown key "host"'],
  ['mysql://h/d?__proto__=x', 'has the unknown key "__proto__"'],
  ['mysql://h/d?flags=LOCAL_FILES', 'has the unknown key "flags"'],
  ['mysql://h/d?ssl-mode=required&ssl-mode=disabled', 'has ssl-mode twice'],
  [
    'mysql://h/d?ssl-mode=preferred',
    'has an unknown ssl-mode; it is one of disabled, required, verify_ca, verify_identity',
  ],
  ['mysql://h/d?socketPath=/x', 'has a socketPath and a host'],
  ['mysql://localhost/d?socketPath=x', 'has a socketPath that is no absolute path'],
]

test.each(refused)('%s is refused', (url, sentence) => {
  expect(() => addressOf('mysql', url)).toThrow(`the mysql URL ${sentence}`)
  expect(() => addressOf('mysql', url)).not.toThrow(/sec.?ret/)
})

test('mariadb takes both schemes', () => {
  expect(addressOf('mariadb', 'mysql://h')).toEqual({ host: 'h' })
  expect(addressOf('mariadb', 'mariadb://h')).toEqual({ host: 'h' })
  expect(() => addressOf('mariadb', 'http://h')).toThrow('write it like mariadb://')
})

test('a missing URL is said to be missing', () => {
  expect(() => addressOf('mysql', undefined as never)).toThrow('the mysql URL is undefined; is the variable set?')
})
