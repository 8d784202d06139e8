import { z } from 'zod';
import {
  type FieldError,
  type Handler,
  localPath,
  parseInput,
  type Reply,
  refuse,
  refuseInput,
  type Visit,
} from '../../foundations/http/index.ts';
import type { KeptForm } from './kept-form.ts';
import { type Session, type StepUpMethod, stepUpMethods } from './session.ts';
import { sessionJson } from './session-json.ts';
import type { createStepUp, StepUpResult } from './step-up.ts';
import { type StepUpForm, stepUpDonePage, stepUpPage } from './step-up-page.tsx';
import { words } from './words.ts';

type AskForPasskey = (asking: {
  ceremony: 'step-up';
  browser: string;
  userId: string;
  subject: string;
  mustVerify: boolean;
}) => Promise<object>;

const common = {
  username: z.string().optional(),
  resume: z.string().optional(),
  next: z.string().optional(),
  only: z.literal('passkey').optional(),
};
const input = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('password'), password: z.string().min(1).max(1024), ...common }),
  z.strictObject({ method: z.literal('totp'), code: z.string().min(1).max(64), ...common }),
  z.strictObject({
    method: z.literal('passkey'),
    credential: z.union([
      z
        .string()
        .min(1)
        .max(48 * 1024),
      z.looseObject({}),
    ]),
    ...common,
  }),
  z.strictObject({ method: z.literal('backup-code'), code: z.string().min(1).max(64), ...common }),
]);

interface Deps {
  stepUp: ReturnType<typeof createStepUp>;
  askForPasskey: AskForPasskey;
  keptForm: KeptForm;
}

/** The doors of a step-up: the page that asks, and the proof. */
export function createStepUpRoutes({ stepUp, askForPasskey, keptForm }: Deps) {
  const show: Handler<Session> = async (visit, session) => ({
    kind: 'page',
    page: stepUpPage(visit, session, {
      next: localPath(visit.query.next) ?? undefined,
      only: visit.query.only === 'passkey' ? 'passkey' : undefined,
    }),
    json: { methods: stepUpMethods(session) },
  });

  const prove: Handler<Session> = async (visit, session) => {
    const kept = keptForm.restore(visit, textOf(visit, 'resume'));
    const next = localPath(textOf(visit, 'next'));
    const form: StepUpForm = {
      resume: textOf(visit, 'resume'),
      next: next ?? undefined,
      path: kept?.path ?? next ?? undefined,
      only: textOf(visit, 'only') === 'passkey' ? 'passkey' : undefined,
      tried: (['passkey', 'totp', 'backup-code', 'password'] as const).find((method) => method === visit.body.method),
    };
    const parsed = parseInput(input, visit.body, visit.locale);
    if (!parsed.ok) return inputRefused(visit, session, form, parsed.errors);
    const proof = parsed.value;
    const result = await stepUp({
      session,
      secret: visit.cookies.session ?? '',
      method: proof.method,
      proof: proofOf(proof),
      browser: visit.browser,
      client: visit.client,
      deviceCookie: visit.cookies.device,
    });
    if (result.outcome !== 'done') return refused(visit, session, { ...form, tried: proof.method }, result);
    const formToken = visit.formTokenFor(result.cookie.value);
    const raised = sessionJson({ ...result.session, steppedUpAt: visit.now, lastSeenAt: visit.now });
    const done = { kind: 'done', status: 200, json: { ...raised, formToken }, cookies: [result.cookie] } as const;
    return kept === null
      ? { ...done, location: next ?? '/security' }
      : { ...done, page: stepUpDonePage(visit, kept, formToken) };
  };

  /** SU-2: for this session; a key that does not verify its user is no proof where no password was given. */
  const passkeyOptions: Handler<Session> = async (visit, session) => {
    if (!stepUpMethods(session).includes('passkey')) return refuse('not-found');
    const options = await askForPasskey({
      ceremony: 'step-up',
      browser: visit.browser,
      userId: session.userId,
      subject: session.id,
      mustVerify: !session.methods.includes('password'),
    });
    return { kind: 'done', status: 200, json: options, location: '/step-up' };
  };

  return { show, prove, passkeyOptions };
}

function proofOf(proof: z.output<typeof input>): unknown {
  if (proof.method === 'passkey') return proof.credential;
  return proof.method === 'password' ? proof.password : proof.code;
}

function inputRefused(visit: Visit, session: Session, form: StepUpForm, errors: FieldError[]): Reply {
  const error = errors.find(({ field }) => field === 'password' || field === 'code')?.message;
  return refuseInput(errors, stepUpPage(visit, session, { ...form, error }));
}

function refused(
  visit: Visit,
  session: Session,
  form: StepUpForm & { tried: StepUpMethod },
  result: Exclude<StepUpResult, { outcome: 'done' }>,
): Reply {
  const t = words(visit.locale);
  switch (result.outcome) {
    case 'malformed': {
      const error = t('step-up-wrong-passkey');
      const errors = [{ field: 'credential', code: 'invalid', message: error }];
      return refuseInput(errors, stepUpPage(visit, session, { ...form, error }));
    }
    case 'session-ended':
      return { ...refuse('signed-out'), location: '/sign-in' };
    case 'wrong':
    case 'not-enough': {
      const error = t(result.outcome === 'wrong' ? `step-up-wrong-${form.tried}` : 'step-up-not-enough');
      const type = form.tried === 'passkey' && result.outcome === 'wrong' ? 'passkey-refused' : 'sign-in-refused';
      return refuse(type, { detail: error }, stepUpPage(visit, session, { ...form, error }));
    }
    case 'waiting': {
      const error = t('step-up-waiting', { seconds: result.seconds });
      const page = stepUpPage(visit, session, { ...form, error });
      return refuse('too-many-requests', { retryAfterSeconds: result.seconds, detail: error }, page);
    }
  }
}

function textOf({ body }: Visit, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
}
