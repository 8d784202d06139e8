import { announce } from './status.ts';

/** Puts a dropped or chosen text file into the field; nothing is sent until the form is. */
export function fileDrop(host: HTMLElement): void {
  const area = host.querySelector('textarea');
  const input = host.querySelector('input');
  const label = host.querySelector('label');
  if (!area || !input || !label) return;
  const { done = '', refused = '', most = '0' } = host.dataset;
  label.hidden = false;

  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const text = file.size > Number(most) ? null : await textOf(file);
    if (text !== null) area.value = text;
    announce(text === null ? refused : done);
    area.focus();
  };
  const over = (isOver: boolean) => {
    if (isOver) host.dataset.over = '';
    else delete host.dataset.over;
  };
  input.addEventListener('change', () => {
    void take(input.files?.[0]);
    input.value = '';
  });
  host.addEventListener('dragover', (event) => {
    event.preventDefault();
    over(true);
  });
  host.addEventListener('dragleave', () => over(false));
  host.addEventListener('drop', (event) => {
    over(false);
    const [file] = event.dataTransfer?.files ?? [];
    // A dropped text goes where the browser puts it.
    if (file) event.preventDefault();
    void take(file);
  });
}

/** null: not text that could be sent on as it is. */
async function textOf(file: File): Promise<string | null> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
}
