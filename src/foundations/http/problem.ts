/** A field that was refused: its name, a stable code for programs, words for people (AX-3). */
export interface FieldError {
  field: string;
  code: string;
  message: string;
}

/** The stable last part of a problem's `type` (RFC 9457 §3.1.1). Each has its words in messages.<locale>.json. */
export type ProblemType =
  | 'invalid-input'
  | 'malformed-request'
  | 'signed-out'
  | 'sign-in-refused'
  | 'passkey-refused'
  | 'password-needed'
  | 'password-change-needed'
  | 'step-up-required'
  | 'changes-frozen'
  | 'second-factor-needed'
  | 'passkey-needed'
  | 'address-not-allowed'
  | 'not-allowed'
  | 'cross-site'
  | 'not-found'
  | 'method-not-allowed'
  | 'conflict'
  | 'lockout-risk'
  | 'link-spent'
  | 'too-large'
  | 'unsupported-media-type'
  | 'too-many-requests'
  | 'internal'
  | 'unavailable';

export interface Problem {
  type: ProblemType;
  /** Words for this case; without it the type's own sentence is used. */
  detail?: string;
  errors?: readonly FieldError[];
  /** Sent as Retry-After (RFC 6585 §4); rounded up, at least 1. */
  retryAfterSeconds?: number;
}

export const STATUS_OF: Record<ProblemType, number> = {
  'invalid-input': 422,
  'malformed-request': 400,
  'signed-out': 401,
  'sign-in-refused': 401,
  'passkey-refused': 400,
  'password-needed': 403,
  'password-change-needed': 403,
  'step-up-required': 403,
  'changes-frozen': 403,
  'second-factor-needed': 403,
  'passkey-needed': 403,
  'address-not-allowed': 401,
  'not-allowed': 403,
  'cross-site': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'lockout-risk': 409,
  'link-spent': 410,
  'too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  internal: 500,
  unavailable: 503,
};
