/** What each of our elements does once it is in the page. It only ever adds to markup that works without it. */
export function defineElements(behaviours: Record<string, (host: HTMLElement) => void>): void {
  for (const [name, behave] of Object.entries(behaviours)) {
    customElements.define(
      name,
      class extends HTMLElement {
        connectedCallback(): void {
          behave(this);
        }
      },
    );
  }
}
