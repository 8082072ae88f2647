import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as errors from '../../activities/errors.ts';
import { knownFiles } from '../../cli/parts/data-folder.ts';
import { settingNames } from '../../worker/config.ts';
import { codeSpans, documents, files, proseOf, type Document } from './documents.ts';
import { tablesBelow } from './written-tables.ts';

/** What commands of the project make. */
const made = ['bench/results.md', 'dist/'];
const folders = new Set(files.flatMap((file) => parents(file)));
const topFolders = new Set(files.map((file) => file.split('/')[0]!));

function parents(file: string): string[] {
  const folder = dirname(file);
  return folder === '.' ? [] : [`${folder}/`, ...parents(folder)];
}

const isThere = (path: string) => [files, folders, made].some((known) => has(known, path));
const has = (known: Iterable<string>, path: string) => [...known].some((each) => each === path || each === `${path}/`);

/** Links to other places of the project, `docs/data.md#quarantine`. */
function linksOf({ name, text }: Document): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => (target.startsWith('#') ? name + target : normalize(join(dirname(name), target))));
}

/** As GitHub makes them. */
const anchorsOf = (name: string): string[] =>
  [...proseOf(documents.find((document) => document.name === name)!).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Paths of the project that a document names as code. */
const pathsOf = (document: Document): string[] =>
  codeSpans(document).filter((span) => {
    if (!/^\.?[\w.-]+(\/[\w.-]+)*\/?$/.test(span)) return false;
    return /\w\.(ts|cjs|md)$/.test(span) || (span.includes('/') && topFolders.has(span.split('/')[0]!));
  });

const byName = documents.map((document) => [document.name, document] as const);
describe.each(byName)('%s', (_, document) => {
  test('links to what is there', () => {
    const broken = linksOf(document).filter((link) => {
      const [path = '', anchor] = link.split('#');
      return !isThere(path) || (anchor !== undefined && !anchorsOf(path).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  test('names files that are there', () => {
    const isKnown = (path: string) =>
      isThere(path) || (!path.includes('/') && files.some((file) => file.endsWith(`/${path}`)));
    expect(pathsOf(document).filter((path) => !isKnown(path))).toEqual([]);
  });

  test('names settings that are there', () => {
    const named = document.text.match(/\b(AVESA|TEMPORAL)_[A-Z_]*[A-Z]\b/g) ?? [];
    const known: readonly string[] = settingNames;
    expect(named.filter((name) => !known.includes(name) && !/^AVESA_(DEMO|TEST)_/.test(name))).toEqual([]);
  });

  test('names no place of one machine and no package registry', () => {
    const places = /(?<![\w.~*)}>-])\/(home|root|tmp|work|Users|usr|var|opt|mnt|srv|etc)\b/;
    const registries = /\b(registry|npm|proxy|mirror|nexus|artifactory)\.[\w-]+\.\w|npmjs|pypi\.org|jfrog|maven\.org/i;
    const lines = document.text.split('\n');
    expect(lines.filter((line) => places.test(line) || registries.test(line))).toEqual([]);
  });
});

const operations = documents.find(({ name }) => name === 'docs/operations.md')!;

test('operations explain every failure that activities have', () => {
  const { ActivityError: _, nonRetryable: __, ...classes } = errors;
  const types: string[] = Object.values(classes).map(({ type }) => type);
  const spans = codeSpans(operations);
  expect(types.length).toBeGreaterThan(10);
  expect(types.filter((type) => !spans.includes(type))).toEqual([]);
});

test('operations list what avesa makes in its data folder', async () => {
  const data = await mkdtemp(join(tmpdir(), 'avesa-docs-'));
  onTestFinished(() => rm(data, { recursive: true }));
  const [rows] = tablesBelow(operations, 'The data folder');
  const listed = rows!
    .flatMap(([cell]) => cell!.replaceAll('`', '').split(', '))
    .map((name) => name.replaceAll(/[<>]/g, ''));
  for (const name of listed) {
    await mkdir(dirname(join(data, name)), { recursive: true });
    await writeFile(join(data, name), '');
  }
  expect((await knownFiles(data)).map(({ path }) => path).sort()).toEqual(
    listed.map((name) => join(data, name)).sort(),
  );
});
