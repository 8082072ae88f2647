import fc from 'fast-check';

/** What random tests follow from: the same in every run, so that a failure is of the change. `AVESA_TEST_SEED` tries others. */
export const seed = Number(process.env.AVESA_TEST_SEED ?? 20_261_126);

fc.configureGlobal({ seed });
