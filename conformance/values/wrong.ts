export const secret: string = 'the-secret-of-the-user'

class Own {
  secret = secret
}

/** What is a value of no type. */
export const nothings: Readonly<Record<string, unknown>> = {
  undefined,
  symbol: Symbol(secret),
  function: () => secret,
  'Invalid Date': new Date(Number.NaN),
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  'lone surrogate': `${secret}\ud800`,
  'lone low surrogate': `\udfff${secret}`,
  NUL: `${secret}\0`,
  'boxed string': new String(secret),
  'boxed number': new Number(1),
  'boxed boolean': new Boolean(true),
  'boxed bigint': Object(1n),
  'boxed symbol': Object(Symbol(secret)),
}

/** What JSON can hold, and no other type. */
export const structures: Readonly<Record<string, unknown>> = {
  'empty object': {},
  'plain object': { secret },
  'empty array': [],
  array: [secret],
  'nested array': [[secret, 1]],
  'own class': new Own(),
  'null prototype': Object.assign(Object.create(null), { secret }),
  'toSqlString object': { toSqlString: () => '1 or 1=1', secret },
  'toPostgres object': { toPostgres: () => '1 or 1=1', secret },
  'valueOf object': { valueOf: () => 1, secret },
  'toString object': { toString: () => secret },
  proxy: new Proxy({ secret }, {}),
  'operator object': { $gt: '', secret },
  'raw object': { raw: `1 or ${secret}` },
  'node object': { node: { kind: 'fragment', texts: [secret], nodes: [] } },
  Map: new Map([[secret, secret]]),
}

/** Values of one type, wrong for all others; text is right for the types that are strings in the program. */
export const others: Readonly<Record<string, { value: unknown; fits: readonly string[] }>> = {
  'a string': { value: secret, fits: ['text', 'varchar', 'json'] },
  'an empty string': { value: '', fits: ['text', 'varchar', 'json'] },
  'a number': { value: 1, fits: ['integer', 'real', 'json'] },
  'a fraction': { value: 1.5, fits: ['real', 'json'] },
  'a number of 33 bits': { value: 2 ** 32, fits: ['real', 'json'] },
  'a bigint': { value: 1n, fits: ['bigint'] },
  'a bigint of 65 bits': { value: 2n ** 64n, fits: [] },
  'a boolean': { value: true, fits: ['boolean', 'json'] },
  'a Date': { value: new Date(0), fits: ['timestamp', 'json'] },
  'a Date of the year 10000': { value: new Date(Date.UTC(10_000, 0)), fits: ['json'] },
  'an exponent': { value: '1e5', fits: ['text', 'varchar', 'json'] },
  'a decimal': { value: '1.5', fits: ['text', 'varchar', 'numeric', 'json'] },
  'a value of the enum': { value: 'calm', fits: ['text', 'varchar', 'enum', 'json'] },
  'a date of month 13': { value: '2024-13-01', fits: ['text', 'varchar', 'json'] },
  'an hour 24': { value: '24:00:00', fits: ['text', 'varchar', 'json'] },
  bytes: { value: new Uint8Array([1]), fits: ['bytes', 'json'] },
}
