/** Keeps the drawn cells true: drops the spaces and dashes that people type or paste between digits. */
export function codeField(host: HTMLElement): void {
  const input = host.querySelector('input');
  input?.addEventListener('input', () => {
    const digits = input.value.replace(/\D/g, '').slice(0, 6);
    if (digits !== input.value) input.value = digits;
  });
}
