/**
 * The functions that every expression can call: those of JSONata 2.0.6 without `$eval`, and AWS's own.
 * https://docs.jsonata.org/string-functions and https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
const names = `
  abs append assert average base64decode base64encode boolean ceil clone contains count decodeUrl decodeUrlComponent distinct each
  encodeUrl encodeUrlComponent error exists filter floor formatBase formatInteger formatNumber fromMillis join keys length lookup
  lowercase map match max merge millis min not now number pad parseInteger power random reduce replace reverse round shuffle sift
  single sort split spread sqrt string substring substringAfter substringBefore sum toMillis trim type uppercase zip
  hash parse partition range uuid`;

const builtIns = new Set(names.trim().split(/\s+/));

export const isBuiltIn = (name: string): boolean => builtIns.has(name);
