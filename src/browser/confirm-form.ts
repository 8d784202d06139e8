import { openDialog } from './dialog.ts';
import { word } from './status.ts';

/**
 * Forms with data-confirm are asked about before they are sent; the answer's button repeats the act's own words.
 * Without script they are sent at once.
 */
export function confirmDangerousForms(): void {
  const agreed = new WeakSet<HTMLFormElement>();
  const ask = (event: SubmitEvent) => {
    const form = event.target as HTMLFormElement;
    const { confirm, confirmTitle } = form.dataset;
    if (!confirm || agreed.delete(form)) return;
    event.preventDefault();
    event.stopPropagation();
    const button = event.submitter;
    const send = () => {
      agreed.add(form);
      form.requestSubmit(button);
    };
    openDialog(confirmTitle, confirm, [
      { words: word('cancel'), tone: 'quiet' },
      { words: button?.textContent, tone: 'danger', act: send },
    ]);
  };
  // While capturing: before the form's own element takes it for sent.
  document.addEventListener('submit', ask, true);
}
