// Runs a file of this repository on the Node of its devDependencies, installing them first where needed.
// `node scripts/bootstrap.mjs examples/demo/main.ts` needs only Node 20 and npm, so this file is plain JavaScript.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const windows = process.platform === 'win32'
const node = join(root, 'node_modules/node/bin', windows ? 'node.exe' : 'node')
const stamp = join(root, 'node_modules/.installed')

const [file, ...args] = process.argv.slice(2)

const major = Number(process.versions.node.split('.')[0])
if (major < 20) stop(`Node ${process.versions.node} is too old; install Node 20 or newer from nodejs.org and try again`)
if (file === undefined) stop('say which file to run: node scripts/bootstrap.mjs <file> [arguments]')
if (!installed()) install()
if (!existsSync(join(root, file))) stop(`${file} does not exist; run this command from a whole checkout`)

const run = spawnSync(node, ['--conditions=@espalier/source', file, ...args], { cwd: root, stdio: 'inherit' })
if (run.error) stop(`${node} could not be started (${run.error.message}); delete node_modules and try again`)
process.exit(run.status ?? 1)

function installed() {
  return existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint()
}

/** The lock file and every manifest, so that a pull which changed one of them installs again. */
function fingerprint() {
  const manifests = [
    'package.json',
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}/package.json`),
    ...['type-tests', 'conformance', 'benchmarks', 'examples'].map((name) => `${name}/package.json`),
  ]
  const hash = createHash('sha256')
  for (const path of manifests) hash.update(existsSync(join(root, path)) ? readFileSync(join(root, path)) : '')
  return hash.digest('hex')
}

function install() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const args = ['--yes', packageManager, 'install', '--frozen-lockfile']
  console.log(`installing the dependencies with ${packageManager} …`)
  const done = spawnSync('npx', args, {
    cwd: root,
    encoding: 'utf8',
    shell: windows,
    env: { ...process.env, CI: 'true' },
  })
  if (done.status !== 0 || !existsSync(node)) {
    process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}`)
    stop(`the install failed (${reason(done)}); see above, check that npm reaches its registry, and try again`)
  }
  writeFileSync(stamp, fingerprint())
}

function reason(done) {
  if (done.error) return `npx could not be started: ${done.error.message}`
  if (done.status === 0) return 'pnpm finished, but node_modules holds no Node'
  return done.signal ? `stopped by ${done.signal}` : `npx exited with ${done.status}`
}

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
