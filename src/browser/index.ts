import { busyForm } from './busy-form.ts';
import { codeField } from './code-field.ts';
import { confirmDangerousForms } from './confirm-form.ts';
import { copyButton, downloadButton, printButton } from './keep-buttons.ts';
import { passwordField } from './password-field.ts';
import { sessionClock } from './session-clock.ts';
import { strengthMeter } from './strength-meter.ts';
import { timeZone } from './time-zone.ts';

/** What each of our elements does once it is in the page. It only ever adds to markup that works without it. */
const BEHAVIOURS: Record<string, (host: HTMLElement) => void> = {
  'busy-form': busyForm,
  'code-field': codeField,
  'copy-button': copyButton,
  'download-button': downloadButton,
  'password-field': passwordField,
  'print-button': printButton,
  'session-clock': sessionClock,
  'strength-meter': strengthMeter,
  'time-zone': timeZone,
};

for (const [name, behave] of Object.entries(BEHAVIOURS)) {
  customElements.define(
    name,
    class extends HTMLElement {
      connectedCallback(): void {
        behave(this);
      }
    },
  );
}
confirmDangerousForms();
