// What a prepared statement takes: values for its parameters, or the sentence that says what is wrong. Types only.
import type { Unfit } from '../expr/operand.ts'
import type { Whole } from '../expr/scope.ts'

/** The values of a run, each under the name of its parameter. */
export type Filled<V, Values> = unknown extends V
  ? Values
  : Whole<V> extends Whole<Values>
    ? [Exclude<keyof V, keyof Values>] extends [never]
      ? V
      : NoInfer<FilledCells<V, Values>>
    : NoInfer<Unfilled<V, Values>>

type Unfilled<V, Values> = V extends readonly unknown[] | string | number | boolean | null | undefined
  ? `parameters are given by their names, as in { ${keyof Values & string}: … }`
  : [Exclude<keyof Values, keyof V>] extends [never]
    ? FilledCells<V, Values>
    : [Exclude<keyof V, keyof Values>] extends [never]
      ? `parameter ${Exclude<keyof Values, keyof V> & string} has no value; give it one, or null`
      : FilledCells<V, Values>

/** Each value, or its sentence. */
type FilledCells<V, Values> = {
  [Name in keyof V]: Name extends keyof Values
    ? V[Name] extends Values[Name]
      ? V[Name]
      : undefined extends V[Name]
        ? `parameter ${Name & string} has no value; give it one, or null`
        : V[Name] extends null
          ? `parameter ${Name & string} is never null; declare it with .nullable()`
          : Unfit<Exclude<V[Name], Values[Name]>, Exclude<Values[Name], null>, unknown, `parameter ${Name & string}`>
    : `the statement has no parameter ${Name & string}`
}
