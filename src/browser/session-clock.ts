import { openDialog } from './dialog.ts';
import { postJson } from './post-json.ts';

const WARN_BEFORE_MS = 60_000;
const LOOK_EVERY_MS = 1000;

type Stage = 'running' | 'ending' | 'ended';

/**
 * Warns a minute before the session ends by idling; one press prolongs it (AX-4).
 * Measured against the wall clock, because timers stand still while a computer sleeps.
 * The user's other tabs keep this one quiet: each page that loads tells them that the session was just used.
 */
export function sessionClock({ dataset: words }: HTMLElement): void {
  const tabs = new BroadcastChannel('session-used');
  let endsAt = 0;
  let stage: Stage = 'running';
  let dialog: HTMLDialogElement | undefined;

  const restart = () => {
    endsAt = Date.now() + Number(words.seconds) * 1000;
  };
  const used = () => {
    restart();
    tabs.postMessage('');
  };
  const extend = () => {
    const done = ({ ok }: Response) => (ok ? used() : enter('ended'));
    postJson('/session/extend', { form_token: words.token }).then(done, () => {});
  };
  const enter = (next: Stage) => {
    stage = next;
    dialog?.close();
    if (stage === 'ending')
      dialog = openDialog(words.title, words.text, [{ words: words.stay, tone: 'primary', act: extend }]);
    if (stage === 'ended') dialog = openDialog(words.endedTitle, words.ended, [{ words: words.close, tone: 'quiet' }]);
  };

  tabs.onmessage = restart;
  used();
  setInterval(() => {
    const leftMs = endsAt - Date.now();
    const next = leftMs > WARN_BEFORE_MS ? 'running' : leftMs > 0 ? 'ending' : 'ended';
    if (next !== stage) enter(next);
  }, LOOK_EVERY_MS);
}
