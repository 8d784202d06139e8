import { announce } from './status.ts';

const SAID_FOR_MS = 4000;

/** Shows a button that only a script can make work. */
function onPress(host: HTMLElement, act: () => void): void {
  const button = host.querySelector('button');
  if (!button) return;
  button.hidden = false;
  button.addEventListener('click', act);
}

/** The target's text; a list gives one line per entry. */
function keptText({ dataset: { target = '' } }: HTMLElement): string {
  const element = document.getElementById(target);
  const lines = Array.from(element?.children ?? [], (child) => child.textContent);
  return lines.join('\n') || (element?.textContent ?? '');
}

export function copyButton(host: HTMLElement): void {
  const { done = '' } = host.dataset;
  const say = () => {
    announce(done);
    setTimeout(announce, SAID_FOR_MS, '');
  };
  onPress(host, () => navigator.clipboard.writeText(keptText(host)).then(say, () => {}));
}

export function downloadButton(host: HTMLElement): void {
  onPress(host, () => {
    const href = URL.createObjectURL(new Blob([`${keptText(host)}\n`], { type: 'text/plain' }));
    Object.assign(document.createElement('a'), { href, download: host.dataset.file }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  });
}

export function printButton(host: HTMLElement): void {
  onPress(host, () => print());
}
