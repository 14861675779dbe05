// Every file of errors/ is a mistake and must not compile. Its snapshot is what a user reads then; review it as prose.

import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compilers } from '../scripts/compilers.ts'
import { type Message, messages } from './messages.ts'

const here = join(import.meta.dirname, 'errors')
const names = globSync('*.ts', { cwd: here })
  .map((file) => file.replace(/\.ts$/, ''))
  .sort()
// no such name, export or module
const unresolved = [2304, 2305, 2307, 2552, 2724]
const said = compilers.map(({ version, ...rest }) => ({ version, all: messages({ version, ...rest }, 'errors') }))

test.each(names)('%s', async (name) => {
  const texts = said.map(({ version, all }) => {
    const own = all.filter((message) => message.file === `errors/${name}.ts`)
    if (own.length === 0) expect.fail(`errors/${name}.ts compiles on TypeScript ${version}; it must not`)
    expect(
      own.filter(({ code }) => unresolved.includes(code)),
      'a mistake in the test itself',
    ).toEqual([])
    return { version, text: own.map((message) => message.text).join('\n') }
  })
  await expect(byVersion(texts)).toMatchFileSnapshot(`errors/${name}.txt`)
})

test('nothing but the mistakes fails to compile', () => {
  const others = said.flatMap(({ version, all }) => {
    return all.filter(({ file }) => !file.startsWith('errors/')).map(({ file, text }) => `${version}, ${file}: ${text}`)
  })
  expect(others).toEqual([])
})

test('the same is said without exactOptionalPropertyTypes', () => {
  const newest = compilers[2]
  const plain = (all: readonly Message[] = []) => all.map(({ file, text }) => [file, text.replace(' | undefined', '')])
  const loose = messages(newest, 'errors', ['--exactOptionalPropertyTypes', 'false'])
  expect(plain(loose)).toEqual(plain(said.find(({ version }) => version === newest.version)?.all))
})

test('every snapshot has its mistake', () => {
  const texts = globSync('*.txt', { cwd: here })
  expect(texts.filter((file) => !existsSync(join(here, file.replace(/\.txt$/, '.ts'))))).toEqual([])
})

/** One text where all versions agree, otherwise a section for each text. */
function byVersion(texts: readonly { version: string; text: string }[]): string {
  const sections = Map.groupBy(texts, ({ text }) => text)
  if (sections.size === 1) return `${texts[0]?.text}\n`
  const parts = [...sections].map(([text, on]) => `TypeScript ${on.map((one) => one.version).join(', ')}:\n${text}\n`)
  return parts.join('\n')
}
