export const pricing = 'https://aws.amazon.com/step-functions/pricing/';

/** How AWS counts, in words. */
export const billingRule =
  'AWS bills a Standard workflow by the state transition: each state that an execution enters is one, from the first on, in every ' +
  'iteration of a Map and in every nested execution; each retry of a state is one more.';

/** What the numbers of a path are. */
export const countedWithout =
  'The paths are counted without retries, which add to either side, and without the iterations and nested executions that have their own.';
