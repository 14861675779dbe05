// How often the properties are tried, and from which seed: `ESPALIER_SEED=5 ESPALIER_TIMES=100 vitest run --project code
// conformance/properties`. Without a seed it is the same one each time, so that a change is not blamed for what was
// there before it; `ESPALIER_SEED=random` looks for what nobody has seen yet.

const { ESPALIER_SEED = '35947531' } = process.env

/** Where the random trees begin; told in the titles, so that a run can be repeated. */
export const seed = ESPALIER_SEED === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(ESPALIER_SEED)

const times = Number(process.env.ESPALIER_TIMES ?? 1)

/** A number of trees, or as many times more as were asked for. */
export const runs = (count: number): number => Math.ceil(count * times)

/** True for a run of many more than usual: it has every driver too. */
export const isLong: boolean = times > 1

/** How long a test may take, in milliseconds. */
export const patience = 60_000 * Math.max(1, times)
