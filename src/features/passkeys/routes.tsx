import { z } from 'zod';
import { type Handler, parseInput, type Reply, refuse, refuseInput, type Visit } from '../../foundations/http/index.ts';
import type { AskResult } from './ask-after-password.ts';
import type { RegistrationCredential } from './credential.ts';
import type { SignedInOwner } from './doors.ts';
import type { RegistrationResult } from './finish-registration.ts';
import { readPasskeyName } from './passkey-name.ts';
import { missingFor } from './passkey-only.ts';
import { DONE, PAGE_PATH, type PasskeyFacts, passkeysPage } from './passkeys-page.tsx';
import { kindOf, nameOf, providerOf } from './provider.ts';
import { readRegistration } from './read-credential.ts';
import type { RelyingParty } from './relying-party.ts';
import type { RemovalResult } from './remove-passkey.ts';
import type { PasskeyOnlyResult } from './set-passkey-only.ts';
import type { CreationOptions, Wish } from './start-registration.ts';
import { words } from './words.ts';

type Client = Visit['client'];

interface Deps {
  relyingParty: RelyingParty;
  origin: string;
  relatedOrigins: readonly string[];
  readFacts(userId: string): Promise<PasskeyFacts>;
  /** A passkey of theirs comes before another one is added. */
  mustProveFirst(session: SignedInOwner): Promise<boolean>;
  startRegistration(session: SignedInOwner, browser: string, wish: Wish): Promise<CreationOptions | null>;
  finishRegistration(
    session: SignedInOwner,
    request: { credential: RegistrationCredential; browser: string; secret: string; client: Client },
  ): Promise<RegistrationResult>;
  rename(session: SignedInOwner, id: string, name: string): Promise<boolean>;
  remove(session: SignedInOwner, id: string, client: Client): Promise<RemovalResult>;
  endOpenedWith(session: SignedInOwner, id: string, client: Client): Promise<number | null>;
  askAfterPassword(session: SignedInOwner, enabled: boolean, client: Client): Promise<AskResult>;
  setPasskeyOnly(session: SignedInOwner, enabled: boolean, client: Client): Promise<PasskeyOnlyResult>;
}

const optionsInput = z.strictObject({
  name: z.string().max(200).optional(),
  besidePassword: z.boolean().default(false),
});
const renameInput = z.strictObject({ name: z.string().max(200) });
const switchInput = z.strictObject({
  enabled: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]),
});

const JSON_TYPE = 'application/json; charset=utf-8';

