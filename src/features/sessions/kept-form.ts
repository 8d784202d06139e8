import { MINUTE } from '../../foundations/clock.ts';
import type { KeyRing } from '../../foundations/crypto/index.ts';
import type { Visit } from '../../foundations/http/index.ts';

/**
 * A form that was sent too late is not lost (AX-4): its fields travel sealed through the sign-in or step-up page and
 * are offered again afterwards. Secrets are left out, and it opens only in the browser that sent it.
 */
export interface KeptForm {
  keep(visit: Visit): string | undefined;
  restore(visit: Visit, sealed: string | undefined): { path: string; fields: Record<string, string> } | null;
}

const LIFETIME = 30 * MINUTE;
const MOST_CHARACTERS = 2_000;
const SECRET_FIELDS = new Set(['password', 'current', 'code', 'form_token', 'phrase', 'token', 'credential']);
const PURPOSE = 'kept-form';

export function createKeptForm(keyRing: KeyRing): KeptForm {
  return {
    keep(visit) {
      if (visit.method !== 'POST' || visit.wantsJson) return undefined;
      const fields = Object.fromEntries(
        Object.entries(visit.body).filter(([name, value]) => typeof value === 'string' && !SECRET_FIELDS.has(name)),
      );
      const text = JSON.stringify({ path: visit.path, fields, until: visit.now.getTime() + LIFETIME });
      return text.length > MOST_CHARACTERS
        ? undefined
        : keyRing.seal(PURPOSE, visit.browser, text).toString('base64url');
    },
    restore(visit, sealed) {
      if (sealed === undefined || sealed === '') return null;
      try {
        const kept = JSON.parse(keyRing.open(PURPOSE, visit.browser, Buffer.from(sealed, 'base64url')));
        return kept.until > visit.now.getTime() ? { path: kept.path, fields: kept.fields } : null;
      } catch {
        return null;
      }
    },
  };
}
