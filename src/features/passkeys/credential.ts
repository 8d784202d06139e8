import { z } from 'zod';
import { CeremonyFailed } from './ceremony.ts';

/** PK-10; a longer one is refused by the verification, not as a slip of the form. */
export const MOST_CREDENTIAL_ID_BYTES = 1023;
const base64url = (mostBytes: number) =>
  z
    .string()
    .min(1)
    .max(Math.ceil((mostBytes * 4) / 3))
    .regex(/^[A-Za-z0-9_-]+$/);
const credentialId = base64url(4 * 1024);

/** Members that browsers of another day may add (PK-16); nothing is read from them. */
const others = {
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).nullish().catch(null),
  clientExtensionResults: z
    .looseObject({ credProps: z.looseObject({ rk: z.boolean().optional() }).optional().catch(undefined) })
    .optional(),
};

/** `PublicKeyCredential.toJSON()` of a registration (WA §5.1, RegistrationResponseJSON). */
export const registrationSchema = z.strictObject({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.looseObject({
    clientDataJSON: base64url(8 * 1024),
    attestationObject: base64url(24 * 1024),
    transports: z.array(z.string().max(32)).max(16).optional().catch(undefined),
  }),
  ...others,
});
export type RegistrationCredential = z.infer<typeof registrationSchema>;

/** The same of an assertion (AuthenticationResponseJSON). */
export const assertionSchema = z.strictObject({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.looseObject({
    clientDataJSON: base64url(8 * 1024),
    authenticatorData: base64url(8 * 1024),
    signature: base64url(2 * 1024),
    userHandle: z.union([base64url(64), z.literal('')]).nullish(),
  }),
  ...others,
});
export type AssertionCredential = z.infer<typeof assertionSchema>;

/** The id as bytes; both members must say the same, in the one canonical spelling. */
export function readCredentialId({ id, rawId }: Pick<AssertionCredential, 'id' | 'rawId'>): Buffer {
  const bytes = Buffer.from(rawId, 'base64url');
  if (id !== rawId || bytes.toString('base64url') !== rawId) throw new CeremonyFailed('malformed');
  if (bytes.length > MOST_CREDENTIAL_ID_BYTES) throw new CeremonyFailed('credential-id');
  return bytes;
}
