/** The calls of WebAuthn Level 3 that older browsers lack. */
interface Signals {
  signalAllAcceptedCredentials?(facts: {
    rpId: string;
    userId: string;
    allAcceptedCredentialIds: string[];
  }): Promise<void>;
  signalCurrentUserDetails?(facts: { rpId: string; userId: string; name: string; displayName: string }): Promise<void>;
  signalUnknownCredential?(facts: { rpId: string; credentialId: string }): Promise<void>;
}

/** Password managers forget what counts no more, and show the name that holds now (WA §5.1.10). Tells us nothing. */
export function passkeySignal(host: HTMLElement): void {
  const signals = (window.PublicKeyCredential ?? {}) as Signals;
  const { rp: rpId = '', user: userId = '', name = '', displayName = '', accepted, unknown } = host.dataset;
  const ignore = () => {};
  if (unknown) signals.signalUnknownCredential?.({ rpId, credentialId: unknown }).catch(ignore);
  if (accepted === undefined) return;
  const allAcceptedCredentialIds = accepted.split(' ').filter((id) => id !== '');
  signals.signalAllAcceptedCredentials?.({ rpId, userId, allAcceptedCredentialIds }).catch(ignore);
  signals.signalCurrentUserDetails?.({ rpId, userId, name, displayName }).catch(ignore);
}
