import type { TestProject } from 'vitest/node'
import { startAll, whyNotOnCi } from './start-all.ts'

/** Starts the databases once for the whole run and tells every test where they are; the returned function ends them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { record, stop } = await startAll()
  project.provide('servers', record)
  const obstacle = process.env.CI === 'true' ? whyNotOnCi(record.missing) : undefined
  if (obstacle === undefined) return stop
  await stop()
  throw new Error(obstacle)
}
