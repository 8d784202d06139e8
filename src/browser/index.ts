import { busyForm } from './busy-form.ts';
import { codeField } from './code-field.ts';
import { confirmDangerousForms } from './confirm-form.ts';
import { defineElements } from './define-elements.ts';
import { fileDrop } from './file-drop.ts';
import { copyButton, downloadButton, printButton } from './keep-buttons.ts';
import { passwordField } from './password-field.ts';
import { strengthMeter } from './strength-meter.ts';
import { timeZone } from './time-zone.ts';

// Before the elements, and before the step-up of signed-in.ts: what is asked about is held first, and proven only when
// it is wanted.
confirmDangerousForms();
defineElements({
  'busy-form': busyForm,
  'code-field': codeField,
  'copy-button': copyButton,
  'download-button': downloadButton,
  'file-drop': fileDrop,
  'password-field': passwordField,
  'print-button': printButton,
  'strength-meter': strengthMeter,
  'time-zone': timeZone,
});
