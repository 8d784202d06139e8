/** Shows and hides what was typed (PW-10). Hidden again when sent, so that password managers recognise it. */
export function passwordField(host: HTMLElement): void {
  const input = host.querySelector('input');
  const button = host.querySelector('button');
  if (!input || !button) return;
  const { show = '', hide = '' } = host.dataset;
  const turn = (shown: boolean) => {
    input.type = shown ? 'text' : 'password';
    button.title = button.ariaLabel = shown ? hide : show;
  };
  button.hidden = false;
  button.addEventListener('click', () => {
    turn(input.type === 'password');
    input.focus();
  });
  input.form?.addEventListener('submit', () => turn(false));
}
