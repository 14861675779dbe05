import { spawnSync } from 'node:child_process'
import { startAll } from '../conformance/servers/start-all.ts'
const { record, stop } = await startAll()
const url = (record as any)[process.argv[2]!].url
for (const args of JSON.parse(process.argv[3]!)) {
  const r = spawnSync(process.execPath, ['--conditions=@espalier/source', 'examples/demo/main.ts', ...args.map((a: string) => a.replace('URL', url))], { encoding: 'utf8' })
  console.log(r.status, r.stdout, r.stderr)
}
await stop()
