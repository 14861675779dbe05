// publint and attw on the packages as they would be published; `pnpm build` comes first.

import { readFileSync } from 'node:fs'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { inTemporaryFolder, manifest, pack, packages, run } from './packages.ts'

let failed = false
await inTemporaryFolder(async (folder) => {
  for (const [index, file] of pack(folder).entries()) {
    const name = packages[index] ?? file
    await lint(name, file)
    attw(name, file)
  }
})
process.exitCode = failed ? 1 : 0

async function lint(name: string, file: string): Promise<void> {
  const bytes = readFileSync(file)
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
  for (const message of messages)
    console.log(`publint, ${manifest(`packages/${name}`).name}: ${formatMessage(message, pkg)}`)
  if (messages.length > 0) failed = true
}

/** Only ESM is published, so what CommonJS sees is not asked. */
function attw(name: string, file: string): void {
  try {
    run('attw', [file, '--profile', 'esm-only', '--no-emoji', '--format', 'ascii'])
  } catch (error) {
    failed = true
    console.log(`attw, ${name}: ${(error as Error).message}`)
  }
}
