// S30: the tests run where nobody can change what every object has, so that nothing needs to, nor is hurt by a name of it.

/** Freezes a prototype; what inherits from it may still have properties of its own of the same names. */
function frozen(prototype: object): void {
  for (const key of Reflect.ownKeys(prototype)) {
    const { value, writable, configurable, enumerable } = Object.getOwnPropertyDescriptor(prototype, key) ?? {}
    if (!writable || !configurable) continue
    Object.defineProperty(prototype, key, {
      enumerable: enumerable ?? false,
      configurable: false,
      get: () => value,
      // an assignment to a frozen property that is inherited would be refused
      set(this: object, own: unknown) {
        if (this === prototype) throw new TypeError(`${String(key)} of every object is not to be changed`)
        Object.defineProperty(this, key, { value: own, writable: true, enumerable: true, configurable: true })
      },
    })
  }
  Object.freeze(prototype)
}

frozen(Object.prototype)
Object.freeze(Array.prototype)
frozen(Function.prototype)
