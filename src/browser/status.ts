/** The page's one live region: what is put there is shown and read out (WCAG 4.1.3). It carries the words scripts need. */
function region(): HTMLElement | null {
  return document.getElementById('status');
}

/** One of the frame's words, in the page's language. */
export function word(name: 'busy' | 'cancel'): string {
  return region()?.dataset[name] ?? '';
}

export function announce(words: string): void {
  region()?.replaceChildren(words);
}
