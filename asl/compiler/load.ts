import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { machineNameFault } from '../spec/resource-name.ts';
import type { FunctionWithBody } from './1-parse/flow/async-functions.ts';
import { isPromise } from './1-parse/flow/async-functions.ts';
import { unwrapped } from './1-parse/unwrapped.ts';
import type { CompileOptions } from './compile.ts';
import { createReporter, type Reporter } from './diagnostics/collect.ts';
import type { Diagnostic, DiagnosticKind } from './diagnostics/diagnostic.ts';
import {
  badImport,
  configNotRead,
  fileNotRead,
  genericWorkflow,
  noWorkflow,
  notStrict,
  sameName,
  tooManyParameters,
  typescriptError,
  workflowName,
} from './diagnostics/reading.ts';
import { behindImports } from './1-parse/symbols.ts';

export interface EntryFunction {
  name: string;
  declaration: FunctionWithBody;
}

export interface Loaded {
  program: ts.Program;
  checker: ts.TypeChecker;
  /** As the project's own options have the types. */
  written: ts.TypeChecker;
  /** Of the tsconfig: what files are named by. */
  folder: string;
  entries: EntryFunction[];
  diagnostics: Diagnostic[];
}

/** The files with all that they import, and the workflows that they export. */
export function load(options: CompileOptions): Loaded {
  const files = options.files.map((file) => resolve(file));
  const config = readConfig(
    options.project ?? nearestConfig(files[0] ?? process.cwd()),
    dirname(files[0] ?? process.cwd()),
  );
  const host = hostOf(config.options, options.overlay);
  const unreadable = files.flatMap((file) =>
    faultOf(file, host) === undefined ? [] : [{ file, why: faultOf(file, host)! }],
  );
  const readable = files.filter((file) => faultOf(file, host) === undefined);
  const written = ts.createProgram({ rootNames: readable, options: config.options, host });
  const diagnostics = [
    ...config.faults,
    ...unreadable.map(({ file, why }) =>
      withoutPlace(fileNotRead, [shown(file, config.folder), why], shown(file, config.folder)),
    ),
    ...typescriptFaults(written, config.folder),
  ];
  const program = withCheckedIndexes(written, config.options, host);
  const checker = program.getTypeChecker();
  const loaded: Loaded = {
    program,
    checker,
    written: written.getTypeChecker(),
    folder: config.folder,
    entries: [],
    diagnostics,
  };
  if (diagnostics.length > 0) return loaded;
  const reporter = createReporter(loaded);
  loaded.entries = readable.flatMap((file) => entriesOf(program.getSourceFile(file)!, checker, reporter));
  for (const file of ownFiles(program)) checkImports(file, reporter);
  checkNames(loaded.entries, reporter);
  return { ...loaded, diagnostics: reporter.all() };
}

/** Faults are those of the project's own options; but an index may find nothing whatever they say, and there the types have to say so. */
function withCheckedIndexes(program: ts.Program, options: ts.CompilerOptions, host: ts.CompilerHost): ts.Program {
  if (options.noUncheckedIndexedAccess === true) return program;
  // The same nodes: either program can be asked about them.
  const getSourceFile: ts.CompilerHost['getSourceFile'] = (name, ...how) =>
    program.getSourceFile(name) ?? host.getSourceFile(name, ...how);
  return ts.createProgram({
    rootNames: program.getRootFileNames(),
    options: { ...options, noUncheckedIndexedAccess: true },
    host: { ...host, getSourceFile },
  });
}

interface Config {
  options: ts.CompilerOptions;
  folder: string;
  faults: Diagnostic[];
}

const nearestConfig = (file: string): string | undefined => ts.findConfigFile(dirname(file), existsSync);

function readConfig(path: string | undefined, folder: string): Config {
  const standard: ts.CompilerOptions = {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    skipLibCheck: true,
  };
  if (path === undefined) return { options: { ...standard, noEmit: true }, folder, faults: [] };
  const full = resolve(path);
  const at = dirname(full);
  const fault = (why: string): Config => ({
    options: standard,
    folder: at,
    faults: [withoutPlace(configNotRead, [path, why], shown(full, at))],
  });
  if (!existsSync(full)) return fault('does not exist');
  const read = ts.readConfigFile(full, (name) => readFileSync(name, 'utf8'));
  if (read.error !== undefined)
    return fault(`cannot be read: ${ts.flattenDiagnosticMessageText(read.error.messageText, ' ')}`);
  const parsed = ts.parseJsonConfigFileContent(
    read.config,
    { ...ts.sys, readDirectory: () => [] },
    at,
    undefined,
    full,
  );
  const wrong = parsed.errors.find(({ code }) => code !== 18002 && code !== 18003);
  if (wrong !== undefined) return fault(`is wrong: ${ts.flattenDiagnosticMessageText(wrong.messageText, ' ')}`);
  const options = { ...parsed.options, noEmit: true, incremental: false, composite: false, declaration: false };
  delete options.tsBuildInfoFile;
  const strict = options.strict === true || (options.strictNullChecks === true && options.noImplicitAny === true);
  return { options, folder: at, faults: strict ? [] : [withoutPlace(notStrict, [], shown(full, at))] };
}

