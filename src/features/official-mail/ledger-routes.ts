import { z } from 'zod';
import type { Queries } from '../../foundations/database/index.ts';
import { type FieldError, type Handler, parseInput, refuseInput } from '../../foundations/http/index.ts';
import { readCursor, writeCursor } from './ledger-cursor.ts';
import { type LedgerMail, ledgerPage } from './ledger-page.tsx';
import { findLedgerPage } from './ledger-table.ts';
import { words } from './words.ts';

const PAGE_SIZE = 25;
const input = z.strictObject({ cursor: z.string().max(200).optional() });

interface Deps {
  queries: Queries;
  openPreview(id: string, preview: Buffer): string;
  retentionDays: number;
}

/** The signed-in user's own mails; nothing in the address can name another's. */
export function createLedgerRoutes({ queries, openPreview, retentionDays }: Deps) {
  const show: Handler<{ userId: string }> = async (visit, { userId }) => {
    const refused = (errors: readonly FieldError[]) =>
      refuseInput(errors, ledgerPage(visit, { mails: [], next: null, isLater: true, retentionDays, errors }));
    const parsed = parseInput(input, visit.query, visit.locale);
    if (!parsed.ok) return refused(parsed.errors);
    const { cursor } = parsed.value;
    const place = cursor === undefined || cursor === '' ? null : readCursor(cursor);
    if (cursor && place === null) {
      return refused([{ field: 'cursor', code: 'invalid', message: words(visit.locale)('cursor-invalid') }]);
    }
    const rows = await findLedgerPage(queries, userId, place, PAGE_SIZE + 1);
    const mails = rows.slice(0, PAGE_SIZE).map(({ preview, ...mail }) => {
      return { ...mail, preview: preview === null ? null : openPreview(mail.id, preview) };
    });
    const last = mails.at(-1);
    const next = rows.length > PAGE_SIZE && last ? writeCursor(last) : null;
    const page = ledgerPage(visit, { mails, next, isLater: place !== null, retentionDays });
    return { kind: 'page', page, json: { mails: mails.map(jsonOf), next, retentionDays } };
  };
  return { show };
}

function jsonOf(mail: LedgerMail) {
  return {
    number: mail.state === 'folded' ? null : mail.number,
    at: mail.created_at.toISOString(),
    subject: mail.subject,
    template: mail.template,
    kind: mail.kind,
    to: mail.recipient_masked,
    state: mail.state,
    deliveredAt: mail.delivered_at?.toISOString() ?? null,
    preview: mail.preview,
  };
}
