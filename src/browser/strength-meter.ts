import { postJson } from './post-json.ts';

const WAIT_MS = 300;

/** What POST /password-strength answers: 0 weakest to 4 strongest, and advice in the page's language. */
interface Judgement {
  score: number;
  words: string;
}

/**
 * Shows what the server thinks of a password while it is typed. It advises; it never holds anything up:
 * the same judgement is made again, and counts, when the form is sent.
 */
export function strengthMeter(host: HTMLElement): void {
  const { input: inputId = '', email = '', label } = host.dataset;
  const input = document.getElementById(inputId) as HTMLInputElement | null;
  if (!input) return;
  let timer = 0;
  let request = new AbortController();

  const show = (judgement?: Judgement) => {
    const { score = '', words = '' } = judgement ?? {};
    host.dataset.score = `${score}`;
    const said = judgement ? `${label}: ${host.dataset[`level-${score}`]}. ${words}` : '';
    host.querySelector('[role=status]')?.replaceChildren(said);
  };
  const judge = () => {
    const sent = new FormData(input.form ?? undefined);
    const body = { password: input.value, email: sent.get(email) || undefined, form_token: sent.get('form_token') };
    request = new AbortController();
    postJson('/password-strength', body, request.signal)
      .then(async (answer) => answer.ok && show(await answer.json()))
      // Overtaken by the next letter, or no connection: no advice is no obstacle.
      .catch(() => {});
  };

  host.hidden = false;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    request.abort();
    if (input.value) timer = window.setTimeout(judge, WAIT_MS);
    else show();
  });
}
