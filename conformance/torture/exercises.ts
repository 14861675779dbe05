import { cancels } from './cancels.ts'
import { faultsEverywhere } from './everywhere.ts'
import { changesUnderLoad, killStorm, memory, streamAborts } from './faults.ts'
import type { Ground, Outcome } from './ground.ts'
import { behindPooler } from './pooler.ts'
import { outages, restarts } from './restart.ts'
import { looseSchedules, nestedPrograms, outerDatabase, swallowedErrors } from './transactions.ts'

/** Something that must lose nothing, however often it is done. */
export interface Exercise {
  readonly title: string
  /** How often in `pnpm test:torture`. */
  readonly count: number
  /** How often in `npm test`. */
  readonly few: number
  /** What it needs beside the database. */
  readonly needs?: 'pgbouncer'
  readonly run: (ground: Ground, count: number) => Promise<Outcome>
}

export const exercises: readonly Exercise[] = [
  { title: 'S16 swallowed errors', count: 1_000, few: 20, run: swallowedErrors },
  { title: 'S17 promises in rolled-back transactions', count: 10_000, few: 60, run: looseSchedules },
  { title: 'S18 nested transactions and a model', count: 10_000, few: 40, run: nestedPrograms },
  { title: 'S19 kills under transfers', count: 2_000, few: 40, run: killStorm },
  { title: 'S20 outages of the network under load', count: 50, few: 4, run: outages },
  { title: 'S20 restarts of the server under load', count: 50, few: 1, run: restarts },
  { title: 'S21 streams left anywhere', count: 10_000, few: 60, run: streamAborts },
  { title: 'S22 a fault behind every message', count: 10_000, few: 30, run: faultsEverywhere },
  { title: 'S24 the database in its own transaction', count: 1_000, few: 20, run: outerDatabase },
  { title: 'S26 cancels at any moment', count: 10_000, few: 60, run: cancels },
  { title: 'S27 tables change under load', count: 100, few: 5, run: changesUnderLoad },
  { title: 'S27 PgBouncer in transaction mode', count: 1_000, few: 24, needs: 'pgbouncer', run: behindPooler },
  { title: 'S37 memory and what stays open', count: 100_000, few: 2_000, run: memory },
]
