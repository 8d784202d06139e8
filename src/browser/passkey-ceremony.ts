/** The two ceremonies of WebAuthn, from the options as JSON to the answer as JSON. Browsers learnt this form late. */
type Json = Record<string, unknown>;
interface Descriptor {
  id: string;
  type: 'public-key';
  transports?: AuthenticatorTransport[];
}
interface Options extends Json {
  challenge: string;
  user?: { id: string };
  excludeCredentials?: Descriptor[];
  allowCredentials?: Descriptor[];
}

export async function makePasskey(options: Options, signal: AbortSignal): Promise<Json> {
  const made = await navigator.credentials.create({
    publicKey: binary(options) as unknown as PublicKeyCredentialCreationOptions,
    signal,
  });
  const { response, ...rest } = parts(made as PublicKeyCredential);
  const attestation = response as AuthenticatorAttestationResponse;
  return {
    ...rest,
    response: {
      clientDataJSON: text(attestation.clientDataJSON),
      attestationObject: text(attestation.attestationObject),
      transports: attestation.getTransports?.() ?? [],
    },
  };
}

export async function askForPasskey(options: Options, signal: AbortSignal, mediation?: 'conditional'): Promise<Json> {
  const given = await navigator.credentials.get({
    publicKey: binary(options) as unknown as PublicKeyCredentialRequestOptions,
    signal,
    ...(mediation ? { mediation } : {}),
  });
  const { response, ...rest } = parts(given as PublicKeyCredential);
  const { clientDataJSON, authenticatorData, signature, userHandle } = response as AuthenticatorAssertionResponse;
  return {
    ...rest,
    response: {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      ...(userHandle ? { userHandle: text(userHandle) } : {}),
    },
  };
}

function parts(credential: PublicKeyCredential) {
  const { id, type, response, authenticatorAttachment } = credential;
  const { credProps } = credential.getClientExtensionResults();
  const clientExtensionResults = credProps ? { credProps: { ...credProps } } : {};
  return { id, rawId: id, type, response, authenticatorAttachment, clientExtensionResults };
}

function binary(options: Options) {
  const { challenge, user, excludeCredentials, allowCredentials, ...rest } = options;
  const described = (list: Descriptor[]) => list.map((one) => ({ ...one, id: bytes(one.id) }));
  return {
    ...rest,
    challenge: bytes(challenge),
    ...(user ? { user: { ...user, id: bytes(user.id) } } : {}),
    ...(excludeCredentials ? { excludeCredentials: described(excludeCredentials) } : {}),
    ...(allowCredentials ? { allowCredentials: described(allowCredentials) } : {}),
  };
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const letters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(letters).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}
