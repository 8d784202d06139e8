import { z } from 'zod';
import { type Handler, parseInput, type Reply, refuse, refuseInput, type Visit } from '../../foundations/http/index.ts';
import { readAppName } from './app-name.ts';
import type { SaveResult } from './backup-code-table.ts';
import { backupCodesPage } from './backup-codes-page.tsx';
import type { ConfirmResult } from './confirm-enrolment.ts';
import type { SignedInOwner } from './doors.ts';
import { enrolmentPage } from './enrolment-page.tsx';
import type { FinishRequest, FinishResult } from './finish-enrolment.ts';
import type { ShownCodes } from './make-backup-codes.ts';
import type { RemoveResult } from './remove-apps.ts';
import type { Enrolment, StartResult } from './start-enrolment.ts';
import { DONE, ENROLMENT_PATH, PAGE_PATH, type TwoFactorFacts, twoFactorPage } from './two-factor-page.tsx';
import { words } from './words.ts';

type Client = Visit['client'];

interface Deps {
  /** Our name and address, for the printed page. */
  site: string;
  readFacts(userId: string): Promise<TwoFactorFacts>;
  startEnrolment(session: SignedInOwner, options: { name: string; replaces: string | null }): Promise<StartResult>;
  /** The unfinished enrolment of this session; null: none, over, or its code was given. */
  openEnrolment(session: SignedInOwner): Promise<Enrolment | null>;
  confirmEnrolment(session: SignedInOwner, code: string, name?: string): Promise<ConfirmResult>;
  finishEnrolment(request: FinishRequest): Promise<FinishResult>;
  removeApps(session: SignedInOwner, client: Client, only?: string): Promise<RemoveResult>;
  renameApp(session: SignedInOwner, id: string, name: string): Promise<boolean>;
  makeBackupCodes(session: SignedInOwner): Promise<ShownCodes>;
  saveBackupCodes(session: SignedInOwner, client: Client, shown?: number): Promise<SaveResult>;
}

const startInput = z.strictObject({ name: z.string().max(200).optional(), replaces: z.string().max(64).optional() });
const confirmInput = z.strictObject({
  code: z.string().min(1).max(32),
  name: z.string().max(200).optional(),
  username: z.string().optional(),
});
/** The number on the sheet that was kept. */
const savedInput = z.strictObject({
  set: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number)
    .optional(),
});
const renameInput = z.strictObject({ name: z.string().max(200) });

/** NIST and 2F-7: what is shown once is kept by no cache on the way. */
const NO_STORE = { 'cache-control': 'no-store' };

