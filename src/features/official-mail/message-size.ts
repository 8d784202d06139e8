/** A whole message, headers and all, as it was handed in: a mail of ours is less than a hundredth of it. */
export const MOST_MESSAGE_BYTES = 1024 * 1024;

/** JSON may write each byte of it in six (`\u0001`), a form in three; and the form has a token besides. */
export const MOST_BODY_BYTES = 6 * MOST_MESSAGE_BYTES + 8 * 1024;

export function isSmallEnough(message: string): boolean {
  return Buffer.byteLength(message) <= MOST_MESSAGE_BYTES;
}
