/** Fills the hidden field inside with the browser's time zone, so that times are right from the first mail on. */
export class TimeZone extends HTMLElement {
  connectedCallback(): void {
    const field = this.querySelector('input');
    if (field && field.value === '') field.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}
