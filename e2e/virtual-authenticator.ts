import type { CDPSession, Page } from '@playwright/test';

export interface Authenticator {
  /** Whether somebody touches it when asked. */
  present(isPresent: boolean): Promise<void>;
  /** Whether it checks who touches it, with success. */
  verifies(does: boolean): Promise<void>;
  credentials(): Promise<{ credentialId: string; signCount: number; isResidentCredential: boolean }[]>;
  /** As if it had been used, or copied, elsewhere. */
  set(properties: { credentialId: string; backupState?: boolean; backupEligibility?: boolean }): Promise<void>;
  /** A copy of an earlier day in its place: its counter begins anew. */
  restoreCopy(): Promise<void>;
  /** Unplugged. */
  remove(): Promise<void>;
}

const sessions = new WeakMap<Page, CDPSession>();

/** An authenticator of the DevTools protocol, in this tab. `internal`: the device's own; there is one at most. */
export async function plugIn(
  page: Page,
  options: { transport?: 'internal' | 'usb'; verifies?: boolean; synced?: boolean; keepsEntries?: boolean } = {},
): Promise<Authenticator> {
  const { transport = 'internal', verifies = true, synced = false, keepsEntries = true } = options;
  let cdp = sessions.get(page);
  if (cdp === undefined) {
    cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    sessions.set(page, cdp);
  }
  const session = cdp;
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport,
      hasResidentKey: keepsEntries,
      hasUserVerification: verifies,
      isUserVerified: verifies,
      automaticPresenceSimulation: true,
      defaultBackupEligibility: synced,
      defaultBackupState: synced,
    },
  });
  return {
    async present(enabled) {
      await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
    },
    async verifies(isUserVerified) {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    async credentials() {
      return (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
    },
    async set(properties) {
      await session.send('WebAuthn.setCredentialProperties', { authenticatorId, ...properties });
    },
    async restoreCopy() {
      const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId });
      for (const credential of credentials) {
        await session.send('WebAuthn.removeCredential', { authenticatorId, credentialId: credential.credentialId });
        await session.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount: 1 } });
      }
    },
    async remove() {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    },
  };
}