function hostOf(options: ts.CompilerOptions, overlay: ReadonlyMap<string, string> | undefined): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true);
  const fileExists = host.fileExists.bind(host);
  const readFile = host.readFile.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.fileExists = (name) => overlay?.has(name) === true || fileExists(name);
  host.readFile = (name) => overlay?.get(name) ?? readFile(name);
  host.getSourceFile = (name, version, onError, fresh) => {
    const text = overlay?.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, version, true);
    const read = (): ts.SourceFile | undefined => getSourceFile(name, version, onError, fresh);
    return isInstalled(name) ? installed(name, JSON.stringify(version), read) : read();
  };
  const cache = ts.createModuleResolutionCache(host.getCurrentDirectory(), (name) => name, options);
  host.resolveModuleNameLiterals = (literals, from, redirected, given, sourceFile) =>
    literals.map((literal) => {
      const mode = ts.getModeForUsageLocation(sourceFile, literal, given);
      const found = ts.resolveModuleName(literal.text, from, given, host, cache, redirected, mode);
      return found.resolvedModule === undefined && literal.text === 'avesa/constructs'
        ? { resolvedModule: constructs }
        : found;
    });
  return host;
}

const isInstalled = (name: string): boolean => name.includes('/node_modules/') && name.endsWith('.d.ts');

/** Declarations of packages stay as they are from one compilation to the next: reading them is most of its time. */
const declarations = new Map<string, ts.SourceFile | undefined>();

function installed(name: string, version: string, read: () => ts.SourceFile | undefined): ts.SourceFile | undefined {
  const key = `${name} ${version}`;
  if (!declarations.has(key)) declarations.set(key, read());
  return declarations.get(key);
}

/** Our own constructs, where no package of ours is installed: beside this file, as source or compiled. */
const constructs: ts.ResolvedModuleFull = (() => {
  const folder = fileURLToPath(new URL('../../workflows/', import.meta.url));
  const source = join(folder, 'constructs.ts');
  return existsSync(source)
    ? { resolvedFileName: source, extension: ts.Extension.Ts }
    : { resolvedFileName: join(folder, 'constructs.d.ts'), extension: ts.Extension.Dts };
})();

/** A source of more than this is no workflow that anybody has written. */
const largestFile = 5_000_000;

function faultOf(file: string, host: ts.CompilerHost): string | undefined {
  if (!/\.[cm]?tsx?$/.test(file) || /\.d\.[cm]?ts$/.test(file))
    return existsSync(file) ? 'is no TypeScript source' : 'does not exist';
  if (!host.fileExists(file)) return existsSync(file) ? 'is no file' : 'does not exist';
  if (existsSync(file) && statSync(file).size > largestFile) return 'is larger than 5 MB';
  return undefined;
}

const shown = (file: string, folder: string): string => {
  const path = relative(folder, file);
  return (isAbsolute(path) ? file : path).split(sep).join('/');
};

function withoutPlace<A extends readonly unknown[]>(kind: DiagnosticKind<A>, args: A, file: string): Diagnostic {
  const { code, severity, reason, help } = kind;
  return { code, severity, text: kind.text(...args), reason, help, file, line: 1, column: 1, length: 1, source: '' };
}

/** The files that take part, without declarations. */
const ownFiles = (program: ts.Program): ts.SourceFile[] =>
  program.getSourceFiles().filter((file) => !file.isDeclarationFile && !program.isSourceFileFromExternalLibrary(file));

function typescriptFaults(program: ts.Program, folder: string): Diagnostic[] {
  const options = program.getOptionsDiagnostics();
  const found = ownFiles(program).flatMap((file) => {
    const syntax = program.getSyntacticDiagnostics(file);
    return syntax.length > 0 ? syntax : program.getSemanticDiagnostics(file);
  });
  return [...options, ...found]
    .filter(({ category, code }) => category === ts.DiagnosticCategory.Error && !unusedCodes.has(code))
    .map((each) => ofTypescript(each, folder));
}

