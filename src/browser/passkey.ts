import { defineElements } from './define-elements.ts';
import { passkeyForm } from './passkey-form.ts';
import { passkeySignal } from './passkey-signal.ts';

/** A script of its own, for the pages where passkeys are asked for. */
defineElements({ 'passkey-form': passkeyForm, 'passkey-signal': passkeySignal });
