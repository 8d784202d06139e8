export { createOneTimeTokens, type OneTimeTokens } from './create-one-time-tokens.ts';
