import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cached } from './cache.ts'
import { runnable, versionOf } from './packages.ts'

let root = ''
let fillings = 0

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'espalier-cache-'))
  fillings = 0
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function fill(folder: string): Promise<string> {
  fillings++
  await mkdir(join(folder, 'usr/sbin'), { recursive: true })
  await writeFile(join(folder, 'usr/sbin/server'), 'a program')
  return '9.7'
}

const program = (): Promise<string> => readFile(join(root, 'fake-9.7/usr/sbin/server'), 'utf8')

test('a folder is filled once', async () => {
  expect(await cached('fake', fill, root)).toEqual({ folder: join(root, 'fake-9.7'), version: '9.7' })
  expect(await cached('fake', fill, root)).toEqual({ folder: join(root, 'fake-9.7'), version: '9.7' })
  expect(fillings).toBe(1)
})

test('a folder that was never finished is filled again', async () => {
  await mkdir(join(root, 'fake-9.7/usr'), { recursive: true })
  await cached('fake', fill, root)
  expect(await program()).toBe('a program')
  expect(await readdir(root)).toEqual(['fake-9.7'])
})

test('a folder that has lost a file, or part of one, is filled again', async () => {
  await cached('fake', fill, root)
  await rm(join(root, 'fake-9.7/usr/sbin/server'))
  await cached('fake', fill, root)
  await writeFile(join(root, 'fake-9.7/usr/sbin/server'), 'a pro')
  await cached('fake', fill, root)
  expect(await program()).toBe('a program')
  expect(fillings).toBe(3)
})

test('a filling that fails leaves nothing', async () => {
  const failing = async (folder: string): Promise<string> => {
    await fill(folder)
    throw new Error('the network is down')
  }
  await expect(cached('fake', failing, root)).rejects.toThrow('the network is down')
  expect(await readdir(root)).toEqual([])
})

test('runs at the same time end with the same whole folder', async () => {
  const folders = await Promise.all([1, 2, 3, 4].map(() => cached('fake', fill, root)))
  expect(new Set(folders.map(({ folder }) => folder))).toEqual(new Set([join(root, 'fake-9.7')]))
  expect(await program()).toBe('a program')
  expect(await readdir(root)).toEqual(['fake-9.7'])
})

test('the newest of several versions is used', async () => {
  await cached('fake', (folder) => fill(folder).then(() => '9.10'), root)
  await mkdir(join(root, 'fake-9.9'))
  await mkdir(join(root, 'fake-10.0'))
  expect((await cached('fake', fill, root)).version).toBe('9.10')
})

test('the loader of an extracted package runs its programs', async () => {
  const libraries = join(root, 'usr/lib/x86_64-linux-gnu')
  await mkdir(libraries, { recursive: true })
  await writeFile(join(libraries, 'ld-linux-x86-64.so.2'), '')
  const { command } = await runnable({ folder: root, version: '1' })
  expect(command('usr/sbin/server')).toEqual([
    join(libraries, 'ld-linux-x86-64.so.2'),
    '--library-path',
    libraries,
    join(root, 'usr/sbin/server'),
  ])
})

test('an archive name tells the version without its epoch', () => {
  expect(
    versionOf('mariadb-server-core', ['/a/libc6_2.36_amd64.deb', '/a/mariadb-server-core_1%3a10.11.18-0_amd64.deb']),
  ).toBe('10.11.18-0')
})