/** Of what is not used: no fault of the program. */
const unusedCodes: ReadonlySet<number> = new Set([6133, 6138, 6192, 6196, 6198, 6199, 6205]);

function ofTypescript({ file, start = 0, length = 1, messageText, code }: ts.Diagnostic, folder: string): Diagnostic {
  const text = ts.flattenDiagnosticMessageText(messageText, '\n').split('\n')[0]!.replace(/\.$/, '');
  const plain = withoutPlace(typescriptError, [text, code], file === undefined ? '' : shown(file.fileName, folder));
  if (file === undefined) return plain;
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return {
    ...plain,
    line: line + 1,
    column: character + 1,
    length: Math.max(1, length),
    source: file.text.split('\n')[line] ?? '',
  };
}

function entriesOf(file: ts.SourceFile, checker: ts.TypeChecker, { report }: Reporter): EntryFunction[] {
  const module = checker.getSymbolAtLocation(file);
  const exported = module === undefined ? [] : checker.getExportsOfModule(module);
  const entries = exported.flatMap((symbol) => entryOf(symbol, checker, report));
  if (entries.length === 0) report(noWorkflow, file.statements[0] ?? file);
  return entries;
}

function entryOf(exported: ts.Symbol, checker: ts.TypeChecker, report: Reporter['report']): EntryFunction[] {
  const symbol = behindImports(exported, checker);
  // Of an overloaded function only the last declaration has a body.
  const declared = symbol.declarations?.findLast(ts.isFunctionDeclaration) ?? symbol.valueDeclaration;
  if (declared === undefined || declared.getSourceFile().isDeclarationFile) return [];
  const declaration = functionOf(declared);
  if (declaration === undefined) return [];
  const signature = checker.getSignatureFromDeclaration(declaration);
  if (signature === undefined || !isPromise(checker.getReturnTypeOfSignature(signature), checker)) {
    if (declaration.asteriskToken !== undefined)
      report(genericWorkflow, declaration.name ?? declaration, exported.name);
    return [];
  }
  const name = exported.name === 'default' ? (declaration.name?.getText() ?? symbol.name) : exported.name;
  const place = declaration.name ?? declaration;
  const isPlain =
    declaration.typeParameters === undefined &&
    declaration.asteriskToken === undefined &&
    (symbol.declarations?.length ?? 1) === 1;
  if (!isPlain) report(genericWorkflow, place, name);
  const { parameters } = declaration;
  if (parameters.length > 1 || parameters[0]?.dotDotDotToken !== undefined)
    report(tooManyParameters, parameters[1] ?? parameters[0]!, name);
  return [{ name, declaration }];
}

function functionOf(declared: ts.Declaration): FunctionWithBody | undefined {
  if (ts.isFunctionDeclaration(declared)) return declared.body === undefined ? undefined : declared;
  if (!ts.isVariableDeclaration(declared) || declared.initializer === undefined) return undefined;
  const value = unwrapped(declared.initializer);
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? value : undefined;
}

function checkNames(entries: readonly EntryFunction[], { report }: Reporter): void {
  const taken = new Set<string>();
  for (const { name, declaration } of entries) {
    const place = declaration.name ?? declaration;
    const fault = machineNameFault(name);
    if (fault !== undefined) report(workflowName, place, name, fault);
    if (taken.has(name)) report(sameName, place, name);
    taken.add(name);
  }
}

/** Values may come from the SDK's workflow package, from constructs, and from files of the project. */
function checkImports(file: ts.SourceFile, { report }: Reporter): void {
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const { importClause, moduleSpecifier } = statement;
    if (importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword || hasTypesOnly(importClause)) continue;
    const { text } = moduleSpecifier;
    if (!allowed.test(text) && !isPureLibrary(file)) report(badImport, moduleSpecifier, text);
  }
}

const allowed = /^(\.{1,2}\/|@temporalio\/(workflow|common)$|avesa\/constructs$)/;
/** A file of our own with schemas beside types. */
const isPureLibrary = (file: ts.SourceFile): boolean => file.fileName.endsWith('/workflows/shapes.ts');

const hasTypesOnly = (clause: ts.ImportClause | undefined): boolean =>
  clause?.name === undefined &&
  clause?.namedBindings !== undefined &&
  ts.isNamedImports(clause.namedBindings) &&
  clause.namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly);
