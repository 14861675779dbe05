import { isDeepStrictEqual } from 'node:util'
import type { Scenario } from '../scenario.ts'
import type { Forest } from './data.ts'
import type { Reader } from './reader.ts'

/** A database with those who read the tree from it; the first one is what the others are compared with. */
export interface RelationRing {
  readonly database: string
  readonly readers: readonly Reader[]
  /** What other processes need in their environment to read from it too. */
  readonly environment: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** Reading users with their posts with their comments. */
export const relationScenario = ({ database, readers }: RelationRing, { expected }: Forest): Scenario => ({
  title: `${database}: relations: 200 users with 10 posts each with 3 comments each, in order`,
  calls: 1,
  entries: readers.map(({ name, how, read }) => ({
    name,
    converts: how,
    run: read,
    async check() {
      if (!isDeepStrictEqual(JSON.parse(JSON.stringify(await read())), expected))
        throw new Error(`${name} (${how}) gave another tree than the rest; a measurement of it would mean nothing`)
    },
  })),
})
