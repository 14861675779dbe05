// A request to cancel is a connection of its own, and as secret as the session's.
import { createServer, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type pg from 'pg'
import { expect, test } from 'vitest'
import { requestCancel } from './cancel.ts'

// Of this test only, for localhost.
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgDR9Bkd25XxH68kBu
O7whIh4czMyoGN88AHxYK2Iwm7GhRANCAATj4uBBOlgwL5LyDUiwWSY6R+KqSAT6
xbiiWZ9iXhKW3j05Ljssm2uNXyCGmHuZ7qQgO/IlstHzyxDngOiwPWyX
-----END PRIVATE KEY-----`
const cert = `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUCqTvDNMtHG9Gg6Wfdo6pk7Lo/3gwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTE1NTMyMVoYDzIxMjYxMDI4
MTU1MzIxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATj4uBBOlgwL5LyDUiwWSY6R+KqSAT6xbiiWZ9iXhKW3j05Ljssm2uN
XyCGmHuZ7qQgO/IlstHzyxDngOiwPWyXo2kwZzAdBgNVHQ4EFgQU4mmVn3F32gTz
NnejFj9PaI6UR+QwHwYDVR0jBBgwFoAU4mmVn3F32gTzNnejFj9PaI6UR+QwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIgE71GtqVHIFXVlHx+a2FtO4wTOwtgR4Z2/IHdtjER7PgCIQDFFrH+YscG
6DRJRSELC/Qo9XQPDaPi0ERJ+lIt50EO6A==
-----END CERTIFICATE-----`

/** A server that takes one request to cancel, and what it got. */
async function server(takesTls: boolean): Promise<{ port: number; got: Promise<string> }> {
  const got = Promise.withResolvers<string>()
  const listener = createServer((socket) => {
    const read = (how: string, channel: Socket): void =>
      void channel.once('data', (data: Buffer) => {
        got.resolve(`${how} ${[4, 8, 12].map((at) => data.readInt32BE(at)).join(' ')}`)
        channel.end()
        listener.close()
      })
    socket.on('error', () => {})
    if (!takesTls) return read('plain', socket)
    socket.once('data', (data) => {
      expect(data.readInt32BE(4)).toBe(80_877_103)
      socket.write('S')
      read('secret', new TLSSocket(socket, { isServer: true, key, cert }))
    })
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  return { port: (listener.address() as { port: number }).port, got: got.promise }
}

const named = (port: number, ssl: unknown): pg.ClientBase =>
  ({ host: 'localhost', port, ssl, processID: 7, secretKey: 4711 }) as unknown as pg.ClientBase

test('goes in plain where the session does', async () => {
  const { port, got } = await server(false)
  await requestCancel(named(port, false), 5_000)
  expect(await got).toBe('plain 80877102 7 4711')
})

test('is encrypted where the session is', async () => {
  const { port, got } = await server(true)
  await requestCancel(named(port, { ca: cert }), 5_000)
  expect(await got).toBe('secret 80877102 7 4711')
})

test('tells nothing to a server that is not the one it should be', async () => {
  const { port } = await server(true)
  await expect(requestCancel(named(port, true), 5_000)).rejects.toThrow('self-signed certificate')
})
