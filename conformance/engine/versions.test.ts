// A server that is older than what Espalier writes SQL for is refused when it is connected to, with both versions.
import { literal, ServerTooOld, select } from '@espalier/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachDatabase, type FreshDatabase } from '../databases.ts'
import { groundOf } from '../torture/ground.ts'
import { failed } from './ground.ts'

eachDatabase('versions', ({ name, version, fresh: make }) => {
  if (name === 'sqlite') {
    test('of SQLite are those of its library, which the package asks for', () =>
      expect(version).toMatch(/^3\.(4\d|[5-9]\d)/))
    return
  }
  let fresh: FreshDatabase
  let ground: ReturnType<typeof groundOf>
  beforeAll(async () => {
    fresh = await make()
    ground = groundOf(name, fresh.url)
  })
  afterAll(async () => {
    await ground?.close()
    await fresh?.drop()
  })

  test('that are too old are refused, and the message names both', async () => {
    const { open, proxy } = await ground.proxied()
    // As long as the true one, so that the messages around it stay whole.
    const older = { postgres: /^\d+/, mysql: /^\d/, mariadb: /^10\.\d+/ }[name]
    const old = version.replace(older, { postgres: '12', mysql: '5', mariadb: '10.05' }[name])
    expect(old).toHaveLength(version.length)
    proxy.alter = (message) => Buffer.from(message.toString('latin1').replaceAll(version, old), 'latin1')
    const db = open()
    const error = await failed(db.all(select({ one: literal(1) })))
    expect(error).toBeInstanceOf(ServerTooOld)
    expect(error.message).toContain(`${old}; Espalier needs`)
    expect(error.message).toContain('ServerTooOld in docs/errors.md')
    expect(db.status()).toMatchObject({ idle: 0, lent: 0 })
    proxy.alter = (message) => message
    expect(await db.scalar(select({ one: literal(1) }))).toBe(1)
    await db.close()
  })
})
