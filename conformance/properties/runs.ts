// How often the properties are tried, and from which seed: `ESPALIER_SEED=5 ESPALIER_TIMES=100 vitest run --project code conformance/properties`.

/** Where the random trees begin; told in the titles, so that a run can be repeated. */
export const seed = Number(process.env.ESPALIER_SEED ?? Math.floor(Math.random() * 2 ** 31))

const times = Number(process.env.ESPALIER_TIMES ?? 1)

/** A number of trees, or as many times more as were asked for. */
export const runs = (count: number): number => Math.ceil(count * times)

/** How long a test may take, in milliseconds. */
export const patience = 60_000 * Math.max(1, times)
