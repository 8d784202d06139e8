import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailTemplate } from '../../../ui/mail/index.ts';

type AnyTemplate = MailTemplate<Record<string, unknown>>;

function isTemplate(value: unknown): value is AnyTemplate {
  return typeof value === 'object' && value !== null && 'compose' in value && 'secretParameters' in value;
}

/** Every template there is: what a file called `<noun>-mail.tsx` in any room exports. */
export async function findTemplates(): Promise<AnyTemplate[]> {
  const rooms = join(import.meta.dirname, '..', '..');
  const found: AnyTemplate[] = [];
  for await (const path of glob('*/*-mail.tsx', { cwd: rooms, exclude: ['official-mail/render-mail.tsx'] })) {
    const templates = Object.values<unknown>(await import(join(rooms, path))).filter(isTemplate);
    if (templates.length === 0) throw new Error(`${path} exports no mail`);
    found.push(...templates);
  }
  return found;
}
