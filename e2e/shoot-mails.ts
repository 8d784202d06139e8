import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import type { Frame, objectionTo, renderMail } from '../src/features/official-mail/render-mail.tsx';
import type { Locale } from '../src/foundations/i18n/index.ts';
import type { MailContext, MailTemplate } from '../src/ui/mail/index.ts';
import type { Shoot } from './photographer.ts';

type AnyTemplate = MailTemplate<Record<string, unknown>>;
interface Mails {
  renderMail: typeof renderMail;
  objectionTo: typeof objectionTo;
  [room: string]: unknown;
}

const ROOMS = join(import.meta.dirname, '../src/features');
const FRAME = 'official-mail/render-mail.tsx';
const PHRASE = { show: 'velvet heron 73' };
const SUPPORT = 'support@example.com';

/** The mail that a change of two-factor causes is shown in every frame there is. */
const FRAMED = 'two-factor-changed';
const BOXES: readonly [name: string, box: Frame['box']][] = [
  ['code-to-be-set', 'invite'],
  ['to-a-stranger', 'none'],
  ['arabic-code', { show: 'سلحفاة زرقاء ٤٢' }],
  ['widest-code', { show: '🦦🏮'.repeat(20) }],
];

/** Every template there is, filled with its example, then every frame that a mail can have. */
export async function shootEveryMail(page: Page, locale: Locale, folder: string, shoot: Shoot): Promise<void> {
  const { renderMail, objectionTo, ...rooms } = await load(folder);
  const templates = Object.values(rooms).flatMap((room) => Object.values(room as object).filter(isTemplate));
  const context: MailContext = {
    locale,
    timeZone: 'Europe/Paris',
    brand: 'Gatehouse',
    publicUrl: new URL('https://account.example.com'),
    supportContact: { href: `mailto:${SUPPORT}`, label: SUPPORT },
  };
  const take = async (name: string, mail: AnyTemplate, frame: Partial<Frame> = {}) => {
    const whole = { context, kind: mail.kind, box: PHRASE, number: 'ABCD-EFGH-IJKL-MN', ...frame };
    await page.setContent(renderMail(mail.compose(mail.example, context), whole).html);
    await shoot(page, name);
  };
  for (const mail of templates) await take(`every-mail-${mail.name}`, mail);
  const framed = templates.find(({ name }) => name === FRAMED);
  if (!framed) throw new Error(`there is no mail ${FRAMED}`);
  for (const [name, box] of BOXES) await take(`every-frame-${name}`, framed, { box });
  const token = 'x'.repeat(43);
  await take('every-frame-objection', framed, { objection: objectionTo({ token }, context) });
  const account = objectionTo({ token, scope: 'account' }, context);
  await take('every-frame-account-objection', framed, { objection: account });
}

/** The rooms speak another dialect of JSX than the runner: their mails are built as the product is. */
async function load(folder: string): Promise<Mails> {
  const files: string[] = [];
  for await (const file of glob('*/*-mail.tsx', { cwd: ROOMS, exclude: [FRAME] })) files.push(file);
  const lines = files.sort().map((file, n) => `export * as room${n} from './${file}';`);
  const outfile = join(folder, 'mails.mjs');
  await build({
    stdin: { contents: [`export * from './${FRAME}';`, ...lines].join('\n'), resolveDir: ROOMS },
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
  });
  return import(pathToFileURL(outfile).href);
}

function isTemplate(value: unknown): value is AnyTemplate {
  return typeof value === 'object' && value !== null && 'compose' in value && 'secretParameters' in value;
}
