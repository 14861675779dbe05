// PostgreSQL says how a transaction stands behind each answer, now and then in a packet of its own.
import { connect, createServer, type Socket } from 'node:net'
import { insert, integer, schema, select, table } from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDatabase } from '../databases.ts'
import { open } from '../open.ts'

const notes = table('notes', { id: integer().primaryKey() })

/** ReadyForQuery: a letter, a length of 5 and how the transaction stands. */
const readyLength = 6

/** A way to a server on which ReadyForQuery comes later than what it stands behind. */
async function lateUrl(of: string): Promise<{ readonly url: string; close(): void }> {
  const url = new URL(of)
  const [host, port] = [url.hostname, Number(url.port)]
  const sockets = new Set<Socket>()
  const proxy = createServer((client) => {
    const server = connect(port, host)
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        for (const other of [client, server]) other.destroy()
      })
    }
    client.on('data', (data) => server.write(data))
    let before = Promise.resolve()
    server.on('data', (data) => {
      const at = data.length - readyLength
      const isReady = at > 0 && data[at] === 90 && data.readInt32BE(at + 1) === 5
      before = before.then(async () => {
        client.write(isReady ? data.subarray(0, at) : data)
        if (!isReady) return
        await new Promise((resolve) => setTimeout(resolve, 5))
        client.write(data.subarray(at))
      })
    })
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  url.hostname = '127.0.0.1'
  url.port = String((proxy.address() as { port: number }).port)
  return {
    url: url.href,
    close() {
      for (const socket of sockets) socket.destroy()
      proxy.close()
    },
  }
}

eachDatabase('how a transaction stands', (database) => {
  const isLate = database.name === 'postgres'

  // The other databases take a statement that was refused back by itself, and go on.
  test('is known when an error is told, however late the server says it', async () => {
    const fresh = await database.fresh()
    const late = isLate ? await lateUrl(fresh.url) : undefined
    const db = open(database.name, late?.url ?? fresh.url)
    try {
      await db.createAll(schema({ notes }))
      await db.transaction(async (tx) => {
        await tx.run(insert(notes).values({ id: 1 }))
        const released = tx.savepoint(async (sp) => {
          await sp.run(insert(notes).values({ id: 2 }))
          await sp.run(insert(notes).values({ id: 1 })).catch(() => {})
        })
        if (isLate) await expect(released).rejects.toMatchObject({ name: 'TransactionRolledBack' })
        else await released
      })
      const ids = await db.scalars(select({ id: notes.id }).from(notes).orderBy(notes.id))
      expect(ids).toEqual(isLate ? [1] : [1, 2])
    } finally {
      await db.close()
      late?.close()
      await fresh.drop()
    }
  })
})
