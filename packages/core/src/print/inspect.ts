/** Has `console.log` of Node.js and others show the objects of a class as their `toString` does. */
export function asText(type: { readonly prototype: object }): void {
  Object.defineProperty(type.prototype, Symbol.for('nodejs.util.inspect.custom'), {
    value(this: object): string {
      return String(this)
    },
  })
}
