interface Choice {
  words: string | undefined;
  tone: 'primary' | 'quiet' | 'danger';
  act?: () => void;
}

/**
 * Opens a native modal dialog; every choice closes it. The first choice has the focus, so put the harmless one there.
 * Built node by node: the page's policy forbids parsing markup (BH-2).
 */
export function openDialog(title = '', text = '', choices: readonly Choice[] = []): HTMLDialogElement {
  const dialog = make('dialog');
  dialog.ariaLabel = title;
  const buttons = choices.map(({ words, tone, act }) => {
    const button = make('button', `button button-${tone}`, words);
    button.addEventListener('click', () => {
      dialog.close();
      act?.();
    });
    return button;
  });
  const foot = make('div', 'dialog-foot');
  foot.append(...buttons);
  dialog.append(make('h2', '', title), make('p', '', text), foot);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  text = '',
): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}
