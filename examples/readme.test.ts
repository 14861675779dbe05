// The README's programs print what the README says.
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
const blocks = [...readme.matchAll(/```(ts|text)\n(.*?)```/gs)].map(([, kind, text]) => ({ kind, text: text ?? '' }))
const programs = blocks.filter(({ kind }) => kind === 'ts').map(({ text }) => text)
const printed = blocks.filter(({ kind }) => kind === 'text').map(({ text }) => text)
const divider = '--- the next program ---'

test('the README prints what it says', () => {
  expect(programs.length).toBeGreaterThan(3)
  expect(printed).toHaveLength(programs.length)
  expect(outputs()).toEqual(printed)
})

/** What each program prints; they are parts of one, each going on where the last one ended. */
function outputs(): string[] {
  const file = join(import.meta.dirname, `readme-${process.pid}.ts`)
  writeFileSync(file, programs.join(`console.log(${JSON.stringify(divider)})\n`))
  try {
    const output = execFileSync(process.execPath, ['--conditions=@espalier/source', file], { encoding: 'utf8' })
    return output.split(`${divider}\n`)
  } finally {
    rmSync(file)
  }
}
