import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRunning, signalled } from './process-state.ts'

/** What the guard is told on its standard input, one order a line. A signal of null lets a process finish. */
export type Order =
  | { readonly end: number; readonly signal: NodeJS.Signals | null }
  | { readonly forget: number }
  | { readonly remove: string }
  | { readonly keep: string }

// Run as a program: it outlives the run that started it, whatever ended that, and then ends and removes what is left.
// Its input closes with the run, even when the run is killed; a signal handler would not get to see that.
const processes = new Map<number, NodeJS.Signals | null>()
const folders = new Set<string>()

for await (const line of createInterface({ input: process.stdin })) note(JSON.parse(line) as Order)
for (const [pid, signal] of processes) if (signal !== null) signalled(pid, signal)
await allGone()
for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })

function note(order: Order): void {
  if ('end' in order) processes.set(order.end, order.signal)
  else if ('forget' in order) processes.delete(order.forget)
  else if ('remove' in order) folders.add(order.remove)
  else folders.delete(order.keep)
}

/** A removal under a running server would leave what the server writes next. */
async function allGone(): Promise<void> {
  for (let waited = 0; waited < 5000; waited += 20) {
    if (![...processes.keys()].some(isRunning)) return
    await sleep(20)
  }
}
