import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, normalize, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** The rules that keep the house readable, read from the import statements themselves. */
const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Import {
  file: string;
  /** Path from the project's folder, or the package's name. */
  target: string;
  typesOnly: boolean;
}

function filesOf(pattern: string): string[] {
  return globSync(pattern, { cwd: ROOT }).map((file) => file.split(sep).join('/'));
}

const read = (file: string) => readFileSync(`${ROOT}/${file}`, 'utf8');
/** Comments may name code; they do nothing. */
const codeOf = (file: string) => read(file).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

const STATEMENT =
  /^(import|export)\s+(type\s)?([^'";]*?)\s*from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;

function importsOf(file: string): Import[] {
  return [...codeOf(file).matchAll(STATEMENT)].map(([, , type, names = '', from, bare, dynamic]) => {
    const given = from ?? bare ?? dynamic ?? '';
    const target = given.startsWith('.')
      ? normalize(`${dirname(file)}/${given}`)
          .split(sep)
          .join('/')
      : given;
    return { file, target, typesOnly: type !== undefined || everyNameIsAType(names) };
  });
}

function everyNameIsAType(names: string): boolean {
  const listed =
    /^\{([\s\S]*)\}$/
      .exec(names.trim())?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '') ?? [];
  return listed.length > 0 && listed.every((name) => name.trim().startsWith('type '));
}

const SOURCES = filesOf('src/**/*.{ts,tsx}');
const isTest = (file: string) => /\.test\.tsx?$|\/testing\/|\.fixture\.tsx?$/.test(file);
const PRODUCT = SOURCES.filter((file) => !isTest(file));
const IMPORTS = PRODUCT.flatMap(importsOf);
const roomOf = (path: string) => /^src\/features\/([^/]+)\//.exec(path)?.[1];
const told = (imports: Import[]) => imports.map(({ file, target }) => `${file} → ${target}`);

describe('rooms', () => {
  it('are read by these tests at all', () => {
    expect(PRODUCT.length).toBeGreaterThan(100);
    expect(IMPORTS.length).toBeGreaterThan(400);
    expect(importsOf('src/compose.ts').some(({ target }) => target === 'src/features/sign-in/index.ts')).toBe(true);
  });

  const betweenRooms = IMPORTS.filter(({ file, target }) => {
    const [from, to] = [roomOf(file), roomOf(target)];
    return from !== undefined && to !== undefined && from !== to;
  });

  it('know a sibling only through its index', () => {
    expect(told(betweenRooms.filter(({ target }) => !/^src\/features\/[^/]+\/index\.ts$/.test(target)))).toEqual([]);
  });

  it('know a sibling by its types alone: instances are handed in', () => {
    expect(told(betweenRooms.filter(({ typesOnly }) => !typesOnly))).toEqual([]);
  });

  it('have a door each', () => {
    const rooms = new Set(PRODUCT.map(roomOf).filter((room) => room !== undefined));
    const without = [...rooms].filter((room) => !existsSync(`${ROOT}/src/features/${room}/index.ts`));
    expect(without).toEqual([]);
  });

  it('do not reach into what puts them together', () => {
    const above = /^src\/(compose|doors|start|main|navigation|front-desk)\.tsx?$/;
    expect(told(IMPORTS.filter(({ file, target }) => roomOf(file) && above.test(target)))).toEqual([]);
  });
});

describe('foundations', () => {
  const below = /^src\/(foundations|ui|browser)\//;

  it('and the look and the browser’s script know no room', () => {
    const upwards = IMPORTS.filter(({ file, target }) => below.test(file) && /^src\/(features\/|[^/]+$)/.test(target));
    expect(told(upwards)).toEqual([]);
  });

  it('of the server stay out of the browser’s script', () => {
    const leaving = IMPORTS.filter(({ file, target }) => {
      return file.startsWith('src/browser/') && !target.startsWith('src/browser/');
    });
    expect(told(leaving)).toEqual([]);
  });

  it('send mail in one place: nothing else holds a mail client', () => {
    const holders = IMPORTS.filter(({ target }) => target === 'nodemailer' || target.startsWith('nodemailer/'));
    expect(holders.length).toBeGreaterThan(0);
    expect(told(holders.filter(({ file }) => !file.startsWith('src/foundations/mail-transport/')))).toEqual([]);
  });
});

describe('sessions', () => {
  it('are opened by the sign-in room alone', () => {
    const openers = PRODUCT.filter((file) => /\bsessions\s*(\?\.|\.)\s*open\s*\(/.test(codeOf(file)));
    expect(openers).toEqual(['src/features/sign-in/finish-sign-in.ts']);
  });

  it('are not opened under another name either', () => {
    const asking = PRODUCT.filter((file) => {
      if (file.startsWith('src/features/sessions/')) return false;
      return /Pick<\s*Sessions\s*,[^>]*'open'|\bopen\b[^;\n]*\}\s*=\s*[\w.]*sessions\b/.test(codeOf(file));
    });
    expect(asking).toEqual(['src/features/sign-in/finish-sign-in.ts']);
  });
});

describe('what a session may do', () => {
  it('is decided in one place, which one guard asks', () => {
    const places = PRODUCT.filter((file) => /\bfunction\s+authorize\s*\(/.test(codeOf(file)));
    expect(places).toEqual(['src/features/users-and-roles/authorize.ts']);
    const askers = PRODUCT.filter((file) =>
      /(?<!function\s+)\bauthorize\s*(\?\.)?\(\s*(?!question:)/.test(codeOf(file)),
    );
    expect(askers).toEqual(['src/features/sessions/signed-in-guard.ts']);
    const calls = codeOf('src/features/sessions/signed-in-guard.ts').match(/= authorize\(/g);
    expect(calls).toHaveLength(1);
  });

  it('is handed on under no other name, and to that guard alone', () => {
    const importers = IMPORTS.filter(({ target }) => target === 'src/features/users-and-roles/authorize.ts');
    expect(told(importers)).toEqual([
      'src/features/users-and-roles/index.ts → src/features/users-and-roles/authorize.ts',
    ]);
    const naming = PRODUCT.filter((file) => /\bauthorize\b/.test(codeOf(file).replaceAll(/'[^'\n]*'/g, '')));
    expect(naming.sort()).toEqual([
      'src/compose.ts',
      'src/features/sessions/signed-in-guard.ts',
      'src/features/users-and-roles/authorize.ts',
      'src/features/users-and-roles/index.ts',
    ]);
    // Imported once, and given away once.
    expect(codeOf('src/compose.ts').match(/\bauthorize\b.*/g)).toEqual(['authorize,', 'authorize,']);
  });
});

describe('files', () => {
  it('are named in kebab-case', () => {
    const name = /^[a-z0-9]+(-[a-z0-9]+)*(\.(en|fr|test|security\.test|fixture|config|drill|d))?\.(ts|tsx|mjs)$/;
    const files = [...SOURCES, ...filesOf('{test,e2e,drills,bench}/**/*.ts'), ...filesOf('scripts/**/*.mjs')];
    expect(files.filter((file) => !name.test(file.split('/').at(-1) ?? ''))).toEqual([]);
  });

  it('export by name, never by default', () => {
    const byDefault = SOURCES.filter((file) => /\bexport\s+default\b|\bas\s+default\b/m.test(codeOf(file)));
    expect(byDefault).toEqual([]);
  });
});

describe('documents', () => {
  const documents = [...filesOf('*.md'), ...filesOf('docs/**/*.md')];
  const FOLDER = /^(src|docs|test|e2e|drills|bench|scripts|migrations|\.ci)\//;

  /** Links to files, and what stands in backticks and begins with one of our folders. */
  function pathsIn(document: string): string[] {
    const text = read(document);
    const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)|(?:src|srcset)="([^"]+)"/g)]
      .map(([, link, picture]) => link ?? picture ?? '')
      .filter((link) => !/^[a-z]+:/.test(link))
      .map((link) => relative('.', normalize(`${dirname(document)}/${link}`)));
    const quoted = [...text.matchAll(/`([^`\s*<>{}]+)`/g)]
      .map(([, path]) => path ?? '')
      .filter((path) => FOLDER.test(path));
    return [...links, ...quoted];
  }

  it('name at least the files that this test lives by', () => {
    expect(documents).toContain('README.md');
    expect(pathsIn('README.md')).toEqual(expect.arrayContaining(['docs/settings.md', 'src/compose.ts']));
  });

  it.each(documents)('%s names no path that does not exist', (document) => {
    expect(pathsIn(document).filter((path) => !existsSync(`${ROOT}/${path}`))).toEqual([]);
  });
});
