// Finds the public functions and methods by running them, and which of them a string comes to.

/** What a string came to: `Select.limit`, `index().on`, `alias`. */
export const reached: Set<string> = new Set()

/** The methods of the objects that were met, by the name of their class or of the function that gave them. */
export const met: Set<string> = new Set()

let marker: string | undefined

/** Runs something with a string that is looked for among the arguments of every call. */
export function looking(text: string, run: () => void): void {
  marker = text
  try {
    run()
  } catch {
    // A place may refuse the string; that it came is what counts.
  } finally {
    marker = undefined
  }
}

/** A module whose functions, and the methods of what they give, are watched. */
export function watched<Module extends object>(module: Module): Module {
  const copy: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(module))
    copy[name] = typeof value === 'function' ? watchedFunction(name, value) : value
  return copy as Module
}

const isClass = (value: unknown): boolean =>
  typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value))

/** The same class, or the function with its calls and its own properties watched. */
function watchedFunction(name: string, value: (...args: any[]) => unknown): unknown {
  if (isClass(value)) {
    watchClass((value as unknown as { readonly prototype: object }).prototype)
    return value
  }
  const watching = (...args: unknown[]): unknown => {
    note(name, args)
    return given(name, value(...args))
  }
  for (const [key, own] of Object.entries(value)) {
    met.add(`${name}.${key}`)
    ;(watching as any)[key] = watchedFunction(`${name}.${key}`, own as never)
  }
  return watching
}

/** What a call gave, with its methods watched. */
function given(by: string, result: unknown): unknown {
  if (typeof result === 'function' && !isClass(result)) {
    met.add(`${by}()`)
    return watchedFunction(`${by}()`, result as never)
  }
  if (typeof result !== 'object' || result === null) return result
  const parent = Object.getPrototypeOf(result)
  if (parent === Object.prototype) return watchedRecord(by, result)
  if (parent !== null && parent !== Array.prototype && parent !== Map.prototype) watchClass(parent)
  return result
}

/** A plain object with functions in it, such as `index(…)` gives. */
function watchedRecord(by: string, record: object): object {
  const own = Object.entries(record).filter(([, value]) => typeof value === 'function' && !isClass(value))
  if (own.length === 0 || 'kind' in record || 'encode' in record || Object.isFrozen(record)) return record
  const watching = Object.entries(record).map(([key, value]) => {
    if (typeof value !== 'function') return [key, value]
    met.add(`${by}().${key}`)
    return [key, watchedFunction(`${by}().${key}`, value)]
  })
  return Object.fromEntries(watching)
}

const known = new Set<object>()

function watchClass(prototype: object): void {
  for (let at = prototype; at && at !== Object.prototype && !known.has(at); at = Object.getPrototypeOf(at)) {
    known.add(at)
    const name: string = at.constructor.name
    if (at instanceof Error || name === 'Error') return
    for (const [key, { value, writable }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (key === 'constructor' || typeof value !== 'function') continue
      met.add(`${name}.${key}`)
      const method = function (this: unknown, ...args: unknown[]): unknown {
        note(`${name}.${key}`, args)
        return given(`${name}.${key}`, value.apply(this, args))
      }
      Object.defineProperty(at, key, { value: method, writable: writable === true, configurable: true })
    }
  }
}

function note(name: string, args: readonly unknown[]): void {
  if (marker !== undefined && holds(args, 0)) reached.add(name)
}

/** True where the string stands among plain values; what is in a tree already came by another call. */
function holds(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return value.includes(marker as string)
  if (typeof value !== 'object' || value === null || depth > 5) return false
  if (Array.isArray(value)) return value.some((item) => holds(item, depth + 1))
  if (Object.getPrototypeOf(value) !== Object.prototype) return false
  return Object.entries(value).some(([key, item]) => key.includes(marker as string) || holds(item, depth + 1))
}
