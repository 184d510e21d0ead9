/** Random tests are the same in every run, so that a change is judged by what it changed; RECOUNT_SEED hunts elsewhere. */
export const SEED = Number(process.env.RECOUNT_SEED ?? 20261124)
