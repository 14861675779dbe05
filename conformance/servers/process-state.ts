import { readFileSync } from 'node:fs'

/**
 * Whether a process still runs. One that has ended stays in the process table until its parent asks for its exit code,
 * which the first process of a container may never do; a signal of 0 takes it for running.
 */
export function isRunning(pid: number): boolean {
  return signalled(pid, 0) && !hasEnded(pid)
}

/** Sends a signal; false when there is no such process. */
export function signalled(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/** Known on Linux only, where the state follows the name in parentheses. */
function hasEnded(pid: number): boolean {
  try {
    return /\) Z [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
