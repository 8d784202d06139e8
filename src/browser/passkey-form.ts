import { askForPasskey, makePasskey } from './passkey-ceremony.ts';
import { postJson } from './post-json.ts';

/** Options are asked for anew before their five minutes are over. */
const RENEW_AUTOFILL_MS = 4 * 60_000;

/**
 * Runs the ceremony of a passkey when its form is sent, puts the answer into the form and sends it. With `data-autofill` also
 * when a passkey is chosen in the field for the user name. Says each step, and each way it can fail.
 */
export function passkeyForm(host: HTMLElement): void {
  const form = host.querySelector('form');
  const ready = host.querySelector<HTMLElement>('.passkey-ready');
  const field = form?.querySelector<HTMLInputElement>('[name=credential]');
  const [progress, error] = [host.querySelector('.passkey-progress'), host.querySelector('.passkey-error')];
  if (!form || !ready || !field) return;
  if (!window.PublicKeyCredential) {
    host.querySelector<HTMLElement>('.passkey-unsupported')?.removeAttribute('hidden');
    return;
  }
  ready.hidden = false;
  let running: AbortController | undefined;
  let renewal = 0;

  const say = (step: string, problem = '') => {
    progress?.replaceChildren(step && (host.getAttribute(`data-say-${step}`) ?? ''));
    error?.replaceChildren(problem);
  };

  /** What was ticked for the password holds for the passkey too. */
  const wishes = () => {
    const keep = document.querySelector<HTMLInputElement>('input[name=keep]');
    const name = form.querySelector<HTMLInputElement>('input[name=name]')?.value;
    return {
      ...JSON.parse(host.dataset.ask ?? '{}'),
      ...(keep ? { keep: keep.checked } : {}),
      ...(name ? { name } : {}),
    };
  };

  async function run(mediation?: 'conditional'): Promise<void> {
    running?.abort();
    clearTimeout(renewal);
    running = new AbortController();
    const { signal } = running;
    const loud = !mediation;
    const started = performance.now();
    let timeout = Number.POSITIVE_INFINITY;
    try {
      if (loud) say('asking');
      const answer = await postJson(host.dataset.options ?? '', wishes(), signal);
      const options = await answer.json();
      if (!answer.ok) {
        if (loud) say('', options.errors?.[0]?.message ?? options.detail);
        return;
      }
      timeout = options.timeout;
      if (loud) say('device');
      else renewal = window.setTimeout(() => void run(mediation), RENEW_AUTOFILL_MS);
      const make = host.dataset.ceremony === 'create' ? makePasskey : askForPasskey;
      const credential = await make(options, signal, mediation);
      clearTimeout(renewal);
      say('sending');
      if (field) field.value = JSON.stringify(credential);
      form?.requestSubmit();
      if (field) field.value = '';
    } catch (failure) {
      if (!loud || signal.aborted) return;
      const reason = performance.now() - started >= timeout ? 'timed-out' : reasonOf(failure);
      // To have one already is no failure (PK-14).
      if (reason === 'already') say(reason);
      else say('', host.getAttribute(`data-say-${reason}`) ?? '');
      void offerAutofill();
    }
  }

  async function offerAutofill(): Promise<void> {
    if (host.dataset.autofill === undefined) return;
    if (await PublicKeyCredential.isConditionalMediationAvailable?.()) await run('conditional');
  }

  // Before anything else that listens: without an answer there is nothing to send yet.
  host.addEventListener(
    'submit',
    (event) => {
      if (field.value) return;
      event.preventDefault();
      event.stopPropagation();
      void run();
    },
    true,
  );
  // Sent by another script that the server refused.
  form.addEventListener('refused', (event) => say('', (event as CustomEvent<string>).detail));
  void offerAutofill();
}

function reasonOf(failure: unknown): string {
  const reasons: Record<string, string> = {
    AbortError: 'cancelled',
    ConstraintError: 'no-device',
    InvalidStateError: 'already',
    NotAllowedError: 'cancelled',
    NotSupportedError: 'no-device',
    SecurityError: 'wrong-place',
  };
  return (failure instanceof Error && reasons[failure.name]) || 'failed';
}