export function createPasskeyRoutes(deps: Deps) {
  const { relyingParty } = deps;

  const show: Handler<SignedInOwner> = async (visit, session) => {
    const facts = await deps.readFacts(session.userId);
    const done = DONE.find((key) => key === visit.query.done);
    const after = (await deps.mustProveFirst(session)) ? { problem: 'problem-prove-first' as const } : { done };
    return { kind: 'page', page: pageOf(visit, session, facts, after), json: factsJson(visit, facts) };
  };

  const options: Handler<SignedInOwner> = async (visit, session) => {
    const parsed = parseInput(optionsInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors);
    const name = readPasskeyName(parsed.value.name);
    if (name === null) return nameRefused(visit, session);
    if (await deps.mustProveFirst(session)) return proveFirst(visit, session);
    const started = await deps.startRegistration(session, visit.browser, {
      name,
      besidePassword: parsed.value.besidePassword,
    });
    if (started === null) return refuse('conflict', { detail: words(visit.locale)('too-many') });
    return { kind: 'done', status: 200, json: started, location: PAGE_PATH };
  };

  const add: Handler<SignedInOwner> = async (visit, session) => {
    const read = readRegistration(visit);
    if (!read.ok) return refuseInput(read.errors, await pageWith(visit, session, { problem: 'problem-failed' }));
    if (await deps.mustProveFirst(session)) return proveFirst(visit, session);
    const result = await deps.finishRegistration(session, {
      credential: read.credential,
      browser: visit.browser,
      secret: visit.cookies.session ?? '',
      client: visit.client,
    });
    switch (result.result) {
      case 'added':
        return {
          kind: 'done',
          status: 201,
          json: { id: result.id, standsAlone: result.standsAlone, besidePassword: result.besidePassword },
          location: `${PAGE_PATH}?done=${doneBy(result)}`,
          cookies: result.cookie === null ? [] : [result.cookie],
        };
      case 'failed':
      case 'taken':
        return failed(visit, session, result.result === 'taken' ? 'problem-taken' : 'problem-failed');
      case 'session-ended':
        return { ...refuse('signed-out'), location: '/sign-in' };
    }
  };

  const rename: Handler<SignedInOwner> = async (visit, session) => {
    const parsed = parseInput(renameInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors, await pageWith(visit, session, {}));
    const name = readPasskeyName(parsed.value.name);
    if (name === null) return nameRefused(visit, session);
    const found = await deps.rename(session, visit.params.id ?? '', name);
    return found
      ? { kind: 'done', status: 200, json: { name }, location: `${PAGE_PATH}?done=renamed` }
      : refuse('not-found');
  };

  const remove: Handler<SignedInOwner> = async (visit, session) => {
    const result = await deps.remove(session, visit.params.id ?? '', visit.client);
    switch (result) {
      case 'removed':
        return { kind: 'done', status: 200, json: {}, location: `${PAGE_PATH}?done=removed` };
      case 'not-found':
        return refuse('not-found');
      case 'last-way-in':
        return conflict(visit, session, 'problem-last-way-in');
      case 'demanded-by-policy':
        return demanded(visit, session);
      case 'passkey-demanded':
        return demanded(visit, session, 'problem-passkey-demanded');
    }
  };

  const endSessions: Handler<SignedInOwner> = async (visit, session) => {
    const ended = await deps.endOpenedWith(session, visit.params.id ?? '', visit.client);
    return ended === null
      ? refuse('not-found')
      : { kind: 'done', status: 200, json: { ended }, location: `${PAGE_PATH}?done=sessions-ended` };
  };

  const askAfterPassword: Handler<SignedInOwner> = async (visit, session) => {
    const parsed = parseInput(switchInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors, await pageWith(visit, session, {}));
    const { enabled } = parsed.value;
    const result = await deps.askAfterPassword(session, enabled, visit.client);
    if (result === 'no-passkey') return conflict(visit, session, 'problem-no-passkey');
    if (result === 'demanded-by-policy') return demanded(visit, session);
    const done = enabled ? 'asked-on' : 'asked-off';
    return { kind: 'done', status: 200, json: { enabled }, location: `${PAGE_PATH}?done=${done}` };
  };

  const setPasskeyOnly: Handler<SignedInOwner> = async (visit, session) => {
    const parsed = parseInput(switchInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors, await pageWith(visit, session, {}));
    const { enabled } = parsed.value;
    const result = await deps.setPasskeyOnly(session, enabled, visit.client);
    if (result.result === 'missing') return conflict(visit, session, `missing-${result.missing[0] ?? 'backup-codes'}`);
    const done = enabled ? 'only-on' : 'only-off';
    return { kind: 'done', status: 200, json: { enabled }, location: `${PAGE_PATH}?done=${done}` };
  };

  /** PK-17: where password managers send people; at the passkeys' own domain, and never by a redirect. */
  const wellKnown: Handler<unknown> = async () => {
    const page = `${deps.origin}${PAGE_PATH}`;
    return { kind: 'file', contentType: JSON_TYPE, body: JSON.stringify({ enroll: page, manage: page }) };
  };

  /** Who may use passkeys of our domain besides us (WA §5.11); nobody: there is no such list. */
  const relatedOrigins: Handler<unknown> = async () => {
    if (deps.relatedOrigins.length === 0) return refuse('not-found');
    const body = JSON.stringify({ origins: deps.relatedOrigins });
    return { kind: 'file', contentType: JSON_TYPE, body };
  };

  type Problem = NonNullable<Parameters<typeof passkeysPage>[3]['problem']>;

  function pageOf(
    visit: Visit,
    session: SignedInOwner,
    facts: PasskeyFacts,
    after: Parameters<typeof passkeysPage>[3],
  ) {
    return passkeysPage(
      visit,
      { sessionId: session.id, email: session.email, name: session.name, relyingParty },
      facts,
      after,
    );
  }

  async function pageWith(visit: Visit, session: SignedInOwner, after: Parameters<typeof passkeysPage>[3]) {
    return pageOf(visit, session, await deps.readFacts(session.userId), after);
  }

  async function failed(visit: Visit, session: SignedInOwner, problem: Problem): Promise<Reply> {
    const detail = words(visit.locale)(problem);
    return refuse('passkey-refused', { detail }, await pageWith(visit, session, { problem }));
  }

  async function conflict(visit: Visit, session: SignedInOwner, problem: Problem): Promise<Reply> {
    const detail = words(visit.locale)(problem);
    return refuse('conflict', { detail }, await pageWith(visit, session, { problem }));
  }

  async function demanded(visit: Visit, session: SignedInOwner, problem: Problem = 'problem-demanded'): Promise<Reply> {
    const detail = words(visit.locale)(problem);
    return refuse('not-allowed', { detail }, await pageWith(visit, session, { problem }));
  }

  async function proveFirst(visit: Visit, session: SignedInOwner): Promise<Reply> {
    const problem = 'problem-prove-first';
    const message = words(visit.locale)(problem);
    const errors = [{ field: 'method', code: 'passkey-needed', message }];
    return refuse('step-up-required', { detail: message, errors }, await pageWith(visit, session, { problem }));
  }

  async function nameRefused(visit: Visit, session: SignedInOwner): Promise<Reply> {
    const message = words(visit.locale)('name-invalid');
    const errors = [{ field: 'name', code: 'invalid', message }];
    return refuseInput(errors, await pageWith(visit, session, { problem: 'name-invalid' }));
  }

  return {
    ...{ show, options, add, rename, remove, endSessions, askAfterPassword, setPasskeyOnly },
    ...{ wellKnown, relatedOrigins },
  };
}

function doneBy({ besidePassword, isFirst }: { besidePassword: boolean; isFirst: boolean }): (typeof DONE)[number] {
  if (besidePassword) return 'added-key';
  return isFirst ? 'added-first' : 'added';
}

function factsJson(visit: Visit, { passkeys, holder, codesLeft, sessions }: PasskeyFacts) {
  const t = words(visit.locale);
  return {
    passkeys: passkeys.map((row) => ({
      id: row.id,
      name: nameOf(row, t),
      provider: providerOf(row.aaguid),
      kind: kindOf(row),
      standsAlone: row.stands_alone,
      besidePassword: row.beside_password,
      rpId: row.rp_id,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
      lastUsedCountry: row.last_used_country,
      sessions: sessions.filter(({ authenticators }) => authenticators.includes(row.id)).map(({ id }) => id),
    })),
    asksAfterPassword: holder?.asksAfterPassword ?? false,
    passkeyOnly: holder?.passkeyOnly ?? false,
    missingForPasskeyOnly: missingFor({ passkeys, codesLeft }),
  };
}