export function createTwoFactorRoutes(deps: Deps) {
  const show: Handler<SignedInOwner> = async (visit, session) => {
    const facts = await deps.readFacts(session.userId);
    const done = DONE.find((key) => key === visit.query.done);
    return { kind: 'page', page: twoFactorPage(visit, facts, { done }), json: factsJson(facts) };
  };

  const start: Handler<SignedInOwner> = async (visit, session) => {
    const t = words(visit.locale);
    const parsed = parseInput(startInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors, await pageWith(visit, session, {}));
    const name =
      readAppName(parsed.value.name) ?? freeName(t('app-default-name'), await deps.readFacts(session.userId));
    const result = await deps.startEnrolment(session, { name, replaces: parsed.value.replaces ?? null });
    if (result.result === 'not-found') return refuse('not-found');
    if (result.result === 'too-many') {
      const detail = t('too-many-apps');
      return refuse('conflict', { detail }, await pageWith(visit, session, { problem: detail }));
    }
    return { kind: 'done', status: 201, json: result.enrolment, location: ENROLMENT_PATH, headers: NO_STORE };
  };

  const showEnrolment: Handler<SignedInOwner> = async (visit, session) => {
    const enrolment = await deps.openEnrolment(session);
    if (enrolment === null) return { kind: 'redirect', location: PAGE_PATH };
    return { kind: 'page', page: enrolmentPage(visit, session, enrolment), json: {}, headers: NO_STORE };
  };

  const confirm: Handler<SignedInOwner> = async (visit, session) => {
    const t = words(visit.locale);
    const parsed = parseInput(confirmInput, visit.body, visit.locale);
    if (!parsed.ok) return codeRefused(visit, session, parsed.errors);
    const name = readAppName(parsed.value.name);
    const result = await deps.confirmEnrolment(session, parsed.value.code, name ?? undefined);
    switch (result.result) {
      case 'codes':
        return {
          kind: 'done',
          status: 200,
          json: { backupCodes: result.codes.backupCodes, set: result.codes.set },
          page: backupCodesPage(visit, { site: deps.site, email: session.email }, result.codes, 'first'),
          headers: NO_STORE,
        };
      case 'ready':
        return finishNow(visit, session, { json: { enabled: true, backupCodes: [] } });
      case 'wrong':
        return codeRefused(visit, session, [{ field: 'code', code: 'wrong', message: t('code-wrong') }]);
      case 'wrong-clock':
        return codeRefused(visit, session, [{ field: 'code', code: 'wrong-clock', message: clockWords(t, result) }]);
      case 'over':
        return overReply(visit, session);
    }
  };

  const saved: Handler<SignedInOwner> = async (visit, session) => {
    const parsed = parseInput(savedInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors, await pageWith(visit, session, {}));
    return finishNow(visit, session, { json: { enabled: true }, shown: parsed.value.set });
  };

  async function finishNow(
    visit: Visit,
    session: SignedInOwner,
    { json, shown }: { json: object; shown?: number | undefined },
  ): Promise<Reply> {
    const secret = visit.cookies.session ?? '';
    const result = await deps.finishEnrolment({ session, secret, client: visit.client, shown });
    if (result.result !== 'done') return notSaved(visit, session, result);
    return {
      kind: 'done',
      status: 200,
      json,
      location: `${PAGE_PATH}?done=${result.change}`,
      cookies: [result.cookie],
    };
  }

  const rename: Handler<SignedInOwner> = async (visit, session) => {
    const parsed = parseInput(renameInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors, await pageWith(visit, session, {}));
    const name = readAppName(parsed.value.name);
    if (name === null) {
      const message = words(visit.locale)('name-invalid');
      const errors = [{ field: 'name', code: 'invalid', message }];
      return refuseInput(errors, await pageWith(visit, session, { problem: message }));
    }
    const found = await deps.renameApp(session, visit.params.id ?? '', name);
    return found
      ? { kind: 'done', status: 200, json: { name }, location: `${PAGE_PATH}?done=app-renamed` }
      : refuse('not-found');
  };

  const remove: Handler<SignedInOwner> = async (visit, session) =>
    removed(visit, session, await deps.removeApps(session, visit.client, visit.params.id ?? ''));

  /** Turning off what is off is no error: the state is the one that was asked for. */
  const disable: Handler<SignedInOwner> = async (visit, session) => {
    const result = await deps.removeApps(session, visit.client);
    return removed(visit, session, result === 'not-found' ? 'turned-off' : result);
  };

  async function removed(visit: Visit, session: SignedInOwner, result: RemoveResult): Promise<Reply> {
    const detail = words(visit.locale)('demanded-by-policy');
    switch (result) {
      case 'not-found':
        return refuse('not-found');
      case 'demanded-by-policy':
        return refuse('not-allowed', { detail }, await pageWith(visit, session, { problem: detail }));
      case 'removed':
        return { kind: 'done', status: 200, json: { enabled: true }, location: `${PAGE_PATH}?done=app-removed` };
      case 'turned-off':
        return {
          kind: 'done',
          status: 200,
          json: { enabled: false },
          location: `${PAGE_PATH}?done=two-factor-disabled`,
        };
    }
  }

  const makeCodes: Handler<SignedInOwner> = async (visit, session) => {
    const codes = await deps.makeBackupCodes(session);
    return {
      kind: 'done',
      status: 201,
      json: { set: codes.set, backupCodes: codes.backupCodes },
      page: backupCodesPage(visit, { site: deps.site, email: session.email }, codes, 'renewed'),
      headers: NO_STORE,
    };
  };

  const saveCodes: Handler<SignedInOwner> = async (visit, session) => {
    const parsed = parseInput(savedInput, visit.body, visit.locale);
    if (!parsed.ok) return refuseInput(parsed.errors, await pageWith(visit, session, {}));
    const result = await deps.saveBackupCodes(session, visit.client, parsed.value.set);
    return result.result === 'saved'
      ? { kind: 'done', status: 200, json: {}, location: `${PAGE_PATH}?done=backup-codes-renewed` }
      : notSaved(visit, session, result);
  };

  async function notSaved(
    visit: Visit,
    session: SignedInOwner,
    result: Exclude<SaveResult, { result: 'saved' }>,
  ): Promise<Reply> {
    if (result.result === 'over') return overReply(visit, session);
    const { shown, newest } = result;
    const detail = words(visit.locale)('codes-replaced', { shown, newest });
    return refuse('conflict', { detail }, await pageWith(visit, session, { problem: detail }));
  }

  async function pageWith(visit: Visit, session: SignedInOwner, after: { problem?: string }) {
    return twoFactorPage(visit, await deps.readFacts(session.userId), after);
  }

  async function codeRefused(
    visit: Visit,
    session: SignedInOwner,
    errors: { field: string; code: string; message: string }[],
  ): Promise<Reply> {
    const enrolment = await deps.openEnrolment(session);
    const error = errors.find(({ field }) => field === 'code')?.message;
    return refuseInput(errors, enrolment ? enrolmentPage(visit, session, enrolment, error) : undefined);
  }

  /** AP-5: the steps in their order, each once. */
  async function overReply(visit: Visit, session: SignedInOwner): Promise<Reply> {
    const detail = words(visit.locale)('over');
    return refuse('conflict', { detail }, await pageWith(visit, session, { problem: detail }));
  }

  return { show, start, showEnrolment, confirm, saved, rename, remove, disable, makeCodes, saveCodes };
}

/** No two apps of the same name unless the user wants it so: one of them may have to be removed in a hurry. */
function freeName(wanted: string, { apps }: TwoFactorFacts): string {
  const isTaken = (name: string) => apps.some((app) => app.name === name);
  for (let number = 2, name = wanted; ; number++) {
    if (!isTaken(name)) return name;
    name = `${wanted} ${number}`;
  }
}

function clockWords(t: ReturnType<typeof words>, { seconds }: { seconds: number }): string {
  const off = Math.abs(seconds);
  const how = off < 90 ? t('clock-seconds', { count: off }) : t('clock-minutes', { count: Math.round(off / 60) });
  return t(seconds > 0 ? 'clock-ahead' : 'clock-behind', { how });
}

function factsJson({ apps, codes, passkeys }: TwoFactorFacts) {
  return {
    enabled: apps.length > 0 || passkeys.asked,
    apps: apps.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    backupCodes: codes && { set: codes.number, createdAt: codes.createdAt.toISOString(), left: codes.left },
  };
}
