import { postJson } from './post-json.ts';

/**
 * Holds a sensitive form back until its user has proven, in a dialog, that it is still them; then sends it (SU-1).
 * The rest of the page stays as it was. A form that is held by another question is left to that one first.
 */
export function stepUp(host: HTMLElement): void {
  const { doors = '', seconds } = host.dataset;
  const asking = doors.split(' ').map((door) => new RegExp(`^${door.replace(/:\w+/g, '[^/]+')}$`));
  // The wall clock, because timers stand still while a computer sleeps.
  let from = Date.now() + Number(seconds) * 1000;

  const hold = (event: SubmitEvent) => {
    const form = event.target as HTMLFormElement;
    const path = new URL(form.action).pathname;
    // What only closes a dialog leads nowhere, though its address is the page's own.
    if (form.method !== 'post' || event.defaultPrevented) return;
    if (Date.now() < from || !asking.some((door) => door.test(path))) return;
    event.preventDefault();
    event.stopPropagation();
    ask(form, event.submitter);
  };

  const ask = (held: HTMLFormElement, button: HTMLElement | null) => {
    const template = host.querySelector('template');
    if (template) host.append(template.content.cloneNode(true));
    const dialog = host.querySelector('dialog');
    if (!dialog) return;
    dialog.querySelector('.step-up-act')?.replaceChildren(button?.textContent ?? '');
    dialog.addEventListener('close', () => dialog.remove());
    dialog.addEventListener('submit', (event) => prove(event, held, button, dialog), true);
    dialog.showModal();
  };

  const prove = async (event: SubmitEvent, held: HTMLFormElement, button: HTMLElement | null, dialog: HTMLElement) => {
    const form = event.target as HTMLFormElement;
    // A passkey is asked for first; its form comes again with the answer.
    if (form.method === 'dialog' || form.querySelector('[name=credential][value=""]')) return;
    event.preventDefault();
    event.stopPropagation();
    if (dialog.ariaBusy) return;
    dialog.ariaBusy = 'true';
    const answer = await postJson('/step-up', Object.fromEntries(new FormData(form))).catch(() => undefined);
    dialog.ariaBusy = null;
    if (!answer) return;
    const { formToken, detail, errors } = await answer.json();
    if (!answer.ok) return refuse(form, errors?.[0]?.message ?? detail);
    from = Number.POSITIVE_INFINITY;
    for (const field of document.querySelectorAll<HTMLInputElement>('[name=form_token]')) field.value = formToken;
    (dialog as HTMLDialogElement).close();
    // It was agreed to before.
    delete held.dataset.confirm;
    held.requestSubmit(button);
  };

  document.addEventListener('submit', hold, true);
}

/** At the field, as the server would draw it (AX-3). */
function refuse(form: HTMLFormElement, words: string): void {
  const input = form.querySelector<HTMLInputElement>('.field input:not([hidden])');
  const field = input?.closest('.field');
  if (!input || !field) return void form.dispatchEvent(new CustomEvent('refused', { detail: words }));
  const id = `${input.id}-error`;
  field.querySelector('.field-error')?.remove();
  const error = Object.assign(document.createElement('p'), { id, className: 'field-error', role: 'alert' });
  error.textContent = words;
  field.append(error);
  input.ariaInvalid = 'true';
  input.setAttribute('aria-describedby', `${id} ${input.id}-hint`);
  if (input.inputMode) input.value = '';
  input.focus();
}
