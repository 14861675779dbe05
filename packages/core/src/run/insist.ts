import { after } from './clock.ts'

/**
 * Asks for the end of some work until it has ended: soon once more, and then less and less often. A server that is asked
 * to stop a statement before it has begun with it does not stop it.
 */
export async function insist(work: Promise<unknown>, ask: () => Promise<void>): Promise<void> {
  for (let pause = 10; ; pause = Math.min(pause * 2, 500)) {
    await ask()
    if (await endsWithin(work, pause)) return
  }
}

/** True where work ends in time, however it ends. */
function endsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = after(ms, () => resolve(false))
    const ended = (): void => {
      stop()
      resolve(true)
    }
    work.then(ended, ended)
  })
}
