/** What tells a value, or several, from others: equal for equal ones. */
export type Mark = string | number

/** The mark of a key of these values; none where one of them is null. */
export function markOf(values: readonly unknown[]): Mark | undefined {
  if (values.length === 1) return markOfOne(values[0])
  const marks = values.map(markOfOne)
  return marks.includes(undefined) ? undefined : JSON.stringify(marks)
}

/** The mark of a key of one value. An `integer` and a `bigint` of one number have one mark. */
export function markOfOne(value: unknown): Mark | undefined {
  switch (typeof value) {
    case 'number':
    case 'string':
      return value
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
    default:
      if (value === null || value === undefined) return undefined
      return value instanceof Date ? value.getTime() : value instanceof Uint8Array ? value.join() : String(value)
  }
}
