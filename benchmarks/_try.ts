import { drizzle } from './compile/drizzle.ts'
import { measureInTurns } from './measure.ts'

const n = Number(process.argv[2])
if (n) for (let i = 0; i < n; i++) drizzle.compile()
for (const calls of [64]) {
  const r = await measureInTurns([{ name: 'd', run: () => drizzle.compile() }], { rounds: 8, turn: 100, calls })
  console.log(calls, r[0].turns.map((t) => (t / 1000).toFixed(1)).join(' '))
}
const t0 = performance.now()
for (let i = 0; i < 5000; i++) drizzle.compile()
console.log((performance.now() - t0) / 5)
