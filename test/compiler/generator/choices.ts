import fc from 'fast-check';

/** What a random program follows from, see `programOf`. */
export const choices = fc.array(fc.nat(1_000_000), { minLength: 20, maxLength: 200, size: 'max' });

/** `AVESA_TEST_RUNS` programs are tried; else all of them in the full run, and a share of them otherwise. */
export const runs = ({ all, share }: { all: number; share: number }): number =>
  Number(process.env.AVESA_TEST_RUNS ?? (process.env.AVESA_TEST_FULL === '1' ? all : share));

/** Errors in a random program that are no mistake: the generator does not know whether something else may have the list that is changed. */
export const mayBeRefused = (error: string): boolean => /^\d+:\d+ ASL2038 /.test(error);
